/** Files of the data folder that are missing, empty, somebody else's or no files at all: it is said, and nothing starts as new over it. */
import { copyFileSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AccountSettings } from '../../../../electron/contract/accounts.ts';
import type { Result } from '../../../../electron/contract/failure.ts';
import { setCacheAside } from '../../../../electron/engine/cache/database/data-folder.ts';
import { createStorage } from '../../../../electron/engine/workers/storage.ts';
import { describeFailure } from '../../../../electron/words/words.ts';
import { startEngineFixture, unwrap } from '../../../support/engine-fixture.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { inlineStorage } from '../inline-storage.ts';
import { makeFolder, openStorage } from '../open-storage.ts';

let folder: string;
beforeEach(async () => {
  folder = makeFolder();
  await (await openStorage(folder)).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const tryToOpen = (): Promise<Result<{ close(): Promise<void> }>> =>
  createStorage({ folder, worker: inlineStorage, clock: createManualClock(), onChange() {} });
const remove = (name: string) => {
  for (const end of ['', '-wal', '-shm']) rmSync(file(`${name}${end}`), { force: true });
};

describe('user data that is not there, beside the cache of its accounts', () => {
  it.each([
    ['missing', () => remove('user-data.sqlite')],
    ['empty', () => truncateSync(file('user-data.sqlite'), 0)],
  ])('%s: it is said each time, with what can be done, and nothing is begun as new', async (_what, take) => {
    take();
    for (const _attempt of [1, 2]) {
      const opened = await tryToOpen();
      expect(opened).toMatchObject({ ok: false, failure: { code: 'database-corrupt', detail: { database: 'user-data', missing: true } } });
      if (opened.ok) throw new Error('it opened');
      const { happened, next } = describeFailure('en', opened.failure);
      expect(happened).toContain(file('user-data.sqlite'));
      expect(next).toContain(file('cache.sqlite'));
    }
  });

  it('that is put back opens again', async () => {
    renameSync(file('user-data.sqlite'), file('elsewhere'));
    expect(await tryToOpen()).toMatchObject({ ok: false });
    renameSync(file('elsewhere'), file('user-data.sqlite'));
    await unwrap(await tryToOpen()).close();
  });

  it('with the cache moved away as well it starts as new', async () => {
    remove('user-data.sqlite');
    remove('cache.sqlite');
    await unwrap(await tryToOpen()).close();
  });
});

it('a cache beside other user data is set aside, user data stays', async () => {
  const other = makeFolder();
  onTestFinished(() => rmSync(other, { recursive: true, force: true }));
  await (await openStorage(other)).close();
  copyFileSync(join(other, 'user-data.sqlite'), file('user-data.sqlite'));
  expect(await tryToOpen()).toMatchObject({ ok: false, failure: { code: 'database-corrupt', detail: { database: 'cache' } } });
  setCacheAside(folder);
  await unwrap(await tryToOpen()).close();
});

it('files of before, which carry no number, get one and stay together', async () => {
  for (const name of ['user-data.sqlite', 'cache.sqlite']) {
    const database = new DatabaseSync(file(name));
    database.exec('PRAGMA application_id = 0');
    database.close();
  }
  await unwrap(await tryToOpen()).close();
  await unwrap(await tryToOpen()).close();
  const numbers = ['user-data.sqlite', 'cache.sqlite'].map((name) => {
    const database = new DatabaseSync(file(name), { readOnly: true });
    const number = database.prepare('PRAGMA application_id').get()?.application_id;
    database.close();
    return number;
  });
  expect(numbers[0]).toBeGreaterThan(0);
  expect(numbers[1]).toBe(numbers[0]);
});

describe.each(['user-data', 'cache'])('in the place of the %s', (name) => {
  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to itself', (path: string) => symlinkSync(`${name}.sqlite`, path)],
    [
      'a database of something else',
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec('CREATE TABLE accounts (x); CREATE TABLE folders (x)');
        database.close();
      },
    ],
  ])('%s is said to be no database of ours, and no mistake of the program', async (_what, put) => {
    remove(`${name}.sqlite`);
    put(file(`${name}.sqlite`));
    expect(await tryToOpen()).toMatchObject({ ok: false, failure: { code: 'database-corrupt', detail: { database: name } } });
    if (name === 'user-data') return;
    setCacheAside(folder);
    expect(lstatSync(file('cache.sqlite'), { throwIfNoEntry: false })).toBeUndefined();
    await unwrap(await tryToOpen()).close();
  });
});

it('one account that cannot be read is said, and the others start', async () => {
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
  const first = await startEngineFixture({ folder: file('data'), automatic: false });
  unwrap(await first.client.call('accounts.add', { settings, passwords: {} }));
  const { id } = unwrap(await first.client.call('accounts.add', { settings: { ...settings, name: 'Ben' }, passwords: {} }));
  await first.close();
  const userData = new DatabaseSync(file('data/user-data.sqlite'));
  userData.prepare('UPDATE accounts SET settings = ? WHERE id = ?').run('{"incoming":', id);
  userData.close();
  const again = await startEngineFixture({ folder: file('data'), automatic: false });
  onTestFinished(() => again.done());
  expect(unwrap(await again.client.call('accounts.list', {})).map((account) => account.settings.name)).toEqual(['Ana']);
  expect(unwrap(await again.client.call('application.health', {})).trouble).toMatchObject({
    code: 'database-corrupt',
    detail: { database: 'user-data', account: id },
  });
});

it('a certificate that is trusted takes the place of the one before at that host and port', async () => {
  const open = await openStorage(folder);
  onTestFinished(() => open.close());
  const pin = (host: string, port: number, fingerprint: string) =>
    open.storage.trustCertificate({ host, port, fingerprint, certificate: 'PEM' });
  for (const [host, port, fingerprint] of [
    ['mail.example.test', 993, 'old'],
    ['mail.example.test', 465, 'other port'],
    ['Mail.Example.Test', 993, 'new'],
  ] as const)
    unwrap(await pin(host, port, fingerprint));
  expect(
    open.reader
      .trustedCertificates()
      .map((each) => each.fingerprint)
      .sort(),
  ).toEqual(['new', 'other port']);
});
