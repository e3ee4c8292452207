import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { createPracticeServer } from '../../electron/practice/practice-server.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { practiceAccount } from '../support/practice-account.ts';

let fixture: EngineFixture;
afterEach(() => fixture.done());

const failingStorage = new URL('cache/failing-storage-worker.ts', import.meta.url);

const inboxRows = () =>
  fixture.until('the practice mail', async () => {
    const inbox = unwrap(await fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox');
    const rows = inbox ? await fixture.rows(inbox.id) : [];
    return rows.length > 5 && rows.every(({ bodyHeld }) => bodyHeld) && rows;
  });
const health = async () => unwrap(await fixture.client.call('application.health', {})).trouble;

/** Overwrites the first page of a table or index, else of the index by which a folder is listed; everything else can be read. */
function damageList(path: string, name = 'messages_list'): void {
  const database = new DatabaseSync(path);
  const page = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name)?.rootpage;
  const size = database.prepare('PRAGMA page_size').get()?.page_size;
  database.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(Number(size), 255), 0, Number(size), (Number(page) - 1) * Number(size));
  closeSync(file);
}

it('goes on with everything when the thread that writes dies in the middle of its work', async () => {
  fixture = await startEngineFixture({ practice: true, workers: { storage: failingStorage } });
  const rows = await inboxRows();
  const draft = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
  const save = (text: string) => fixture.client.call('compose.save', { ...draft, text });
  unwrap(await save('a first sentence'));
  expect(await save('please die')).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });
  expect(unwrap(await fixture.client.call('compose.get', { id: draft.id })).text).toBe('a first sentence');
  unwrap(await save('a second sentence'));
  expect(unwrap(await fixture.client.call('compose.get', { id: draft.id })).text).toBe('a second sentence');
  // Synchronisation as well: what the user does still reaches the server.
  const ids = rows.slice(0, 1).map(({ id }) => id);
  unwrap(await fixture.client.call('messages.setFlag', { ids, flag: 'flagged', value: true }));
  await fixture.until('the server has confirmed it', async () => {
    const row = (await inboxRows()).find(({ id }) => id === ids[0]);
    return row?.flagged && !row.pending;
  });
  expect(await health()).toBeNull();
});

it('says in every window when the thread cannot be had again, and works again when told to try', async () => {
  fixture = await startEngineFixture({ practice: true, workers: { storage: failingStorage } });
  await inboxRows();
  const draft = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
  const save = (text: string) => fixture.client.call('compose.save', { ...draft, text });
  unwrap(await save('a first sentence'));
  for (let death = 0; death < 3; death += 1) await save('please die');
  expect(await save('later')).toMatchObject({ ok: false, failure: { code: 'storage-lost' } });
  expect(await health()).toMatchObject({ code: 'storage-lost' });
  expect(fixture.events.filter(({ name }) => name === 'application.healthChanged').at(-1)?.value).toMatchObject({
    trouble: { code: 'storage-lost' },
  });
  // What is held can still be read.
  expect(await inboxRows()).not.toEqual([]);
  unwrap(await fixture.client.call('application.recover', { resetCache: false }));
  expect(await health()).toBeNull();
  unwrap(await save('after'));
  await fixture.until('the account is heard again', async () =>
    unwrap(await fixture.client.call('sync.state', {})).some(({ phase }) => phase === 'idle'),
  );
});

it('says so when the cache is damaged, reads the mail again when told to, and loses no draft', async () => {
  const server = await createPracticeServer({ domain: 'practice.test', sampleMail: true });
  const first = await startEngineFixture({ accounts: [practiceAccount(server, 'Lab')] });
  fixture = first;
  const before = await inboxRows();
  const draft = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
  unwrap(await fixture.client.call('compose.save', { ...draft, text: 'kept' }));
  await fixture.close();
  damageList(join(first.folder, 'cache.sqlite'));

  fixture = await startEngineFixture({ folder: first.folder, automatic: false });
  const inbox = unwrap(await fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox');
  const list = { source: { kind: 'folder', folderId: inbox?.id ?? 0 }, position: 0, limit: 10 } as const;
  expect(await fixture.client.call('lists.page', list)).toMatchObject({ ok: false, failure: { code: 'database-corrupt' } });
  expect(await health()).toMatchObject({ code: 'database-corrupt', detail: { database: 'cache' } });
  unwrap(await fixture.client.call('application.recover', { resetCache: true }));
  expect(await health()).toBeNull();
  const [held] = unwrap(await fixture.client.call('accounts.list', {}));
  const passwords = { incoming: 'practice', outgoing: 'practice' };
  if (held) unwrap(await fixture.client.call('accounts.update', { id: held.id, settings: held.settings, passwords }));
  unwrap(await fixture.engine.syncOnce());
  expect((await inboxRows()).map(({ subject }) => subject)).toEqual(before.map(({ subject }) => subject));
  expect(unwrap(await fixture.client.call('compose.get', { id: draft.id })).text).toBe('kept');
  await fixture.close();
  await first.done();
  await server.close();
});

it('reads the mail again when a later version has written the cache, and refuses user data of a later version', async () => {
  const first = await startEngineFixture({ practice: true });
  fixture = first;
  const before = await inboxRows();
  await fixture.close();
  const setVersion = (name: string, version: number | null): number => {
    const database = new DatabaseSync(join(first.folder, name));
    const known = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version !== null) database.exec(`PRAGMA user_version = ${version}`);
    database.close();
    return known;
  };
  setVersion('cache.sqlite', 900);
  fixture = await startEngineFixture({ folder: first.folder, practice: true });
  expect((await inboxRows()).map(({ subject }) => subject)).toEqual(before.map(({ subject }) => subject));
  await fixture.close();
  const known = setVersion('user-data.sqlite', 900);
  await expect(startEngineFixture({ folder: first.folder, practice: true })).rejects.toMatchObject({
    failure: { code: 'data-folder-newer', detail: { database: 'user-data', version: 900 } },
  });
  expect(setVersion('user-data.sqlite', known)).toBe(900);
  await first.done();
});

it.each(['messages_list', 'folders'])('starts with a cache that is found damaged while it starts, in %s', async (name) => {
  const first = await startEngineFixture({ practice: true });
  fixture = first;
  const before = await inboxRows();
  await fixture.close();
  damageList(join(first.folder, 'cache.sqlite'), name);
  fixture = await startEngineFixture({ folder: first.folder, practice: true });
  expect((await inboxRows()).map(({ subject }) => subject)).toEqual(before.map(({ subject }) => subject));
  expect(await health()).toBeNull();
  await fixture.close();
  await first.done();
});
