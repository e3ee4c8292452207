/**
 * An mbox account in a process of its own, which kills itself (SIGKILL) before a step or in the middle of it: at each write, sync, rename,
 * truncation, removal and lock. Without a step it does everything, and prints the steps.
 */
import { join } from 'node:path';
import { systemClock } from '../../../electron/base/clock.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { killAtStep } from './kill-at-step.ts';

export const deeds: Readonly<Record<string, (mailbox: LocalMailbox) => Promise<unknown>>> = {
  longer: (mailbox) => mailbox.setFlags('INBOX', [1, 2], { add: ['\\Seen', '\\Flagged'] }),
  shorter: (mailbox) => mailbox.remove('INBOX', [2]),
  moved: (mailbox) => mailbox.move('INBOX', [1, 3], 'mbox'),
};

const [folder, deed, at = '-1', how = 'before'] = process.argv.slice(2);
if (folder !== undefined && deed !== undefined) {
  const steps = await killAtStep(Number(at), how === 'half');
  const { createDotlock } = await import('../../../electron/engine/local/spool/dotlock.ts');
  const { createSpoolMailbox } = await import('../../../electron/engine/local/spool/spool-mailbox.ts');
  const mailbox = createSpoolMailbox({
    path: join(folder, 'mail', 'ben'),
    home: join(folder, 'home'),
    ownFolder: join(folder, 'own'),
    clock: systemClock,
    lock: createDotlock('/usr/bin/dotlockfile', systemClock),
  });
  await mailbox.look('INBOX');
  await deeds[deed]?.(mailbox);
  process.stdout.write(JSON.stringify(steps));
}
