/** All of a list as it was shown, acted on in one call, while mail comes and goes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDispatcher } from '../../../electron/contract/call.ts';
import { noticeCalls } from '../../../electron/contract/delivery/notices.ts';
import { pathCalls } from '../../../electron/contract/delivery/path.ts';
import { fail, failure, succeed } from '../../../electron/contract/failure.ts';
import { listCalls } from '../../../electron/contract/lists.ts';
import { type MessageRow, messageCalls } from '../../../electron/contract/messages.ts';
import type { Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import { createMessageHandlers } from '../../../electron/engine/messages/message-handlers.ts';
import { createOperationGate } from '../../../electron/engine/sync/operations/operation-gate.ts';
import { createOperations } from '../../../electron/engine/sync/operations/operations.ts';
import { day, type OpenStorage, openStorage, value, withFolders, write } from '../cache/open-storage.ts';

let open: OpenStorage;
let folder: (path: string) => number;
let dispatch: ReturnType<typeof createDispatcher>;
beforeEach(async () => {
  open = await openStorage();
  folder = await withFolders(open);
  dispatch = dispatcherOver(open.storage);
});
afterEach(() => open.done());

function dispatcherOver(storage: Storage) {
  const { reader, clock } = open;
  let number = 0;
  const operations = createOperations({
    storage,
    reader,
    clock: clock,
    newId: () => `operation ${++number}`,
    operationsWaiting() {},
    gate: createOperationGate(),
    limits: { undoable: 10 },
  });
  return createDispatcher(
    { ...messageCalls, ...listCalls, ...pathCalls, ...noticeCalls },
    createMessageHandlers({
      reader,
      operations,
      find: async () => fail(failure('offline')),
      fromLine: async () => succeed(null),
      file: () => null,
      compareReadings: async () => succeed([]),
      path: async () => fail(failure('message-unparsable')),
      notice: async () => succeed(null),
      returns: {
        joined: async () => ({ about: null, join: null }),
        of: () => ({ returns: [], told: 0, failed: [], recipients: 0, dismissed: false }),
        dismiss: async () => succeed({}),
      },
      parse: async () => fail(failure('message-unparsable')),
      enclosed: async () => succeed(null),
      addFile: async () => fail(failure('not-a-message')),
      wire: () => [],
      remotePicture: async () => fail(failure('offline')),
    }),
  );
}

interface Page {
  readonly total: number | null;
  readonly position: number;
  readonly revision: number;
  readonly rows: MessageRow[];
  readonly addedSince: number[];
  readonly searched: { readonly indexed: number; readonly total: number } | null;
}
// The dispatcher checks every answer against the schema its type comes from.
const call = async <Value>(name: string, input: unknown) => value(await dispatch(name, input)) as Value;
const page = (source: object, position = 0, limit = 50, more = {}) => call<Page>('lists.page', { source, position, limit, ...more });
const count = (source: object, more = {}) => call<{ count: number; revision: number }>('lists.count', { source, ...more });
const subjects = ({ rows }: Pick<Page, 'rows'>) => rows.map(({ subject }) => subject);
const inFolder = async (path: string) => subjects(await page({ kind: 'folder', folderId: folder(path) }, 0, 500)).sort();

let nextUid = 1;
/** Message by number, each a day younger; older ones may come later. */
async function receive(path: string, ...numbers: number[]): Promise<void> {
  const messages = numbers.map((number) => {
    const { header, raw } = write({ subject: `letter ${number}`, id: `<${path}.${number}@example.test>` });
    return { uid: nextUid++, flags: [], internalDate: day(number), size: raw.length, header };
  });
  value(await open.storage.addHeaders({ folderId: folder(path), messages }));
}

describe('all of a folder, in one call', () => {
  it('is what was shown: not what has come since, be it newer or older, and each message once', async () => {
    await receive('INBOX', 1, 2, 4, 5);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision, total } = await page(source, 0, 2);
    expect(total).toBe(4);
    await receive('INBOX', 3, 6);
    expect(await call('messages.archive', { source, except: [], revision })).toMatchObject({ count: 4 });
    expect(await inFolder('INBOX')).toEqual(['letter 3', 'letter 6']);
    expect(await inFolder('Archive')).toEqual(['letter 1', 'letter 2', 'letter 4', 'letter 5']);
  });

  it('leaves those out that were taken out of the selection, and those that went meanwhile', async () => {
    await receive('INBOX', 1, 2, 3);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision, rows } = await page(source);
    await call('messages.move', { ids: [rows[0]?.id], folderId: folder('Sent') });
    expect(await call('messages.setFlag', { source, except: [rows[1]?.id], revision, flag: 'flagged', value: true })).toMatchObject({
      count: 1,
    });
    const { rows: now } = await page(source);
    expect(now.map(({ subject, flagged }) => [subject, flagged])).toEqual([
      ['letter 2', false],
      ['letter 1', true],
    ]);
    expect(await inFolder('Sent')).toEqual(['letter 3']);
  });

  it('does not mean a message that was moved into the folder since, nor one that was taken back into it', async () => {
    await receive('INBOX', 1, 2);
    await receive('Sent', 7);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision, rows } = await page(source);
    const sent = (await page({ kind: 'folder', folderId: folder('Sent') })).rows[0]?.id;
    await call('messages.move', { ids: [sent], folderId: folder('INBOX') });
    const { operationId } = await call<{ operationId: string }>('messages.archive', { ids: [rows[0]?.id] });
    await call('messages.undo', { operationId });
    expect(await call('messages.delete', { source, except: [], revision })).toMatchObject({ count: 1 });
    expect(await inFolder('INBOX')).toEqual(['letter 2', 'letter 7']);
    expect(await inFolder('Trash')).toEqual(['letter 1']);
  });

  it('is counted as it was shown, and a page says which of its rows are not meant', async () => {
    await receive('INBOX', 1, 2, 4);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision } = await page(source);
    expect(await count(source, { revision })).toEqual({ count: 3, revision });
    await receive('INBOX', 3, 5);
    expect(await count(source, { revision })).toEqual({ count: 3, revision });
    expect((await count(source)).count).toBe(5);
    const { rows, addedSince } = await page(source, 0, 50, { since: revision });
    expect(subjects({ rows: rows.filter(({ id }) => addedSince.includes(id)) })).toEqual(['letter 5', 'letter 3']);
    expect((await page(source)).addedSince).toEqual([]);
    expect(await dispatch('lists.count', { source, revision: 1_000 })).toMatchObject({ failure: { code: 'list-outdated' } });
  });

  it('is a range of it, without some and with others, each message once', async () => {
    await receive('INBOX', 1, 2, 3, 4, 6, 7);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { rows, revision } = await page(source);
    const id = (number: number) => rows.find(({ subject }) => subject === `letter ${number}`)?.id;
    const range = { oldest: id(2), newest: id(6) };
    await receive('INBOX', 5);
    expect(await count(source, { range, revision })).toEqual({ count: 4, revision });
    const selection = { source, range, except: [id(3)], also: [id(7), id(4)], revision };
    expect(await call('messages.archive', selection)).toMatchObject({ count: 4 });
    expect(await inFolder('INBOX')).toEqual(['letter 1', 'letter 3', 'letter 5']);
  });

  it('is asked whether any of it is without a mark, without what has come since', async () => {
    await receive('INBOX', 1, 2, 3);
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { rows, revision } = await page(source);
    const all = { source, except: [], revision };
    expect(await call('messages.anyWithout', { ...all, flag: 'flagged' })).toEqual({ any: true });
    await call('messages.setFlag', { ids: rows.slice(1).map(({ id }) => id), flag: 'flagged', value: true });
    await receive('INBOX', 4);
    expect(await call('messages.anyWithout', { ...all, flag: 'flagged' })).toEqual({ any: true });
    expect(await call('messages.anyWithout', { ...all, except: [rows[0]?.id], flag: 'flagged' })).toEqual({ any: false });
  });

  it('of a revision that the folder never had is refused, and so is a folder that is gone', async () => {
    await receive('INBOX', 1);
    const all = { except: [], revision: 1_000 };
    expect(await dispatch('messages.junk', { source: { kind: 'folder', folderId: folder('INBOX') }, ...all })).toMatchObject({
      failure: { code: 'list-outdated' },
    });
    expect(await dispatch('messages.junk', { source: { kind: 'folder', folderId: 999 }, ...all })).toMatchObject({
      failure: { code: 'folder-gone' },
    });
    expect(await dispatch('lists.page', { source: { kind: 'folder', folderId: 999 }, position: 0, limit: 1 })).toMatchObject({
      failure: { code: 'folder-gone' },
    });
    expect(await inFolder('INBOX')).toEqual(['letter 1']);
  });
});

describe('all that a search finds', () => {
  const source = { kind: 'search', query: 'is:unread' };

  it('is read by pages of one instant, with what was looked through', async () => {
    await receive('INBOX', 1, 2, 3, 4, 5);
    const first = await page(source, 0, 2);
    expect([subjects(first), first.total, first.searched?.total]).toEqual([['letter 5', 'letter 4'], null, 5]);
    const second = await page(source, 2, 2);
    expect([subjects(second), second.revision]).toEqual([['letter 3', 'letter 2'], first.revision]);
    await receive('INBOX', 6);
    const third = await page(source, 4, 2);
    expect([subjects(third), third.total]).toEqual([['letter 2', 'letter 1'], null]);
    expect(third.revision).not.toBe(first.revision);
    expect((await page(source, 4, 50)).total).toBe(6);
  });

  it('means what it had found in every folder, without what has come since', async () => {
    await receive('INBOX', 1, 2);
    await receive('Sent', 3);
    const shown = await page(source);
    await receive('INBOX', 4);
    const { revision, count: counted } = await count(source, { revision: shown.revision });
    expect(counted).toBe(3);
    await receive('Sent', 5);
    const { rows, addedSince } = await page(source, 0, 50, { since: revision });
    expect(subjects({ rows: rows.filter(({ id }) => addedSince.includes(id)) })).toEqual(['letter 5', 'letter 4']);
    expect(await call('messages.setFlag', { source, except: [], revision, flag: 'seen', value: true })).toMatchObject({ count: 3 });
    expect(subjects(await page(source))).toEqual(['letter 5', 'letter 4']);
  });

  it('in one folder leaves the others alone', async () => {
    await receive('INBOX', 1, 2);
    await receive('Sent', 3);
    const inOne = { ...source, folderId: folder('INBOX') };
    const { revision } = await count(inOne);
    await call('messages.delete', { source: inOne, except: [], revision });
    expect([await inFolder('INBOX'), await inFolder('Sent')]).toEqual([[], ['letter 3']]);
  });

  it('is what it had found when it was counted, not what fits its words since', async () => {
    await receive('INBOX', 1, 2, 3);
    const ids = (await page(source)).rows.map(({ id }) => id);
    await call('messages.setFlag', { ids: ids.slice(0, 1), flag: 'seen', value: true });
    const shown = await page(source);
    expect(subjects(shown)).toEqual(['letter 2', 'letter 1']);
    const { revision } = await count(source, { revision: shown.revision });
    await call('messages.setFlag', { ids, flag: 'seen', value: true });
    await call('messages.setFlag', { ids: ids.slice(0, 2), flag: 'seen', value: false });
    const { rows, addedSince } = await page(source, 0, 50, { since: revision });
    expect([subjects({ rows }), addedSince]).toEqual([['letter 3', 'letter 2'], ids.slice(0, 1)]);
    expect(await call('messages.archive', { source, except: [], revision })).toMatchObject({ count: 2 });
    expect(await inFolder('INBOX')).toEqual(['letter 3']);
  });

  it('that was not counted, is forgotten, or is another than was counted, is refused', async () => {
    await receive('INBOX', 1);
    const refused = { failure: { code: 'list-outdated' } };
    const { revision: shown } = await page(source);
    const first = await count(source);
    for (const revision of [shown, 77])
      expect(await dispatch('messages.archive', { source, except: [], revision }), `${revision}`).toMatchObject(refused);
    const other = { ...source, query: 'is:flagged' };
    expect(await dispatch('messages.archive', { source: other, except: [], revision: first.revision })).toMatchObject(refused);
    expect(await dispatch('lists.count', { source, revision: 77 })).toMatchObject(refused);
    for (let more = 0; more < 4; more += 1) await count(source);
    expect(await dispatch('messages.archive', { source, except: [], revision: first.revision })).toMatchObject(refused);
    expect((await page(source, 0, 50, { since: first.revision })).addedSince).toHaveLength(1);
    expect(await inFolder('INBOX')).toEqual(['letter 1']);
  });
});

describe('more than one job takes', () => {
  const many = 20_001;
  const receiveMany = () => receive('INBOX', ...Array.from({ length: many }, (_, index) => index + 1));

  it('is one call and one undo', async () => {
    await receiveMany();
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision } = await page(source, 0, 1);
    await receive('INBOX', many + 1);
    const { operationId, count } = await call<{ operationId: string; count: number }>('messages.archive', { source, except: [], revision });
    expect(count).toBe(many);
    expect((await page(source)).total).toBe(1);
    await call('messages.undo', { operationId });
    expect((await page(source, 0, 1)).total).toBe(many + 1);
  }, 60_000);

  it('says why it ended before the end, and what was done can be undone', async () => {
    await receiveMany();
    let jobs = 0;
    dispatch = dispatcherOver({
      ...open.storage,
      applyOperation: async (input) => (++jobs === 2 ? fail(failure('disk-full')) : open.storage.applyOperation(input)),
    });
    const source = { kind: 'folder', folderId: folder('INBOX') };
    const { revision } = await page(source, 0, 1);
    const answer = await call<{ operationId: string; count: number }>('messages.archive', { source, except: [], revision });
    expect(answer).toMatchObject({ count: 10_000, failure: { code: 'disk-full' } });
    expect((await page(source, 0, 1)).total).toBe(many - 10_000);
    await call('messages.undo', { operationId: answer.operationId });
    expect((await page(source, 0, 1)).total).toBe(many);
  }, 60_000);
});
