/** A mailbox of this computer behind what an IMAP connection offers: one message that cannot be read keeps nobody from the others. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/base/clock.ts';
import { createMaildirMailbox } from '../../../../electron/engine/local/maildir/maildir-mailbox.ts';
import { createLocalConnection } from '../../../../electron/engine/sync/local/local-connection.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-local-'));
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, 'Maildir', name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (number: number) => join(folder, 'Maildir', 'cur', `170000000${number}.M1P1.host:2,`);
const open = async () => {
  const mailbox = createMaildirMailbox({
    path: join(folder, 'Maildir'),
    ownFolder: join(folder, 'own'),
    clock: systemClock,
    allowsChanges: true,
  });
  const connection = createLocalConnection({ mailbox, protocol: 'maildir', clock: systemClock, largest: 1 << 20 });
  await connection.select('INBOX');
  return connection;
};

// Every read of that file fails (EIO): a program has nothing at its address 0.
describe.skipIf(process.platform !== 'linux')('a folder with a message that cannot be read', () => {
  beforeEach(() => {
    for (const number of [1, 3]) writeFileSync(nameOf(number), `Message-ID: <${number}@example.test>\n\nBody.\n`);
    symlinkSync('/proc/self/mem', nameOf(2));
  });
  const refused = { failure: { code: 'file-unreadable' } };

  it('hands over the headers of all others, and then says so', async () => {
    const connection = await open();
    const got: number[] = [];
    const fetching = connection.fetchHeaders({ first: 1, last: '*' }, (batch) => void got.push(...batch.map(({ uid }) => uid)));
    await expect(fetching).rejects.toMatchObject(refused);
    expect(got).toEqual([3, 1]);
    await expect(connection.fetchHeaders([2], () => {})).rejects.toMatchObject(refused);
    connection.destroy();
  });

  it('hands over what has arrived, and finds a message by its Message-ID', async () => {
    const connection = await open();
    const got: number[] = [];
    await connection.fetchArrivals({ first: 1, octets: 100, most: 10 }, ({ uid }) => void got.push(uid));
    expect(got).toEqual([1, 3]);
    expect(await connection.searchUids({ messageId: '<3@example.test>' })).toEqual([3]);
    connection.destroy();
  });
});
