import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { Failure, Result } from '../../../electron/contract/failure.ts';
import { FailureError } from '../../../electron/contract/failure.ts';
import { lockDataFolder, setCacheAside } from '../../../electron/engine/cache/database/data-folder.ts';
import { createJobQueue } from '../../../electron/engine/cache/queue/job-queue.ts';
import { openWriter } from '../../../electron/engine/cache/queue/writer.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { inlineStorage } from './inline-storage.ts';
import { addMessages, day, makeFolder, openStorage, value, withFolders, write } from './open-storage.ts';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tryToOpen = (): Promise<Result<unknown>> =>
  createStorage({ folder, worker: inlineStorage, clock: createManualClock(), onChange() {} });

describe('the lock on the data folder', () => {
  const holder = fileURLToPath(new URL('./lock-holder.ts', import.meta.url));
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [holder, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout) await once(child.stdout, 'data');
    return child;
  };

  it('refuses a second process and names the first, and is free at once when that is killed', async () => {
    const child = await start();
    try {
      expect(lockDataFolder(folder, { process: 'second', pid: process.pid })).toEqual({
        ok: false,
        failure: { code: 'data-folder-locked', permanent: true, detail: { folder, process: 'the first', pid: child.pid } },
      });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const lock = value(lockDataFolder(folder, { process: 'second', pid: process.pid }));
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toEqual({ process: 'second', pid: process.pid });
    lock.release();
    lock.release();
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
    value(lockDataFolder(folder, { process: 'third', pid: 1 })).release();
  });

  it('refuses a second engine in the same process too', () => {
    const lock = value(lockDataFolder(folder, { process: 'first', pid: 1 }));
    expect(lockDataFolder(folder, { process: 'second', pid: 2 })).toMatchObject({ ok: false, failure: { code: 'data-folder-locked' } });
    // What a killed program left, or nothing yet: then nobody is named.
    for (const left of [JSON.stringify({ process: 'killed', pid: 2 ** 22 + 1 }), JSON.stringify({ process: 'odd', pid: 0 }), '{']) {
      writeFileSync(join(folder, 'lock.json'), left);
      expect(lockDataFolder(folder, { process: 'second', pid: 2 })).toEqual({
        ok: false,
        failure: { code: 'data-folder-locked', permanent: true, detail: { folder } },
      });
    }
    lock.release();
  });

  it('makes a folder that only its owner can enter', () => {
    const inner = join(folder, 'new', 'data');
    value(lockDataFolder(inner, { process: 'x', pid: 1 })).release();
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  it('leaves the rights of a folder that was there: it may be somebody’s home', () => {
    chmodSync(folder, 0o755);
    value(lockDataFolder(folder, { process: 'x', pid: 1 })).release();
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, 'lock.sqlite')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['garbage', (path: string) => writeFileSync(path, 'this is no database, and longer than a header of one hundred bytes. '.repeat(4))],
    ['an empty folder', (path: string) => mkdirSync(path)],
    ['a link to itself', (path: string) => symlinkSync('lock.sqlite', path)],
  ])('makes a lock anew that is %s: it holds nothing', (_what, put) => {
    put(join(folder, 'lock.sqlite'));
    const lock = value(lockDataFolder(folder, { process: 'x', pid: 1 }));
    expect(lockDataFolder(folder, { process: 'y', pid: 2 })).toMatchObject({ ok: false, failure: { code: 'data-folder-locked' } });
    lock.release();
  });

  it('says so when the place cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(lockDataFolder(join(folder, 'file', 'data'), { process: 'x', pid: 1 })).toMatchObject({
      ok: false,
      failure: { code: 'data-folder-unwritable' },
    });
  });
});

describe('a data folder that cannot be used', () => {
  it('of a later version is refused and left as it is', async () => {
    const open = await openStorage(folder);
    await open.close();
    for (const name of ['user-data', 'cache']) {
      const database = new DatabaseSync(join(folder, `${name}.sqlite`));
      const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
      database.exec('PRAGMA user_version = 900');
      database.close();
      expect(await tryToOpen()).toMatchObject({
        ok: false,
        failure: { code: 'data-folder-newer', detail: { database: name, version: 900 } },
      });
      const again = new DatabaseSync(join(folder, `${name}.sqlite`));
      again.exec(`PRAGMA user_version = ${version}`);
      again.close();
    }
    expect(await tryToOpen()).toMatchObject({ ok: true });
  });

  it('with a cache that is no database says which, and works again once that is set aside, user data untouched', async () => {
    const open = await openStorage(folder);
    value(
      await open.storage.keepMessage({
        accountId: 'ana',
        path: 'INBOX',
        role: 'inbox',
        key: 'u1',
        flags: [],
        internalDate: null,
        raw: write({}).raw,
      }),
    );
    await open.close();
    writeFileSync(join(folder, 'cache.sqlite'), 'this is no database, though it is long enough to look like one'.repeat(100));
    expect(await tryToOpen()).toMatchObject({ ok: false, failure: { code: 'database-corrupt', detail: { database: 'cache' } } });
    setCacheAside(folder);
    const again = await openStorage(folder);
    expect(again.reader.folderByRole('ana', 'inbox')?.total).toBe(1);
    await again.close();
  });

  it('with damaged user data is refused, and user data is not touched', async () => {
    const open = await openStorage(folder);
    await open.close();
    const userData = join(folder, 'user-data.sqlite');
    writeFileSync(userData, Buffer.alloc(20_000, 7));
    expect(await tryToOpen()).toMatchObject({ ok: false, failure: { code: 'database-corrupt', detail: { database: 'user-data' } } });
    expect(readFileSync(userData).equals(Buffer.alloc(20_000, 7))).toBe(true);
  });

  it('with pages damaged in the middle fails the job or the question with the name of the database, and does not die', async () => {
    const open = await openStorage(folder);
    const inbox = (await withFolders(open))('INBOX');
    await addMessages(open, inbox, 2_000);
    await open.close();
    const path = join(folder, 'cache.sqlite');
    const file = openSync(path, 'r+');
    for (let offset = 8_192 * 3; offset < statSync(path).size; offset += 8_192) writeSync(file, Buffer.alloc(64, 255), 0, 64, offset);
    closeSync(file);
    const opened = await tryToOpen();
    if (!opened.ok) {
      expect(opened.failure.code).toBe('database-corrupt');
      return;
    }
    const reader = openReader(folder);
    expect(() => reader.list(inbox, 0, 500)).toThrow(FailureError);
    reader.close();
  });
});

describe('indexing that fails', () => {
  /** The index is elsewhere, as a damaged one would be: nothing else needs it. */
  const hide = (database: Pick<DatabaseSync, 'exec'>) => database.exec('ALTER TABLE search RENAME TO elsewhere');
  const show = (database: Pick<DatabaseSync, 'exec'>) => database.exec('ALTER TABLE elsewhere RENAME TO search');

  it('is told, tried again ever more seldom, and stops no job', async () => {
    const open = await openStorage(folder);
    const inbox = (await withFolders(open))('INBOX');
    await open.close();
    const writer = openWriter({ folder, mail: mailReading, now: () => day(1) });
    let now = 0;
    const told: (string | null)[] = [];
    const queue = createJobQueue({
      writer,
      receive() {},
      changed() {},
      steady: () => now,
      idleTrouble: (trouble) => told.push(trouble?.code ?? null),
    });
    const answers: Result<unknown>[] = [];
    const { header, raw } = write({});
    const add = (uid: number) => {
      queue.add({
        name: 'addHeaders',
        input: { folderId: inbox, messages: [{ uid, flags: [], internalDate: day(uid), size: raw.length, header }] },
        answer: (result) => answers.push(result),
      });
      while (queue.busy()) queue.turn();
    };
    const cache = { exec: (text: string) => writer.context.cache.script(text) };
    add(1);
    hide(cache);
    queue.quiet();
    const waits: (number | null)[] = [];
    for (let time = 1; time <= 4; time += 1) {
      now += 1_000_000;
      waits.push(queue.turn());
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(told).toEqual(['internal', 'internal', 'internal', 'internal']);
    add(2);
    // A job in between is no reason to try at once.
    now += 1_000;
    expect(queue.turn()).toBe(15_000);
    show(cache);
    now += 15_000;
    while (queue.turn() === 0);
    expect(told.slice(4)).toEqual([null]);
    expect(answers).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })]);
    expect(writer.context.cache.sql`SELECT count(*) AS count FROM messages WHERE indexed = 0`.get()).toEqual({ count: 0 });
    writer.close();
  });

  it('over one body that cannot be read leaves that one out and does the others', async () => {
    const open = await openStorage(folder);
    const inbox = (await withFolders(open))('INBOX');
    const messages = [1, 2, 3].map((uid) => ({ uid, ...write({ subject: `Message ${uid}`, text: `seldomword${uid}` }) }));
    const { ids } = value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: messages.map(({ uid, header, raw }) => ({ uid, flags: [], internalDate: day(uid), size: raw.length, header })),
      }),
    );
    value(await open.storage.addBodies({ folderId: inbox, messages: messages.map(({ uid, raw }) => ({ uid, raw })) }));
    value(await open.storage.settle({}));
    await open.close();
    const database = new DatabaseSync(join(folder, 'cache.sqlite'));
    // Said to be compressed, and no longer what a compressor wrote.
    database.exec(`UPDATE blobs SET bytes = x'00112233', file = NULL WHERE id = (SELECT blob_id FROM messages WHERE id = ${ids.get(2)})`);
    database.exec('UPDATE messages SET index_wanted = 2');
    database.close();
    const again = await openStorage(folder);
    value(await again.storage.settle({}));
    const found = (query: string) => again.reader.search({ query, limit: 5 }).rows.length;
    expect([found('seldomword1'), found('seldomword3')]).toEqual([1, 1]);
    await again.close();
  });

  it('is told to the engine by the thread that does it, until it works again', async () => {
    const troubles: (Failure | null)[] = [];
    const heard = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const storage = value(
      await createStorage({
        folder,
        worker: new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url),
        clock: systemClock,
        onChange() {},
        onTrouble(trouble) {
          troubles.push(trouble);
          if (trouble) heard.resolve();
          else over.resolve();
        },
      }),
    );
    const { ids } = value(
      await storage.saveFolders({
        accountId: 'ana',
        folders: [{ path: 'INBOX', name: 'INBOX', delimiter: '/', parentPath: null, role: 'inbox', selectable: true }],
      }),
    );
    const folderId = ids.get('INBOX') ?? 0;
    const { header, raw } = write({});
    const database = new DatabaseSync(join(folder, 'cache.sqlite'));
    hide(database);
    value(await storage.addHeaders({ folderId, messages: [{ uid: 1, flags: [], internalDate: day(1), size: raw.length, header }] }));
    value(await storage.addBodies({ folderId, messages: [{ uid: 1, raw }] }));
    expect(await storage.settle({})).toMatchObject({ ok: false });
    await heard.promise;
    value(await storage.setFlags({ folderId, messages: [{ uid: 1, flags: ['\\Seen'] }] }));
    // A job that succeeds does not say that the index is well.
    expect(troubles).toEqual([
      expect.objectContaining({ code: 'internal', detail: expect.objectContaining({ message: expect.stringContaining('search') }) }),
    ]);
    show(database);
    database.close();
    value(await storage.settle({}));
    await over.promise;
    await storage.close();
  });
});

describe('a full disk', () => {
  /** SQLite's own limit of pages: the same SQLITE_FULL that a disk without room gives. */
  function openFull() {
    const writer = openWriter({ folder, mail: mailReading, now: () => day(1) });
    const queue = createJobQueue({ writer, receive() {}, changed() {}, steady: () => 0 });
    const run = <Value>(
      name: 'saveFolders' | 'addHeaders' | 'addBodies' | 'saveDraft' | 'queueMessage' | 'applyOperation',
      input: unknown,
    ) => {
      let answer: Result<unknown> | null = null;
      queue.add({
        name,
        input,
        answer: (result) => {
          answer = result;
        },
      });
      while (queue.busy()) queue.turn();
      return answer as Result<Value> | null;
    };
    const databases = { cache: writer.context.cache, 'user-data': writer.context.userData };
    const limit = (database: keyof typeof databases, more: number) => {
      const pages = databases[database].sql`PRAGMA page_count`.get<{ page_count: number }>()?.page_count ?? 0;
      databases[database].script(`PRAGMA max_page_count = ${pages + more}`);
    };
    const free = (database: keyof typeof databases) => databases[database].script('PRAGMA max_page_count = 4294967294');
    const inbox = (): number => {
      const folders = run<{ ids: Map<string, number> }>('saveFolders', {
        accountId: 'ana',
        folders: [{ path: 'INBOX', name: 'INBOX', delimiter: '/', parentPath: null, role: 'inbox', selectable: true }],
      });
      return folders?.ok ? (folders.value.ids.get('INBOX') ?? 0) : 0;
    };
    return { writer, run, inbox, limit, free };
  }

  it('fails what does not fit, keeps what was there, and goes on when there is room again', () => {
    const { writer, run, inbox, limit, free } = openFull();
    const folderId = inbox();
    const { header, raw } = write({});
    run('addHeaders', { folderId, messages: [1, 2].map((uid) => ({ uid, flags: [], internalDate: day(uid), size: raw.length, header })) });
    limit('cache', 2);
    const more = Array.from({ length: 2_000 }, (_, at) => ({ uid: 3 + at, flags: [], internalDate: day(3), size: raw.length, header }));
    const full = { ok: false, failure: { code: 'disk-full', permanent: false, detail: { database: 'cache' } } };
    expect(run('addHeaders', { folderId, messages: more })).toMatchObject(full);
    const reader = openReader(folder);
    expect(reader.counts(folderId)).toMatchObject({ total: 2, bodiesHeld: 0 });
    free('cache');
    expect(run('addHeaders', { folderId, messages: more })).toMatchObject({ ok: true });
    expect(reader.counts(folderId)).toMatchObject({ total: 2_002, bodiesHeld: 0 });
    reader.close();
    writer.close();
  });

  it('forgets the bodies of a job whose rows did not fit', () => {
    const { writer, run, inbox, limit, free } = openFull();
    const folderId = inbox();
    const { header, raw } = write({});
    const uids = Array.from({ length: 2_000 }, (_, at) => at + 1);
    run('addHeaders', { folderId, messages: uids.map((uid) => ({ uid, flags: [], internalDate: day(1), size: raw.length, header })) });
    limit('cache', 0);
    const lent = uids.map((uid) => ({ uid, raw: new Uint8Array(Buffer.from(`Subject: ${uid}\r\n\r\n`)) }));
    expect(run('addBodies', { folderId, messages: lent })).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    // An answered caller may reuse its memory.
    for (const { raw: bytes } of lent) bytes.buffer.transfer(0);
    free('cache');
    expect(run('addBodies', { folderId, messages: [{ uid: 7, raw }] })).toMatchObject({ ok: true, value: { stored: 1 } });
    const reader = openReader(folder);
    expect(reader.raw(reader.idOfUid(folderId, 7) ?? 0)?.equals(raw)).toBe(true);
    reader.close();
    writer.close();
  });

  it('fails the bodies that do not fit beside the database, and takes them when there is room again', () => {
    const { writer, run, inbox } = openFull();
    const folderId = inbox();
    const { header, raw } = write({});
    run('addHeaders', {
      folderId,
      messages: [1, 2, 3].map((uid) => ({ uid, flags: [], internalDate: day(uid), size: raw.length, header })),
    });
    const bodies = [1, 2, 3].map((uid) => ({ uid, raw: randomBytes(400_000 + uid) }));
    const add = (...uids: number[]) => run('addBodies', { folderId, messages: bodies.filter(({ uid }) => uids.includes(uid)) });
    expect(add(1)).toMatchObject({ ok: true, value: { stored: 1 } });
    // Node's own words for a disk without room, and half of the bytes written before it found out.
    const { flush } = writer.context.bodies;
    Object.assign(writer.context.bodies, {
      flush() {
        flush();
        throw Object.assign(new Error('ENOSPC: no space left on device, writev'), { code: 'ENOSPC', errno: -28, syscall: 'writev' });
      },
    });
    expect(add(2, 3)).toMatchObject({ ok: false, failure: { code: 'disk-full', permanent: false, detail: { database: 'cache' } } });
    const reader = openReader(folder);
    expect(reader.counts(folderId)).toMatchObject({ total: 3, bodiesHeld: 1 });
    Object.assign(writer.context.bodies, { flush });
    expect(add(2, 3)).toMatchObject({ ok: true, value: { stored: 2 } });
    for (const { uid, raw: bytes } of bodies) expect(reader.raw(reader.idOfUid(folderId, uid) ?? 0)?.equals(bytes)).toBe(true);
    reader.close();
    writer.close();
  });

  it('loses no draft and queues no half message', () => {
    const { writer, run, limit, free } = openFull();
    const draft = {
      id: 'd',
      accountId: 'ana',
      mode: 'new',
      to: '',
      cc: '',
      bcc: '',
      subject: '',
      text: 'short',
      inReplyTo: null,
      references: [],
      sourceId: null,
      updatedAt: 1,
    };
    expect(run('saveDraft', draft)).toMatchObject({ ok: true });
    limit('user-data', 1);
    expect(run('saveDraft', { ...draft, text: 'x'.repeat(200_000) })).toMatchObject({
      ok: false,
      failure: { code: 'disk-full', detail: { database: 'user-data' } },
    });
    const reader = openReader(folder);
    expect(reader.draft('d')?.text).toBe('short');
    free('user-data');
    expect(run('saveDraft', { ...draft, text: 'x'.repeat(200_000) })).toMatchObject({ ok: true });
    expect(reader.draft('d')?.text).toHaveLength(200_000);
    reader.close();
    writer.close();
  });
});
