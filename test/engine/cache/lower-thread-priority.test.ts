import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPacker } from '../../../electron/engine/workers/packer.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { niceness } from '../../../electron/engine/workers/threads/lower-thread-priority.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { makeFolder, standardFolders, value } from './open-storage.ts';

const worker = (name: string) => new URL(`../../../electron/engine/workers/${name}-worker.ts`, import.meta.url);

/** Nice value of a thread of this process: field 19 of proc_pid_stat(5). */
function niceOf(thread: string): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

describe.runIf(process.platform === 'linux')('threads that work in bulk', () => {
  it('stand back behind those that answer the window', async () => {
    const folder = makeFolder();
    const clock = createManualClock();
    const packer = createPacker({ url: worker('pack'), after: clock.after });
    const storage = value(await createStorage({ folder, worker: worker('storage'), clock, readTexts: packer.read, onChange() {} }));
    const messages = [...generateMailbox({ seed: 4, count: 1 })];
    const inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
    value(await storage.addHeaders({ folderId: inbox, messages: headersOf(messages) }));
    value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(messages) }));
    value(await storage.settle({})); // the packer has read a text by then

    const found = new Map<string, number>();
    for (const thread of readdirSync('/proc/self/task'))
      found.set(readFileSync(`/proc/self/task/${thread}/comm`, 'latin1').trim(), niceOf(thread));
    const own = niceOf(String(process.pid));
    // The lowest priority there is: 19 (setpriority(2)).
    expect(found.get('storage')).toBe(Math.min(19, own + niceness.storage));
    expect(found.get('pack')).toBe(Math.min(19, own + niceness.packing));

    await storage.close();
    await packer.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
