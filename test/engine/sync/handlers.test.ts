import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { silentLogger } from '../../../electron/base/logger.ts';
import { createDispatcher } from '../../../electron/contract/call.ts';
import { noticeCalls } from '../../../electron/contract/delivery/notices.ts';
import { pathCalls } from '../../../electron/contract/delivery/path.ts';
import { fail, failure, succeed } from '../../../electron/contract/failure.ts';
import { folderCalls } from '../../../electron/contract/folders.ts';
import { listCalls } from '../../../electron/contract/lists.ts';
import { type MessageDetail, type MessageRow, messageCalls } from '../../../electron/contract/messages.ts';
import { syncCalls } from '../../../electron/contract/sync.ts';
import { decode, type StoredBytes } from '../../../electron/engine/cache/bodies/blobs.ts';
import { createMessageFinder } from '../../../electron/engine/messages/find-message.ts';
import { createMessageHandlers } from '../../../electron/engine/messages/message-handlers.ts';
import { createReturns } from '../../../electron/engine/messages/returns/returns.ts';
import { readHeaderBlock } from '../../../electron/engine/mime/header/header-block.ts';
import { readNotice } from '../../../electron/engine/mime/notice/read-notice.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readPath } from '../../../electron/engine/mime/path/message-path.ts';
import { createFolderHandlers, createSyncHandlers } from '../../../electron/engine/sync/handlers.ts';
import { partBytes } from '../../support/material/part-bytes.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

let practice: PracticeMailbox;
let profile: SyncProfile;

afterEach(async () => {
  await profile?.close();
  await practice?.server.close();
});

const start = async () => {
  practice = await startPracticeMailbox();
  profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
  });
  const { reader, storage, sync } = profile;
  const dispatch = createDispatcher(
    { ...folderCalls, ...messageCalls, ...listCalls, ...pathCalls, ...noticeCalls, ...syncCalls },
    {
      ...createFolderHandlers({ reader, sync }),
      ...createMessageHandlers({
        reader,
        operations: sync.operations,
        find: createMessageFinder({ reader, fetchMessage: sync.fetchMessage, file: () => null }),
        fromLine: sync.fromLine,
        file: () => null,
        compareReadings: async () => succeed([]),
        notice: readNoticeHere,
        returns: createReturns({ storage, reader, readNotice: readNoticeHere, clock: systemClock, logger: silentLogger }),
        path: async (stored) => succeed(readPath(readHeaderBlock(decode(stored)))),
        parse: async (stored, options) => succeed(parseMessage(decode(stored), undefined, options)),
        enclosed: async (stored, partId) => succeed(partBytes(decode(stored), partId)),
        addFile: async () => fail(failure('not-a-message')),
        wire: () => [],
        remotePicture: async () => fail(failure('offline')),
      }),
      ...createSyncHandlers({ sync, networkChanged: sync.woke }),
    },
  );
  // The dispatcher checks every answer against the schema its type comes from.
  return async <Value>(name: string, input: unknown) => value(await dispatch(name, input)) as Value;
};
const readNoticeHere = async (stored: StoredBytes) => succeed(readNotice(decode(stored)));
const listed = (rows: { rows: MessageRow[] }) => rows.rows.map(({ subject }) => subject);

it('opens a message whose body is not held yet, with its text, its attachments and where its bytes are', async () => {
  const call = await start();
  practice.fill(150);
  practice.folder('INBOX').append({
    bytes: Buffer.from(
      'From: Ben <ben@practice.test>\r\nSubject: with a file\r\nMessage-ID: <file@practice.test>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
        '--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment\r\n\r\n1,2\r\n--b--\r\n',
    ),
    internalDate: Date.UTC(2024, 5, 1),
  });
  practice.server.faults.add({ protocol: 'imap', when: { connection: 2, command: 'UID FETCH' }, do: { stall: true } });
  await profile.sync.refreshAccounts();
  const row = await profile.until('the first page', () => {
    const inbox = profile.reader.folderByRole('ana', 'inbox');
    return inbox && profile.reader.list(inbox.id, 0, 1).rows[0];
  });
  const detail = await call<MessageDetail>('messages.open', { id: row.id });
  expect(detail).toMatchObject({ accountId: 'ana', text: expect.stringContaining('hello'), sourceUrl: `bytes/message/${row.id}/source` });
  expect(detail.attachments).toMatchObject([{ safeName: 'a.csv', url: `bytes/message/${row.id}/part/2` }]);
  expect(detail.row).toMatchObject({ id: row.id, bodyHeld: true, seen: false });
});

it('lists, archives, takes back and deletes by the calls a window makes', async () => {
  const call = await start();
  practice.fill(3);
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const folders = await call<{ id: number; role: string | null }[]>('folders.list', {});
  const folderId = folders.find(({ role }) => role === 'inbox')?.id;
  const list = () =>
    call<{ rows: MessageRow[]; total: number }>('lists.page', { source: { kind: 'folder', folderId }, position: 0, limit: 50 });
  expect(listed(await list())).toEqual(['message 3', 'message 2', 'message 1']);
  const ids = (await list()).rows.slice(0, 2).map(({ id }) => id);
  const { operationId, count } = await call<{ operationId: string; count: number }>('messages.archive', { ids });
  expect(count).toBe(2);
  expect(listed(await list())).toEqual(['message 1']);
  await call('messages.undo', { operationId });
  expect(listed(await list())).toHaveLength(3);
  await call('messages.delete', { ids });
  await profile.untilIdle();
  await profile.until('the server', () => practice.subjects('Trash').length === 2);
  expect(practice.subjects('INBOX')).toEqual(['message 1']);
  await expect(call('messages.open', { id: 999 })).rejects.toThrow('message-gone');
});

it('finds the message that a notice is about, the copy that was sent before others', async () => {
  const call = await start();
  const put = (folder: string, text: string) =>
    practice.folder(folder).append({ bytes: Buffer.from(text.replaceAll('\n', '\r\n')), internalDate: Date.UTC(2026, 5, 1) });
  const sent = 'From: ana@practice.test\nTo: bo@example.org\nMessage-ID: <first@practice.test>\nSubject: The first\n\nHello\n';
  put('INBOX', sent);
  put('Sent', sent);
  put(
    'INBOX',
    `Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nMessage-ID: <notice@example.org>\nSubject: failure notice\n\n<bo@example.org>:\n550 5.1.1 User unknown\n\n--- Below this line is a copy of the message.\n\n${sent}`,
  );
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const folders = await call<{ id: number; role: string | null }[]>('folders.list', {});
  const rows = async (role: string) => {
    const folderId = folders.find((folder) => folder.role === role)?.id;
    return (await call<{ rows: MessageRow[] }>('lists.page', { source: { kind: 'folder', folderId }, position: 0, limit: 10 })).rows;
  };
  const notice = (await rows('inbox')).find(({ subject }) => subject === 'failure notice');
  expect(await call<MessageDetail>('messages.open', { id: notice?.id })).toMatchObject({ mayBeNotice: true });
  const answer = await call<{ about: number | null; notice: { original: object } | null }>('messages.notice', { id: notice?.id });
  expect(answer.notice?.original).toMatchObject({ messageId: '<first@practice.test>', subject: 'The first' });
  expect(answer.about).toBe((await rows('sent'))[0]?.id);
});

it('counts every message of a folder, of a range of it, or of what a search finds', async () => {
  const call = await start();
  practice.fill(120);
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const folders = await call<{ id: number; role: string | null }[]>('folders.list', {});
  const folderId = folders.find(({ role }) => role === 'inbox')?.id;
  const { rows } = await call<{ rows: MessageRow[] }>('lists.page', { source: { kind: 'folder', folderId }, position: 0, limit: 500 });
  const all = rows.map(({ id }) => id);
  const folder = { kind: 'folder', folderId };
  const count = async (input: object) => (await call<{ count: number }>('lists.count', input)).count;
  const between = (newest: number, oldest: number) => ({ range: { newest: all[newest], oldest: all[oldest] } });
  expect(await count({ source: folder })).toBe(120);
  expect(await count({ source: folder, ...between(10, 100) })).toBe(91);
  await profile.until('the index', () => profile.reader.search({ query: 'message', limit: 500 }).rows.length === 120);
  expect(await count({ source: { kind: 'search', query: 'message' }, ...between(5, 90) })).toBe(86);
  await call('messages.setFlag', { ids: all.slice(0, 7), flag: 'seen', value: true });
  expect(await count({ source: { kind: 'search', query: 'is:unread', folderId } })).toBe(113);
  expect(await call('messages.anyWithout', { ids: all.slice(0, 7), flag: 'seen' })).toEqual({ any: false });
  expect(await call('messages.anyWithout', { ids: all.slice(0, 8), flag: 'seen' })).toEqual({ any: true });
  await expect(count({})).rejects.toThrow('input-invalid');
  await expect(count({ source: { ...folder, folderId: 12_345 } })).rejects.toThrow('folder-gone');
});

it('names all of them without holding up the engine, and as they were at the beginning, whatever is written meanwhile', async () => {
  await start();
  practice.fill(3);
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const inbox = profile.reader.folderByRole('ana', 'inbox');
  if (!inbox) throw new Error('no inbox');
  const messages = Array.from({ length: 30_000 }, (_, at) => ({
    uid: at + 10,
    flags: [],
    internalDate: Date.UTC(2020, 0, 1) + at * 60_000,
    size: 300,
    modseq: null,
    header: practiceMessage(at + 10).subarray(0, practiceMessage(at + 10).indexOf('\r\n\r\n') + 4),
  }));
  value(await profile.storage.addHeaders({ folderId: inbox.id, messages }));
  for (const request of [{ folderId: inbox.id }, { query: `in:inbox before:2030` }]) {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const { total } = profile.reader.counts(inbox.id);
    const reading = profile.reader.ids(request);
    const removed = profile.storage.removeUids({ folderId: inbox.id, uids: [10, 11] });
    const ids = await reading;
    isOver = true;
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(turns).toBeGreaterThan(2);
    value(await removed);
    value(await profile.storage.addHeaders({ folderId: inbox.id, messages: messages.slice(0, 2) }));
  }
});

it('says how many were changed, which leaves out what is there already, and deletes for good only what may be', async () => {
  const call = await start();
  practice.fill(2);
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const folders = await call<{ id: number; role: string | null }[]>('folders.list', {});
  const folderId = folders.find(({ role }) => role === 'inbox')?.id;
  const { rows } = await call<{ rows: MessageRow[] }>('lists.page', { source: { kind: 'folder', folderId }, position: 0, limit: 50 });
  const ids = rows.map(({ id }) => id);
  const counted = async (name: string, input: object) => (await call<{ count: number }>(name, input)).count;
  for (const name of ['messages.archive', 'messages.junk']) {
    expect(await counted(name, { ids: ids.slice(0, 1) }), name).toBe(1);
    expect(await counted(name, { ids: ids.slice(0, 1) }), name).toBe(0);
    expect(await counted(name, { ids }), name).toBe(1);
    await counted('messages.move', { ids, folderId });
  }
  expect(await counted('messages.move', { ids, folderId })).toBe(0);
  expect(await counted('messages.delete', { ids: ids.slice(0, 1), keepTrashed: true })).toBe(1);
  expect(await counted('messages.delete', { ids, keepTrashed: true })).toBe(1);
  expect(await counted('messages.delete', { ids, keepTrashed: true })).toBe(0);
  expect(profile.reader.folderByRole('ana', 'trash')?.total).toBe(2);
  expect(await counted('messages.delete', { ids })).toBe(2);
  expect(profile.reader.folderByRole('ana', 'trash')?.total).toBe(0);
});

it('answers what every account does, and forgets and reads again a cache that is doubted', async () => {
  const call = await start();
  practice.fill(3);
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  expect(await call('sync.state', {})).toMatchObject([{ accountId: 'ana', phase: 'idle' }]);
  expect(await profile.sync.resetCache('ana')).toMatchObject({ ok: true });
  await profile.untilIdle();
  await profile.until('everything again', () => profile.reader.folderByRole('ana', 'inbox')?.total === 3);
  expect(profile.commands().filter((line) => line.includes('BODY.PEEK[]')).length).toBeGreaterThan(1);
  await expect(call('sync.cancel', { accountId: 'nobody' })).rejects.toThrow('not-found');
});
