import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compress, decode, encodings } from '../../../electron/engine/cache/bodies/blobs.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import { createPacker } from '../../../electron/engine/workers/packer.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import type { ReadTexts } from '../../../electron/engine/workers/storage-types.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { makeFolder, standardFolders, value } from './open-storage.ts';

const url = new URL('../../../electron/engine/workers/pack-worker.ts', import.meta.url);
const { after } = createManualClock();

describe('texts that another thread reads for the index', () => {
  const storageUrl = new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url);
  const mailbox = [...generateMailbox({ seed: 22, count: 300 })];
  /** Stores the mailbox, lets it be indexed, and answers what the list and the search say of it. */
  async function indexed(readTexts: ReadTexts | undefined): Promise<{ counts: unknown; rows: unknown; hits: unknown }> {
    const folder = makeFolder();
    const storage = value(await createStorage({ folder, worker: storageUrl, clock: createManualClock(), readTexts, onChange() {} }));
    const inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
    value(await storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) }));
    value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
    value(await storage.settle({}));
    const reader = openReader(folder);
    const rows = reader.list(inbox, 0, 300).rows.map(({ subject, snippet, attachments }) => ({ subject, snippet, attachments }));
    const hits = ['re', 'casa', 'time', '"of the"'].map((query) => reader.search({ query, limit: 50 }).rows.map(({ id }) => id));
    const counts = reader.counts(inbox);
    reader.close();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
    return { counts, rows, hits };
  }

  it('are found and shown as if storage had read them itself', async () => {
    const packer = createPacker({ url, after });
    let asked = 0;
    const elsewhere = await indexed((bodies) => {
      asked += bodies.length;
      return packer.read(bodies);
    });
    await packer.close();
    expect(asked).toBe(mailbox.length);
    expect(elsewhere).toEqual(await indexed(undefined));
  });

  it('do without the one message that kills its reader, and with all others', async () => {
    let deaths = 0;
    const told = await indexed(async (bodies) => {
      const raws = bodies.map(decode);
      const killer = raws.some((raw) => raw.equals(mailbox[150]?.raw ?? Buffer.alloc(0)));
      if (killer) deaths += 1;
      return killer ? 'lost' : raws.map(mailReading.textForIndex);
    });
    expect(deaths).toBe(4); // with its page, and alone until it is sure
    expect(told.counts).toMatchObject({ total: 300, indexed: 300 });
    expect((told.rows as { snippet: string }[]).filter(({ snippet }) => snippet === '').length).toBeLessThan(10);
  });

  it('are read by storage when nobody else does any more', async () => {
    expect(await indexed(async () => 'gone')).toEqual(await indexed(undefined));
  });

  it('are not given up when the program ends while they are read', async () => {
    const packer = createPacker({ url, after });
    const reading = packer.read(mailbox.slice(0, 1).map(({ raw }) => ({ bytes: compress(raw), encoding: encodings.zstd })));
    await packer.close();
    expect(await reading).toBe('gone'); // and so they are read at the next start
  });
});
