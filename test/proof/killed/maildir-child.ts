/**
 * A Maildir account in a process of its own, which kills itself (SIGKILL) at a step of a change. Without a step it does everything, and prints
 * the steps.
 */
import { join } from 'node:path';
import { systemClock } from '../../../electron/base/clock.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { killAtStep } from './kill-at-step.ts';

export const maildirDeeds: Readonly<Record<string, (mailbox: LocalMailbox) => Promise<unknown>>> = {
  marked: (mailbox) => mailbox.setFlags('INBOX', [1, 2], { add: ['\\Seen', '\\Flagged'] }),
  moved: (mailbox) => mailbox.move('INBOX', [1, 3], 'Lists'),
  removed: (mailbox) => mailbox.remove('INBOX', [2, 3]),
  added: (mailbox) => mailbox.append('Lists', Buffer.from('Subject: message 9\n\nBody of 9.\n'), ['\\Seen'], 1_700_000_009_000),
};

const [folder, deed, at = '-1', how = 'before'] = process.argv.slice(2);
if (folder !== undefined && deed !== undefined) {
  const steps = await killAtStep(Number(at), how === 'half');
  const { createMaildirMailbox } = await import('../../../electron/engine/local/maildir/maildir-mailbox.ts');
  const mailbox = createMaildirMailbox({
    path: join(folder, 'Maildir'),
    ownFolder: join(folder, 'own'),
    clock: systemClock,
    allowsChanges: true,
  });
  await mailbox.look('INBOX');
  await maildirDeeds[deed]?.(mailbox);
  process.stdout.write(JSON.stringify(steps));
}
