/** Accounts over a spool and over a Maildir: held here whole, new mail at once, and what the user does carried out on the disk. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import { openProfile, type ProfileOptions, type SyncProfile, value } from './sync-profile.ts';

let folder: string;
let profile: SyncProfile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-local-'));
});
afterEach(async () => {
  await profile.close();
  rmSync(folder, { recursive: true, force: true });
});

const account = (incoming: AccountSettings['incoming']): AccountSettings => ({
  name: 'Here',
  address: 'ben@example.test',
  displayName: '',
  incoming,
  outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
});
const start = async (incoming: AccountSettings['incoming'], options?: Pick<ProfileOptions, 'localClock'>) => {
  profile = await openProfile({ accounts: [{ id: 'here', settings: account(incoming), password: null }], ...options });
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
};
const message = (number: number) =>
  `Message-ID: <${number}@example.test>\nSubject: message ${number}\nTo: ben@example.test\n\nBody ${number}.\n`;
const rows = (path = 'INBOX') => profile.reader.list(profile.reader.folderByPath('here', path)?.id ?? 0, 0, 500).rows;
const subjects = (path?: string) =>
  rows(path)
    .map(({ subject }) => subject)
    .sort();
const bodies = (path?: string) =>
  rows(path)
    .map(({ id }) => profile.reader.raw(id)?.toString('latin1'))
    .sort();
const rowOf = (number: number, path?: string) => {
  const row = rows(path).find(({ subject }) => subject === `message ${number}`);
  if (!row) throw new Error(`message ${number} is not there`);
  return row;
};

describe('an account over a spool', () => {
  const delivered = (number: number) => `From ana@example.test Thu Jan 29 13:02:0${number} 2015\n${message(number)}\n`;
  const spool = () => join(folder, 'ben');
  const deliver = (...numbers: readonly number[]) => appendFileSync(spool(), numbers.map(delivered).join(''));
  const settled = () => {
    const past = new Date(Date.now() - 60_000);
    utimesSync(spool(), past, past);
  };

  it('has its mail, and what comes; read only it is not touched, and marks stay here', async () => {
    deliver(1, 2);
    settled();
    await start({ protocol: 'mbox', path: spool(), allowChanges: false });
    await profile.until('all bodies', () => bodies().every(Boolean) && rows().length === 2);
    expect(bodies()).toEqual([message(1), message(2)]);
    expect(value(await profile.sync.fromLine(rowOf(2).id))).toBe('From ana@example.test Thu Jan 29 13:02:02 2015');
    deliver(3);
    await profile.until('the third', () => rows().length === 3);
    expect(subjects()).toEqual(['message 1', 'message 2', 'message 3']);
    const before = readFileSync(spool(), 'latin1');
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'seen', true));
    await profile.untilIdle();
    expect(rowOf(1).seen).toBe(true);
    value(await profile.sync.operations.move([rowOf(2).id], profile.reader.folderByPath('here', 'INBOX')?.id ?? 0));
    value(await profile.sync.operations.archive([rowOf(2).id]));
    await profile.until('taken back', () => profile.events.some(({ name }) => name === 'messages.operationFailed'));
    await profile.until('back in the inbox', () => rows().length === 3);
    expect(readFileSync(spool(), 'latin1')).toBe(before);
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(rows()).toHaveLength(3);
    expect(rowOf(1).seen).toBe(true);
  });

  it('that another program takes away and makes again has each message once, with the marks that are kept here', async () => {
    deliver(1, 2);
    settled();
    await start({ protocol: 'mbox', path: spool(), allowChanges: false });
    await profile.until('both', () => rows().length === 2);
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'seen', true));
    await profile.until('marked', () => profile.reader.waitingOperations('here') === 0);
    await profile.untilIdle();
    const kept = readFileSync(spool());
    rmSync(spool());
    await profile.until('nothing', () => rows().length === 0);
    writeFileSync(spool(), kept);
    settled();
    await profile.until('both again', () => rows().length === 2);
    await profile.untilIdle();
    expect(subjects()).toEqual(['message 1', 'message 2']);
    expect([rowOf(1).seen, rowOf(2).seen]).toEqual([true, false]);
  });

  it('in which one message comes back as another one goes, while it is closed, shows what is there', async () => {
    const put = (...numbers: readonly number[]) => {
      writeFileSync(spool(), numbers.map(delivered).join(''));
      settled();
    };
    const shows = (...numbers: readonly number[]) =>
      profile.until(`${numbers}`, () => subjects().join() === numbers.map((number) => `message ${number}`).join());
    put(1, 2, 3);
    await start({ protocol: 'mbox', path: spool(), allowChanges: false });
    await shows(1, 2, 3);
    put(2, 3);
    await shows(2, 3);
    await profile.untilIdle();
    profile = await profile.reopen();
    put(2, 1);
    await profile.sync.refreshAccounts();
    await shows(1, 2);
  });

  it('with changes allowed lets a move be undone, also where its number comes back', async () => {
    deliver(1, 2);
    settled();
    await start({ protocol: 'mbox', path: spool(), allowChanges: true });
    await profile.until('both', () => rows().length === 2);
    value(await profile.sync.operations.archive([rowOf(1).id]));
    await profile.until('archived', () => profile.reader.waitingOperations('here') === 0 && subjects('mbox').length === 1);
    await profile.untilIdle();
    value(await profile.sync.operations.move([rowOf(1, 'mbox').id], profile.reader.folderByPath('here', 'INBOX')?.id ?? 0));
    await profile.until('back', () => profile.reader.waitingOperations('here') === 0);
    await profile.untilIdle();
    expect([subjects(), subjects('mbox')]).toEqual([['message 1', 'message 2'], []]);
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'flagged', true));
    await profile.until('flagged', () => profile.reader.waitingOperations('here') === 0);
    expect(readFileSync(spool(), 'latin1').match(/^X-Status: F$/gm)).toHaveLength(1);
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
  });

  it('with changes allowed keeps marks in the file, archives to mbox and deletes to Trash', async () => {
    deliver(1, 2, 3);
    settled();
    await start({ protocol: 'mbox', path: spool(), allowChanges: true });
    await profile.until('all bodies', () => bodies().every(Boolean) && rows().length === 3);
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'flagged', true));
    value(await profile.sync.operations.archive([rowOf(2).id]));
    value(await profile.sync.operations.remove([rowOf(3).id]));
    await profile.until('carried out', () => profile.reader.waitingOperations('here') === 0);
    await profile.untilIdle();
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
    expect(readFileSync(spool(), 'latin1')).toBe(delivered(1).replace('\n\nBody', '\nStatus: O\nX-Status: F\n\nBody'));
    expect([subjects('mbox'), subjects('Trash')]).toEqual([['message 2'], ['message 3']]);
    deliver(4);
    await profile.until('the fourth', () => rows().length === 2);
    expect(subjects()).toEqual(['message 1', 'message 4']);
  });

  it('with two messages that are the same to the octet shows both, and does what is done to one with that one', async () => {
    deliver(1, 2, 1);
    settled();
    await start({ protocol: 'mbox', path: spool(), allowChanges: true });
    await profile.until('all', () => rows().length === 3 && bodies().every(Boolean));
    await profile.untilIdle();
    const uidOf = (id: number) => profile.reader.location(id)?.uid ?? 0;
    const [first, second] = rows()
      .filter(({ subject }) => subject === 'message 1')
      .map(({ id }) => id)
      .sort((one, other) => uidOf(one) - uidOf(other));
    if (first === undefined || second === undefined) throw new Error('both are to be there');
    value(await profile.sync.operations.setFlag([second], 'flagged', true));
    value(await profile.sync.operations.archive([first]));
    await profile.until('carried out', () => profile.reader.waitingOperations('here') === 0);
    await profile.untilIdle();
    expect(rows().map(({ id, flagged }) => [id, flagged])).toContainEqual([second, true]);
    expect([subjects(), subjects('mbox')]).toEqual([['message 1', 'message 2'], ['message 1']]);
    expect(readFileSync(spool(), 'latin1').match(/^X-Status: F$/gm)).toHaveLength(1);
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
  });

  it('is locked once for changes that are alike and wait', async () => {
    writeFileSync(spool(), Array.from({ length: 40 }, (_, at) => delivered(at % 10).replaceAll(/message \d/g, `message ${at}`)).join(''));
    settled();
    // By a clock that stands still no lock is given up, nor does one rest because a busy machine held it long.
    const now = Date.now();
    await start({ protocol: 'mbox', path: spool(), allowChanges: true }, { localClock: { ...systemClock, now: () => now } });
    await profile.until('all', () => rows().length === 40);
    await profile.untilIdle();
    let locks = 0;
    const watcher = watch(folder, (_, name) => {
      if (name === 'ben.lock' && existsSync(`${spool()}.lock`)) locks += 1;
    });
    // Another program is at it while the user marks one after the other.
    writeFileSync(`${spool()}.lock`, `${process.ppid}\n`);
    for (const { id } of rows()) value(await profile.sync.operations.setFlag([id], 'seen', true));
    for (const { id } of rows().slice(0, 10)) value(await profile.sync.operations.setFlag([id], 'flagged', true));
    rmSync(`${spool()}.lock`);
    await profile.until('carried out', () => profile.reader.waitingOperations('here') === 0);
    watcher.close();
    const text = readFileSync(spool(), 'latin1');
    expect([text.match(/^Status: RO$/gm)?.length, text.match(/^X-Status: F$/gm)?.length]).toEqual([40, 10]);
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
    expect(locks).toBeLessThan(20);
  });

  it('that cannot be read says so, and goes on when it can', async () => {
    mkdirSync(spool());
    profile = await openProfile({
      accounts: [{ id: 'here', settings: account({ protocol: 'mbox', path: spool(), allowChanges: false }), password: null }],
    });
    await profile.sync.refreshAccounts();
    await profile.until('said', () =>
      [profile.sync.states()[0]?.failure?.code, profile.reader.folderByRole('here', 'inbox')?.failure?.code].includes('file-unreadable'),
    );
    rmSync(spool(), { recursive: true });
    deliver(1);
    settled();
    profile.sync.syncNow('here');
    await profile.until('read', () => rows().length === 1);
    await profile.until('the note is gone', () => profile.sync.states()[0]?.failure === null);
  });
});

describe('an account over a Maildir', () => {
  const root = () => join(folder, 'Maildir');
  const deliver = (number: number) => {
    writeFileSync(join(root(), 'tmp', `170000000${number}.M1P1.host`), message(number));
    // As delivery agents do it: a file appears in `new` whole.
    writeFileSync(join(root(), 'new', `170000000${number}.M1P1.host`), message(number));
    rmSync(join(root(), 'tmp', `170000000${number}.M1P1.host`));
  };
  const files = (...path: readonly string[]) => readdirSync(join(root(), ...path)).sort();
  beforeEach(() => {
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(root(), name), { recursive: true });
  });

  it('has its mail, and what comes; marks are in the names of the files, and folders are those of Maildir++', async () => {
    for (const number of [1, 2, 3]) deliver(number);
    mkdirSync(join(root(), '.Lists', 'cur'), { recursive: true });
    mkdirSync(join(root(), '.Lists', 'new'));
    writeFileSync(join(root(), '.Lists', 'cur', '1700000009.M1P1.host:2,RS'), message(9));
    await start({ protocol: 'maildir', path: root(), allowChanges: true });
    await profile.until('all bodies', () => bodies().every(Boolean) && rows().length === 3);
    await profile.until('the list', () => subjects('Lists').length === 1);
    expect(rowOf(9, 'Lists')).toMatchObject({ seen: true, answered: true, flagged: false });
    deliver(4);
    await profile.until('the fourth', () => rows().length === 4);
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'seen', true));
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'flagged', true));
    value(await profile.sync.operations.archive([rowOf(2).id]));
    value(await profile.sync.operations.move([rowOf(3).id], profile.reader.folderByPath('here', 'Lists')?.id ?? 0));
    await profile.until('carried out', () => profile.reader.waitingOperations('here') === 0);
    await profile.untilIdle();
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
    expect([files('cur'), files('new')]).toEqual([['1700000001.M1P1.host:2,FS'], ['1700000004.M1P1.host']]);
    expect(files('.Archive', 'cur')).toEqual(['1700000002.M1P1.host:2,']);
    expect(files('.Lists', 'cur')).toEqual(['1700000003.M1P1.host:2,', '1700000009.M1P1.host:2,RS']);
    // Another program marks and deletes.
    rmSync(join(root(), 'new', '1700000004.M1P1.host'));
    await profile.until('it is gone', () => rows().length === 1);
    writeFileSync(join(root(), 'cur', '1700000005.M1P1.host:2,S'), message(5));
    await profile.until('it is there, read', () => rows().some(({ subject, seen }) => subject === 'message 5' && seen));
  });

  it.skipIf(process.platform !== 'linux')('with a message that cannot be read has all the others, new ones too, and says so', async () => {
    for (const number of [1, 2, 3]) deliver(number);
    // Every read of it fails (EIO): a program has nothing at its address 0.
    rmSync(join(root(), 'new', '1700000002.M1P1.host'));
    symlinkSync('/proc/self/mem', join(root(), 'new', '1700000002.M1P1.host'));
    await start({ protocol: 'maildir', path: root(), allowChanges: true });
    await profile.until('the others', () => bodies().every(Boolean) && rows().length === 2);
    const inbox = profile.reader.folderByPath('here', 'INBOX')?.id ?? 0;
    await profile.until('it is said', () => profile.reader.leftAside(inbox).length === 1);
    expect(profile.reader.leftAside(inbox)).toMatchObject([{ failure: { code: 'file-unreadable' } }]);
    deliver(4);
    await profile.until('the fourth', () => rows().length === 3);
    expect(subjects()).toEqual(['message 1', 'message 3', 'message 4']);
  });

  it('read only is not touched', async () => {
    deliver(1);
    await start({ protocol: 'maildir', path: root(), allowChanges: false });
    await profile.until('it is there', () => rows().length === 1);
    value(await profile.sync.operations.setFlag([rowOf(1).id], 'seen', true));
    await profile.untilIdle();
    expect(rowOf(1).seen).toBe(true);
    value(await profile.sync.operations.archive([rowOf(1).id]));
    await profile.until('taken back', () => profile.events.some(({ name }) => name === 'messages.operationFailed'));
    expect(files('new')).toEqual(['1700000001.M1P1.host']);
  });
});
