import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compress, contentHash } from '../../../electron/engine/cache/bodies/blobs.ts';
import { cacheMigrations } from '../../../electron/engine/cache/database/cache-schema.ts';
import { dataFolderFiles } from '../../../electron/engine/cache/database/data-folder.ts';
import { openDatabase } from '../../../electron/engine/cache/database/database.ts';
import { migrate } from '../../../electron/engine/cache/database/migrations.ts';
import { createJobQueue } from '../../../electron/engine/cache/queue/job-queue.ts';
import type { JobName, Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import { queueLimits } from '../../../electron/engine/cache/queue/queue-limits.ts';
import { openWriter } from '../../../electron/engine/cache/queue/writer.ts';
import type { Reader } from '../../../electron/engine/cache/reader.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { userDataMigrations } from '../../../electron/engine/cache/user-data/user-data-schema.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import { createPacker } from '../../../electron/engine/workers/packer.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import type { CompressBodies } from '../../../electron/engine/workers/storage-types.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { inlineStorage } from './inline-storage.ts';
import { makeFolder, standardFolders, value } from './open-storage.ts';

const packUrl = new URL('../../../electron/engine/workers/pack-worker.ts', import.meta.url);
const storageUrl = new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url);
const { after } = createManualClock();

describe('bodies that are compressed when nobody waits', () => {
  let folder: string;
  let storage: Storage;
  let reader: Reader;
  let inbox: number;
  const mailbox = [...generateMailbox({ seed: 21, count: 120 })];
  const addHeaders = async () => value(await storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) }));
  const open = async (compressBodies: CompressBodies | 'inline') => {
    const elsewhere = { worker: storageUrl, ...(compressBodies === 'inline' ? {} : { compress: compressBodies }) };
    const worker = compressBodies === 'inline' ? { worker: inlineStorage } : elsewhere;
    storage = value(await createStorage({ folder, ...worker, clock: createManualClock(), onChange() {} }));
    reader = openReader(folder);
    inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
  };
  const close = async () => {
    reader.close();
    await storage.close();
  };
  /** Bodies by their encoding, as another program would see the file. */
  const encodings = () => {
    const cache = openDatabase({ name: 'cache', path: dataFolderFiles(folder).cache, readOnly: true });
    const found = cache.sql`SELECT encoding, count(*) AS count FROM blobs GROUP BY encoding`.all<{ encoding: number; count: number }>();
    cache.close();
    return Object.fromEntries(found.map(({ encoding, count }) => [encoding, count]));
  };
  const expectAllBytes = (hashes?: ReadonlyMap<number, string>) => {
    for (const { raw, number } of mailbox) {
      expect(reader.raw(reader.idOfUid(inbox, number) ?? 0)?.equals(raw)).toBe(true);
      if (hashes) expect(reader.rawByHash(hashes.get(number) ?? '')?.equals(raw)).toBe(true);
    }
  };

  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come back byte for byte before, and after another thread has compressed them', async () => {
    const packer = createPacker({ url: packUrl, after });
    let octets = 0;
    await open((raws) => {
      octets += raws.reduce((sum, raw) => sum + raw.length, 0);
      return packer.compress(raws);
    });
    await addHeaders();
    const { stored, hashes } = value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
    expect(stored).toBe(mailbox.length);
    expectAllBytes(hashes);
    value(await storage.settle({}));
    expect(encodings()).toEqual({ 1: mailbox.length });
    expect(octets).toBe(mailbox.reduce((sum, { raw }) => sum + raw.length, 0));
    expectAllBytes(hashes);
    await packer.close();
  });

  it('are compressed by storage itself where there is no other thread, or where it has died', async () => {
    for (const by of ['inline', async () => null] as const) {
      await open(by);
      await addHeaders();
      const { hashes } = value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
      value(await storage.settle({}));
      expect(encodings()).toEqual({ 1: mailbox.length });
      expectAllBytes(hashes);
      await close();
      rmSync(folder, { recursive: true, force: true });
      folder = makeFolder();
    }
    await open('inline');
  });

  it('are whole and are compressed the next time when the program ends on the way', async () => {
    const asked = Promise.withResolvers<void>();
    await open(() => {
      asked.resolve();
      return new Promise(() => {});
    });
    await addHeaders();
    value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
    void storage.settle({});
    await asked.promise;
    await close();
    expect(encodings()).toEqual({ 0: mailbox.length });
    await open('inline');
    expectAllBytes();
    value(await storage.settle({}));
    expect(encodings()).toEqual({ 1: mailbox.length });
    expectAllBytes();
  });

  it('do not become the bodies of other messages when the folder is renumbered on their way', async () => {
    await open('inline');
    value(await storage.setFolderState({ folderId: inbox, state: { uidValidity: 1 } }));
    await addHeaders();
    const adding = storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) });
    value(await storage.renumberFolder({ folderId: inbox, uidValidity: 2 }));
    await addHeaders(); // the same UIDs now name other messages
    expect(await adding).toMatchObject({ ok: false, failure: { code: 'uid-validity-changed' } });
    value(await storage.settle({}));
    expect(reader.counts(inbox)).toMatchObject({ total: mailbox.length, bodiesHeld: 0 });
  });

  it('are compressed a little at a time, with pauses for reading and searching', async () => {
    await open('inline');
    await close();
    const writer = openWriter({ folder, mail: mailReading, now: () => Date.UTC(2026, 0, 15) });
    let now = 0;
    const queue = createJobQueue({ writer, receive() {}, changed() {}, steady: () => now });
    const ask = (name: JobName, input: unknown) => {
      queue.add({ name, input, answer: (result) => void value(result) });
      while (queue.busy()) queue.turn();
    };
    ask('addHeaders', { folderId: inbox, messages: headersOf(mailbox) });
    ask('addBodies', { folderId: inbox, messages: bodiesOf(mailbox) });
    now += queueLimits.restMs;
    queue.quiet();
    const waits: number[] = [];
    for (let wait = queue.turn(); wait !== null; wait = queue.turn()) if (wait > 0) waits.push(wait);
    writer.close();
    await open('inline');
    expect(encodings()).toEqual({ 1: mailbox.length });
    // As many as there are pages, of at most a megabyte each.
    expect(waits.length).toBeGreaterThan(mailbox.reduce((sum, { raw }) => sum + raw.length, 0) / (1 << 20));
    expect(new Set(waits)).toEqual(new Set([queueLimits.pauseMs]));
  });

  it('are read in a cache of the time when all of them were compressed at once', async () => {
    const userData = openDatabase({ name: 'user-data', path: dataFolderFiles(folder).userData, readOnly: false });
    migrate(userData, userDataMigrations);
    userData.close();
    const cache = openDatabase({ name: 'cache', path: dataFolderFiles(folder).cache, readOnly: false });
    migrate(cache, cacheMigrations.slice(0, 2));
    const raw = mailbox[0]?.raw ?? Buffer.alloc(0);
    cache.sql`INSERT INTO blobs (hash, size, bytes) VALUES (${contentHash(raw)}, ${raw.length}, ${compress(raw)})`.run();
    cache.close();
    await open('inline');
    expect(reader.rawByHash(contentHash(raw).toString('hex'))?.equals(raw)).toBe(true);
  });
});
