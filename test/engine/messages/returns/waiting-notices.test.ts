/** Notices wait for their bodies, which come in any order or never: each whose body is held is read. */
import { afterEach, expect, it } from 'vitest';
import { silentLogger } from '../../../../electron/base/logger.ts';
import { succeed } from '../../../../electron/contract/failure.ts';
import { decode } from '../../../../electron/engine/cache/bodies/blobs.ts';
import { createReturns } from '../../../../electron/engine/messages/returns/returns.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { day, type OpenStorage, openStorage, value, withFolders } from '../../cache/open-storage.ts';
import { writeNotice } from './notices.ts';

let open: OpenStorage | null = null;
afterEach(async () => {
  await open?.done();
  open = null;
});

it('reads an old notice below very many newer ones whose bodies never come, and then rests', async () => {
  open = await openStorage();
  const { storage, reader } = open;
  const folderId = (await withFolders(open))('INBOX');
  const count = 1_700;
  const rawOf = (uid: number) =>
    Buffer.from(
      writeNotice({
        ...{ action: 'failed', recipient: 'bo@example.org', status: '5.1.1', words: '550 gone', messageId: null },
        id: `n${uid}`,
      }).replaceAll('\n', '\r\n'),
    );
  const messages = Array.from({ length: count }, (_, at) => {
    const raw = rawOf(at + 1);
    return { uid: at + 1, flags: [], internalDate: day(at), size: raw.length, header: raw.subarray(0, raw.indexOf('\r\n\r\n') + 4) };
  });
  value(await storage.addHeaders({ folderId, messages }));
  value(await storage.addBodies({ folderId, messages: [1, 900, count].map((uid) => ({ uid, raw: rawOf(uid) })) }));

  const clock = createManualClock();
  const read: string[] = [];
  const returns = createReturns({
    ...{ storage, reader, clock, logger: silentLogger },
    readNotice: async (stored) => {
      read.push(/^Subject: (.*)$/m.exec(decode(stored).toString())?.[1] ?? '');
      return succeed(null);
    },
  });
  const look = () => {
    clock.advance(1_000);
    return read;
  };
  returns.stored();
  await expect.poll(look, { interval: 1 }).toEqual([`Notice n${count}`, 'Notice n900', 'Notice n1']);
  await expect
    .poll(() => {
      look();
      return clock.pending();
    })
    .toBe(0);

  value(await storage.addBodies({ folderId, messages: [{ uid: 2, raw: rawOf(2) }] }));
  returns.stored();
  await expect.poll(look, { interval: 1 }).toContain('Notice n2');
  expect(read).toHaveLength(4);
  await returns.close();
});
