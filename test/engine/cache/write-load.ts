/**
 * A process that writes without end into the data folder named on its command line, on a real storage worker, and says on
 * standard output what has been answered, so that the test that kills it knows what must be there afterwards.
 */

import { lockDataFolder } from '../../../electron/engine/cache/database/data-folder.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { standardFolders } from './open-storage.ts';

const folder = process.argv[2] ?? '';
const round = Number(process.argv[3]);
const say = (text: string) => process.stdout.write(`${text}\n`);

const locked = lockDataFolder(folder, { process: 'write load', pid: process.pid });
if (!locked.ok) throw new Error('locked');
const opened = await createStorage({
  folder,
  worker: new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url),
  clock: { now: Date.now, after: () => () => {} },
  onChange() {},
});
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const storage = opened.value;
const saved = await storage.saveFolders({ accountId: 'ana', folders: standardFolders });
if (!saved.ok) throw new Error(JSON.stringify(saved.failure));
const inbox = saved.value.ids.get('INBOX') ?? 0;
const trash = saved.value.ids.get('Trash') ?? 0;
say('ready');

const batch = 20;
const base = round * 100_000;
const mailbox = generateMailbox({ seed: round, count: 100_000, small: true });
for (let start = 0; ; start += batch) {
  const first = base + start;
  const messages = Array.from({ length: batch }, () => mailbox.next().value).filter((message) => message !== undefined);
  const added = await storage.addHeaders({ folderId: inbox, messages: headersOf(messages, base) });
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  const bodies = storage.addBodies({ folderId: inbox, messages: bodiesOf(messages, base) });
  const ids = [...added.value.ids.values()];
  const operation = `op-${first}`;
  const moved = storage.applyOperation({
    id: operation,
    accountId: 'ana',
    change: { kind: 'move', targetFolderId: trash },
    messageIds: ids.slice(0, 3),
    now: start,
  });
  const kept = storage.keepMessage({
    accountId: 'ana',
    path: 'Kept',
    role: null,
    key: `kept-${first}`,
    flags: [],
    internalDate: start + 1,
    raw: Buffer.from(`Subject: kept ${first}\r\n\r\nkept\r\n`),
  });
  const flagged = storage.applyOperation({
    id: `flag-${first}`,
    accountId: 'ana',
    change: { kind: 'flag', flag: 'flagged', value: true },
    messageIds: ids.slice(5, 8),
    now: start,
  });
  void moved.then((result) => result.ok && say(`op ${operation}`));
  void flagged.then((result) => result.ok && say(`op flag-${first}`));
  void kept.then((result) => result.ok && say(`kept kept-${first}`));
  await Promise.all([bodies, moved, kept, flagged]);
  if (start % 40 === 0) {
    say(`confirming ${operation}`); // from here on it may be gone or not
    const uids = new Map(ids.slice(0, 3).map((id, index) => [id, first + index + 1]));
    await storage.confirmOperation({ id: operation, uids });
  }
  if (start % 60 === 0) await storage.removeUids({ folderId: inbox, uids: messages.slice(10, 14).map(({ number }) => base + number) });
}
