/** A profile of a version that called user data keep.sqlite: it opens with everything in it, whatever happens meanwhile. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AccountSettings } from '../../../../electron/contract/accounts.ts';
import type { Failure } from '../../../../electron/contract/failure.ts';
import { openReader } from '../../../../electron/engine/cache/reader.ts';
import { openRecordedSessions } from '../../../../electron/engine/recorded-sessions.ts';
import { createStorage } from '../../../../electron/engine/workers/storage.ts';
import { describeFailure } from '../../../../electron/words/words.ts';
import { unwrap } from '../../../support/engine-fixture.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { inlineStorage } from '../inline-storage.ts';
import { addMessages, makeFolder, openStorage, withFolders, write } from '../open-storage.ts';

const settings: AccountSettings = {
  name: 'Ana',
  address: 'ana@example.test',
  displayName: '',
  incoming: {
    protocol: 'imap',
    host: '127.0.0.1',
    port: 9,
    security: 'none',
    username: 'ana',
    mechanism: 'automatic',
  },
  outgoing: { protocol: 'smtp', host: '127.0.0.1', port: 9, security: 'none', username: '', mechanism: 'automatic' },
};
const draft = (id: string, subject: string) => ({
  id,
  accountId: 'ana',
  mode: 'new' as const,
  to: 'bruno@example.test',
  cc: '',
  bcc: '',
  subject,
  text: 'Words.',
  inReplyTo: null,
  references: [],
  sourceId: null,
  updatedAt: 1,
});

let base: string;
let folder: string;
const file = (name: string) => join(folder, name);
const mainFiles = () => readdirSync(folder).filter((name) => ['keep.sqlite', 'user-data.sqlite'].includes(name));
const tryToOpen = () => createStorage({ folder, worker: inlineStorage, clock: createManualClock(), onChange() {} });
async function failureOfOpening(): Promise<Failure> {
  const opened = await tryToOpen();
  if (!opened.ok) return opened.failure;
  await opened.value.close();
  throw new Error('it opened');
}

/** As the version before leaves a folder when it is killed: the last draft lies in the log of keep.sqlite only. */
beforeEach(async () => {
  base = makeFolder();
  folder = join(base, 'killed');
  const before = join(base, 'before');
  mkdirSync(folder);
  mkdirSync(before);
  const open = await openStorage(before);
  const { storage } = open;
  unwrap(await storage.saveAccount({ id: 'ana', settings, practice: false }));
  const place = await withFolders(open);
  const ids = await addMessages(open, place('INBOX'), 3);
  unwrap(
    await storage.applyOperation({
      id: 'op',
      accountId: 'ana',
      now: 1,
      change: { kind: 'flag', flag: 'flagged', value: true },
      messageIds: [ids.get(2) ?? 0],
    }),
  );
  const { raw } = write({ subject: 'Held here', text: 'Only here.\r\n' });
  unwrap(
    await storage.keepMessage({
      accountId: 'ana',
      key: 'u1',
      path: 'Kept',
      role: null,
      flags: [],
      internalDate: 1,
      raw,
    }),
  );
  unwrap(await storage.saveDraft(draft('early', 'Early')));
  await open.close();
  renameSync(join(before, 'user-data.sqlite'), join(before, 'keep.sqlite'));
  const writing = new DatabaseSync(join(before, 'keep.sqlite'));
  writing.exec('PRAGMA wal_autocheckpoint = 0');
  writing
    .prepare("INSERT INTO drafts (id, account_id, content, summary, updated_at) SELECT 'late', account_id, content, summary, 2 FROM drafts")
    .run();
  for (const name of ['keep.sqlite', 'keep.sqlite-wal', 'keep.sqlite-shm', 'cache.sqlite'])
    copyFileSync(join(before, name), join(folder, name));
  writing.close();
  expect(readFileSync(file('keep.sqlite-wal')).length).toBeGreaterThan(0);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function expectEverything(reader: ReturnType<typeof openReader>): void {
  expect(reader.accounts().map((account) => account.settings.name)).toEqual(['Ana']);
  expect(
    reader
      .drafts()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['early', 'late']);
  expect(reader.operations('ana').map(({ id }) => id)).toEqual(['op']);
  const [kept] = reader.list(reader.folderByPath('ana', 'Kept')?.id ?? 0, 0, 10).rows;
  expect(reader.raw(kept?.id ?? 0)?.toString()).toContain('Only here.');
  const inbox = reader.list(reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 10).rows;
  expect(inbox.map(({ flagged }) => flagged)).toEqual([false, true, false]);
}

async function expectItOpens(): Promise<void> {
  const open = await openStorage(folder);
  expectEverything(open.reader);
  await open.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('keep') || name.startsWith('user-data'))).toEqual(['user-data.sqlite']);
}

it('opens with everything in it, what lay in the log too, under the new name', async () => {
  await expectItOpens();
  await expectItOpens();
});

it('is read as it lies while nobody has opened it for writing', () => {
  const reader = openReader(folder);
  expectEverything(reader);
  reader.close();
  openRecordedSessions(folder).close();
  expect(mainFiles()).toEqual(['keep.sqlite']);
});

it('is whole after a kill before each step, and goes on at the next start', async () => {
  const program = fileURLToPath(new URL('./killed-rename.ts', import.meta.url));
  const untouched = join(base, 'untouched');
  renameSync(folder, untouched);
  const left: string[] = [];
  for (let step = 1; ; step += 1) {
    mkdirSync(folder);
    for (const name of readdirSync(untouched)) copyFileSync(join(untouched, name), file(name));
    const { signal, status, stderr } = spawnSync(process.execPath, [program, folder, String(step)], { encoding: 'utf8' });
    if (signal === null) {
      expect(status, stderr).toBe(0);
      break;
    }
    expect(signal).toBe('SIGKILL');
    expect(mainFiles()).toHaveLength(1);
    left.push(...mainFiles());
    await expectItOpens();
    rmSync(folder, { recursive: true });
  }
  // Before and after the rename, and at several instants of each.
  expect(left.filter((name) => name === 'keep.sqlite').length).toBeGreaterThan(8);
  expect(left.filter((name) => name === 'user-data.sqlite').length).toBeGreaterThan(1);
}, 60_000);

describe('beside a file of the new name', () => {
  it.each(['user-data.sqlite', 'user-data.sqlite-wal', 'user-data.sqlite-journal'])(
    '%s: it is said with both paths in every language, and neither is touched',
    async (name) => {
      writeFileSync(file(name), 'of somebody');
      const before = readFileSync(file('keep.sqlite'));
      for (const _attempt of [1, 2]) {
        const failure = await failureOfOpening();
        expect(failure).toMatchObject({ code: 'database-corrupt', detail: { database: 'user-data' } });
        for (const language of ['en', 'es', 'pt', 'pt-BR'] as const) {
          const { happened } = describeFailure(language, failure);
          expect(happened).toContain(file(name));
          expect(happened).toContain(file('keep.sqlite'));
        }
      }
      expect(readFileSync(file(name), 'utf8')).toBe('of somebody');
      expect(readFileSync(file('keep.sqlite')).equals(before)).toBe(true);
      rmSync(file(name));
      await expectItOpens();
    },
  );
});

it('that another program has open is left as it is until that has ended', async () => {
  const reader = openReader(folder);
  expect(reader.accounts()).toHaveLength(1);
  expect(await failureOfOpening()).toMatchObject({ code: 'database-busy' });
  expect(mainFiles()).toEqual(['keep.sqlite']);
  expectEverything(reader);
  reader.close();
  await expectItOpens();
}, 20_000);

it('that was missing and is put back under its former name opens', async () => {
  const away = join(base, 'away');
  mkdirSync(away);
  for (const end of ['', '-wal', '-shm']) renameSync(file(`keep.sqlite${end}`), join(away, `keep.sqlite${end}`));
  expect(await failureOfOpening()).toMatchObject({ code: 'database-corrupt', detail: { missing: true } });
  for (const end of ['', '-wal', '-shm']) renameSync(join(away, `keep.sqlite${end}`), file(`keep.sqlite${end}`));
  await expectItOpens();
});

describe('what lies in the place of the former file', () => {
  it.each([
    ['a folder', () => mkdirSync(file('keep.sqlite'))],
    ['no database', () => writeFileSync(file('keep.sqlite'), Buffer.alloc(20_000, 7))],
  ])('%s is said to be damaged, and stays', async (_what, put) => {
    for (const end of ['', '-wal', '-shm']) rmSync(file(`keep.sqlite${end}`));
    put();
    const failure = await failureOfOpening();
    onTestFinished(() => expect(existsSync(file('user-data.sqlite'))).toBe(false));
    expect(failure).toMatchObject({ code: 'database-corrupt', detail: { database: 'user-data', path: file('keep.sqlite') } });
    expect(mainFiles()).toEqual(['keep.sqlite']);
  });
});
