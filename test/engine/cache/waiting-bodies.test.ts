import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/failure.ts';
import { compress, contentHash, encodings, readBlob } from '../../../electron/engine/cache/bodies/blobs.ts';
import { setCacheAside } from '../../../electron/engine/cache/database/data-folder.ts';
import type { Database } from '../../../electron/engine/cache/database/database.ts';
import { createJobQueue } from '../../../electron/engine/cache/queue/job-queue.ts';
import type { JobName, Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import { openWriter } from '../../../electron/engine/cache/queue/writer.ts';
import type { Reader } from '../../../electron/engine/cache/reader.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import { createStorage, type StorageOptions } from '../../../electron/engine/workers/storage.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { inlineStorage } from './inline-storage.ts';
import { makeFolder, standardFolders, value } from './open-storage.ts';

const storageUrl = new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url);

describe('bodies that wait in files', () => {
  let folder: string;
  let storage: Storage;
  let reader: Reader;
  let inbox: number;
  const mailbox = [...generateMailbox({ seed: 22, count: 90 })];
  const hung: StorageOptions['compress'] = () => new Promise(() => {});

  const open = async (options: Partial<StorageOptions> = { worker: inlineStorage }) => {
    storage = value(await createStorage({ folder, worker: storageUrl, clock: createManualClock(), onChange() {}, ...options }));
    reader = openReader(folder);
    inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
  };
  const close = async () => {
    reader.close();
    await storage.close();
  };
  const fill = async () => {
    value(await storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) }));
    value(await storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
  };
  /** Messages as they come: 'whole', 'none', or — which must never be — 'wrong'. */
  const shown = () =>
    mailbox.map(({ raw, number }) => {
      const found = reader.raw(reader.idOfUid(inbox, number) ?? 0);
      return found === null ? 'none' : found.equals(raw) ? 'whole' : 'wrong';
    });
  const counted = (kind: string) => shown().filter((each) => each === kind).length;
  const files = () => readdirSync(join(folder, 'bodies')).map((name) => join(folder, 'bodies', name));
  const onlyFile = () => files()[0] ?? '';
  const damage = (path: string, from: number) => {
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(statSync(path).size - from), 0, statSync(path).size - from, from);
    closeSync(file);
  };
  /** What a synchronisation does: the headers are there, what has no body is fetched. */
  const fetchMissing = async () => {
    const missing = new Set(reader.missingBodies(inbox, 1_000).map(({ uid }) => uid));
    const wanted = bodiesOf(mailbox).filter(({ uid }) => missing.has(uid));
    value(await storage.addBodies({ folderId: inbox, messages: wanted }));
    return wanted.length;
  };

  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are read from there, and their files go when the last is compressed', async () => {
    await open({ compress: hung });
    await fill();
    expect(files()).toHaveLength(1);
    expect(counted('whole')).toBe(mailbox.length);
    await close();
    expect(files()).toHaveLength(1);
    await open();
    expect(counted('whole')).toBe(mailbox.length);
    value(await storage.settle({}));
    expect(files()).toEqual([]);
    expect(counted('whole')).toBe(mailbox.length);
    expect(reader.counts(inbox)).toMatchObject({ total: mailbox.length, bodiesHeld: mailbox.length, indexed: mailbox.length });
  });

  it('are read at any moment while another thread compresses them and removes the files', async () => {
    await open({});
    await fill();
    const settled = storage.settle({}).then(() => true);
    let over = false;
    void settled.then(() => {
      over = true;
    });
    while (!over) {
      expect(counted('whole')).toBe(mailbox.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    value(await storage.settle({}));
    expect(files()).toEqual([]);
  });

  for (const [what, harm] of [
    ['ends too early', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['has zeros in the place of what was not written', (path: string) => damage(path, Math.floor(statSync(path).size / 2))],
    ['is empty', (path: string) => truncateSync(path, 0)],
    ['is gone', (path: string) => rmSync(path)],
  ] as const)
    it(`are fetched again after a power cut when their file ${what}`, async () => {
      await open({ compress: hung });
      await fill();
      await close();
      harm(onlyFile());
      await open();
      const whole = counted('whole');
      expect(counted('wrong')).toBe(0);
      expect(whole).toBeLessThan(mailbox.length);
      expect(reader.counts(inbox)).toMatchObject({ total: mailbox.length, bodiesHeld: whole });
      expect(await fetchMissing()).toBe(mailbox.length - whole);
      expect(counted('whole')).toBe(mailbox.length);
      value(await storage.settle({}));
      expect(counted('whole')).toBe(mailbox.length);
      expect(files()).toEqual([]);
    });

  it('that rot on the disk are never shown, and are fetched again once they were to be compressed', async () => {
    await open({ compress: hung });
    await fill();
    damage(onlyFile(), Math.floor(statSync(onlyFile()).size / 2));
    const whole = counted('whole');
    expect(counted('wrong')).toBe(0);
    expect(whole).toBeLessThan(mailbox.length);
    await close();
    // As after many other files: not one of the two newest, which are looked through at start.
    for (const number of [2, 3]) closeSync(openSync(join(folder, 'bodies', `${number}.bodies`), 'w'));
    await open();
    expect(reader.counts(inbox).bodiesHeld).toBe(mailbox.length);
    value(await storage.settle({}));
    expect(reader.counts(inbox)).toMatchObject({ bodiesHeld: whole, indexed: whole });
    expect(await fetchMissing()).toBe(mailbox.length - whole);
    value(await storage.settle({}));
    expect(counted('whole')).toBe(mailbox.length);
    expect(files()).toEqual([]);
  });

  it('that rot are whole again when the same message comes in another folder', async () => {
    await open({ compress: hung });
    await fill();
    damage(onlyFile(), 0);
    expect(counted('none')).toBe(mailbox.length);
    const archive = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('Archive') ?? 0;
    value(await storage.addHeaders({ folderId: archive, messages: headersOf(mailbox) }));
    value(await storage.addBodies({ folderId: archive, messages: bodiesOf(mailbox) }));
    expect(counted('whole')).toBe(mailbox.length);
  });

  it('go with a cache that is set aside', async () => {
    await open({ compress: hung });
    await fill();
    await close();
    setCacheAside(folder);
    await open();
    await fill();
    expect(files()).toHaveLength(1);
    expect(counted('whole')).toBe(mailbox.length);
  });

  it('go when the cache beside them was deleted by hand', async () => {
    await open({ compress: hung });
    await fill();
    await close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `cache.sqlite${end}`), { force: true });
    await open();
    expect(files()).toEqual([]);
  });
});

describe('a body', () => {
  it('is found in its row when its file was removed between the two looks', () => {
    const raw = Buffer.from('Subject: here\r\n\r\n');
    const row = { id: 1, hash: contentHash(raw), size: raw.length };
    const looks = [
      { ...row, bytes: new Uint8Array(), encoding: encodings.asItCame, file: 4, place: 0 },
      { ...row, bytes: compress(raw), encoding: encodings.zstd, file: null, place: null },
    ];
    // Only what a look at a row needs of a database.
    const cache = { path: join(tmpdir(), 'nowhere', 'cache.sqlite'), query: () => ({ get: () => looks.shift() }) } as unknown as Database;
    expect(readBlob(cache, 1)?.equals(raw)).toBe(true);
  });

  it('that a message names cannot be removed, nor its folder: its number would be given to another', () => {
    const folder = makeFolder();
    const writer = openWriter({ folder, mail: mailReading, now: () => Date.UTC(2026, 0, 15) });
    writer.context.cache.script(`INSERT INTO folders (id, account_id, path, name, selectable, position) VALUES (1, 'ana', 'A', 'A', 1, 0);
      INSERT INTO blobs (id, hash, size, bytes) VALUES (5, x'01', 1, x'');
      INSERT INTO messages (id, folder_id, blob_id, flags, keywords, date, size, subject, sender, recipients, attachments)
        VALUES (9, 1, 5, 0, '', 0, 1, '', '[]', '[]', 0)`);
    expect(() => writer.context.cache.script('DELETE FROM blobs WHERE id = 5')).toThrow('still names');
    expect(() => writer.context.cache.script('DELETE FROM folders WHERE id = 1')).toThrow('still lies');
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of a job that is made void while it is stored is written before its memory is given away', () => {
    const folder = makeFolder();
    const writer = openWriter({ folder, mail: mailReading, now: () => Date.UTC(2026, 0, 15) });
    let now = 0;
    let receive = () => {};
    // Every look at the clock is a while later: what has arrived is received after every message.
    const steady = () => {
      now += 3;
      return now;
    };
    const queue = createJobQueue({ writer, receive: () => receive(), changed() {}, steady });
    const answers: Result<unknown>[] = [];
    const ask = (name: JobName, input: unknown, answered = () => {}) =>
      queue.add({
        name,
        input,
        answer(result) {
          answers.push(result);
          answered();
        },
      });
    const finish = () => {
      while (queue.busy()) queue.turn();
    };
    ask('saveFolders', { accountId: 'ana', folders: standardFolders });
    finish();
    const messages = [...generateMailbox({ seed: 23, count: 4 })];
    ask('setFolderState', { folderId: 1, state: { uidValidity: 1 } });
    ask('addHeaders', { folderId: 1, messages: headersOf(messages) });
    ask('addHeaders', { folderId: 2, messages: headersOf(messages) });
    finish();
    const lent = messages.map(({ number }) => ({ uid: number, raw: new Uint8Array(100).fill(number) }));
    // Both in one transaction: what becomes of the second must not touch the first.
    ask('addBodies', { folderId: 2, messages: bodiesOf(messages.slice(0, 1)) });
    ask('addBodies', { folderId: 1, messages: lent }, () => {
      for (const { raw } of lent) raw.buffer.transfer(0);
    });
    let received = 0;
    receive = () => {
      received += 1;
      if (received === 3) ask('renumberFolder', { folderId: 1, uidValidity: 2 });
    };
    finish();
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ failure: { code: 'uid-validity-changed' } }]);
    const reader = openReader(folder);
    for (const { raw, number } of messages.slice(0, 1)) expect(reader.raw(reader.idOfUid(2, number) ?? 0)?.equals(raw)).toBe(true);
    reader.close();
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
