import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { dataFolderFiles } from '../../../electron/engine/cache/database/data-folder.ts';
import { openDatabase, type SqlValue } from '../../../electron/engine/cache/database/database.ts';
import type { OperationChange } from '../../../electron/engine/cache/database/stored.ts';
import { createOperationReader } from '../../../electron/engine/cache/operations/read-operations.ts';
import { addMessages, day, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

describe('a change made by the user', () => {
  let open: OpenStorage;
  let inbox: number;
  let trash: number;
  let archive: number;
  let ids: ReadonlyMap<number, number>;

  beforeEach(async () => {
    open = await openStorage();
    const folder = await withFolders(open);
    inbox = folder('INBOX');
    trash = folder('Trash');
    archive = folder('Archive');
    value(await open.storage.setFolderState({ folderId: inbox, state: { uidValidity: 1 } }));
    value(await open.storage.setFolderState({ folderId: trash, state: { uidValidity: 5 } }));
    ids = await addMessages(open, inbox, 3);
  });
  afterEach(() => open.done());

  const id = (uid: number) => ids.get(uid) ?? 0;
  const apply = (name: string, change: OperationChange, ...messageIds: number[]) =>
    open.storage.applyOperation({ id: name, accountId: 'ana', change, messageIds, now: 1_000 });
  const paths = () => Object.fromEntries(open.reader.folders().map(({ path, total, unread }) => [path, [total, unread]]));
  const serverLists = (folderId: number, uid: number, flags: readonly string[] = []) => {
    const { header, raw } = write({ id: `<${inbox}.${uid}@example.test>`, subject: `Message ${uid}` });
    return open.storage.addHeaders({ folderId, messages: [{ uid, flags, internalDate: day(uid - 1), size: raw.length, header }] });
  };

  it('shows a flag at once, marked as waiting, and keeps it against what the server still says', async () => {
    value(await apply('1', { kind: 'flag', flag: 'seen', value: true }, id(1)));
    expect(open.reader.row(id(1))).toMatchObject({ seen: true, pending: true });
    expect(paths().INBOX).toEqual([3, 2]);
    value(await open.storage.setFlags({ folderId: inbox, messages: [{ uid: 1, flags: ['\\Flagged'] }] }));
    expect(open.reader.row(id(1))).toMatchObject({ seen: true, flagged: true });
    value(await open.storage.confirmOperation({ id: '1' }));
    expect(open.reader.row(id(1))).toMatchObject({ seen: true, pending: false });
    value(await open.storage.setFlags({ folderId: inbox, messages: [{ uid: 1, flags: [] }] }));
    expect(open.reader.row(id(1))).toMatchObject({ seen: false, flagged: false });
  });

  it('takes a refused flag back, but not a later change of the same flag', async () => {
    value(await apply('1', { kind: 'flag', flag: 'flagged', value: true }, id(1)));
    value(await apply('2', { kind: 'flag', flag: 'flagged', value: false }, id(1)));
    value(await apply('3', { kind: 'flag', flag: 'seen', value: true }, id(2)));
    value(await open.storage.revertOperation({ id: '1', failure: failure('command-refused', { reply: 'NO [LIMIT]' }) }));
    expect(open.reader.row(id(1))).toMatchObject({ flagged: false, pending: true });
    value(await open.storage.revertOperation({ id: '3', failure: failure('command-refused', { reply: 'NO' }) }));
    expect(open.reader.row(id(2))).toMatchObject({ seen: false, pending: false });
    expect(open.reader.operations('ana').map(({ id: name, state }) => [name, state])).toEqual([
      ['1', 'failed'],
      ['2', 'waiting'],
      ['3', 'failed'],
    ]);
    value(await open.storage.forgetOperation({ id: '3' }));
    expect(open.reader.operation('3')).toBeNull();
  });

  it('moves a message at once under its own id, and the server listing it in the old folder does not bring it back', async () => {
    const operation = value(await apply('1', { kind: 'move', targetFolderId: trash }, id(2)));
    expect(operation.items).toEqual([expect.objectContaining({ messageId: id(2), path: 'INBOX', uid: 2, uidValidity: 1 })]);
    expect(paths()).toMatchObject({ INBOX: [2, 2], Trash: [1, 1] });
    expect([...open.reader.uids(inbox).leaving]).toEqual([2]);
    expect(value(await serverLists(inbox, 2)).added).toBe(0);
    expect(paths()).toMatchObject({ INBOX: [2, 2], Trash: [1, 1] });
    value(await open.storage.confirmOperation({ id: '1', uids: new Map([[id(2), 40]]) }));
    expect(open.reader.location(id(2))).toMatchObject({ path: 'Trash', uid: 40, uidValidity: 5 });
    expect([...open.reader.uids(inbox).leaving]).toEqual([]);
    expect(open.reader.operations()).toEqual([]);
  });

  it('recognises a moved message whose new UID the server did not tell', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(2)));
    value(await open.storage.confirmOperation({ id: '1' }));
    const { header, raw } = write({ id: `<${inbox}.2@example.test>`, subject: 'Message 2' });
    const listed = value(
      await open.storage.addHeaders({ folderId: trash, messages: [{ uid: 9, flags: [], internalDate: day(1), size: raw.length, header }] }),
    );
    expect(listed).toMatchObject({ added: 0 });
    expect(listed.ids.get(9)).toBe(id(2));
    expect(paths()).toMatchObject({ Trash: [1, 1] });
  });

  it('keeps one row when the new folder was listed before the move was confirmed', async () => {
    const raw = write({ id: '<late@example.test>', text: 'kept\r\n' });
    value(
      await open.storage.addHeaders({
        folderId: trash,
        messages: [{ uid: 40, flags: [], internalDate: day(1), size: 1, header: raw.header }],
      }),
    );
    value(await open.storage.addBodies({ folderId: trash, messages: [{ uid: 40, raw: raw.raw }] }));
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(2)));
    value(await open.storage.confirmOperation({ id: '1', uids: new Map([[id(2), 40]]) }));
    expect(paths()).toMatchObject({ Trash: [1, 1] });
    expect(open.reader.idOfUid(trash, 40)).toBe(id(2));
    expect(open.reader.raw(id(2))?.equals(raw.raw)).toBe(true);
  });

  it('forgets a moved message that is in the new folder no more after that was listed whole', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(2)));
    expect(value(await open.storage.dropUnplaced({ folderId: trash })).removed).toBe(0);
    value(await open.storage.confirmOperation({ id: '1' }));
    expect(value(await open.storage.dropUnplaced({ folderId: trash })).removed).toBe(1);
    expect(paths()).toMatchObject({ Trash: [0, 0] });
  });

  it('puts a refused move back where it was', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1), id(2)));
    const { finished } = value(await open.storage.revertOperation({ id: '1', messageIds: [id(2)], failure: failure('command-refused') }));
    expect(finished).toBe(false);
    expect(open.reader.location(id(2))).toMatchObject({ path: 'INBOX', uid: 2 });
    expect(open.reader.location(id(1))).toMatchObject({ path: 'Trash', uid: null });
    expect([...open.reader.uids(inbox).leaving]).toEqual([1]);
    value(await open.storage.revertOperation({ id: '1' }));
    expect(paths()).toMatchObject({ INBOX: [3, 3], Trash: [0, 0] });
    expect(open.reader.operations()).toEqual([]);
  });

  it('follows a message through two moves, the second made before the first was confirmed', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1)));
    value(await apply('2', { kind: 'move', targetFolderId: archive }, id(1)));
    expect(open.reader.location(id(1))?.path).toBe('Archive');
    value(await open.storage.confirmOperation({ id: '1', uids: new Map([[id(1), 40]]) }));
    expect(open.reader.location(id(1))).toMatchObject({ path: 'Archive', uid: null });
    expect(open.reader.operation('2')?.items[0]).toMatchObject({ path: 'Trash', uid: 40, uidValidity: 5 });
    expect([...open.reader.uids(trash).leaving]).toEqual([40]);
    value(await open.storage.confirmOperation({ id: '2', uids: new Map([[id(1), 7]]) }));
    expect(open.reader.location(id(1))).toMatchObject({ path: 'Archive', uid: 7 });
    expect(open.reader.row(id(1))?.pending).toBe(false);
  });

  it('lets the second move start from the first place when the first is refused', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1)));
    value(await apply('2', { kind: 'move', targetFolderId: archive }, id(1)));
    value(await open.storage.revertOperation({ id: '1', failure: failure('command-refused') }));
    expect(open.reader.location(id(1))?.path).toBe('Archive');
    expect(open.reader.operation('2')?.items[0]).toMatchObject({ path: 'INBOX', uid: 1 });
    value(await open.storage.revertOperation({ id: '2' }));
    expect(open.reader.location(id(1))).toMatchObject({ path: 'INBOX', uid: 1 });
  });

  it('hides a deleted message until the server has spoken, and shows it again when it refuses', async () => {
    value(await apply('1', { kind: 'delete' }, id(1), id(2)));
    expect(paths().INBOX).toEqual([1, 1]);
    expect(open.reader.row(id(1))).toBeNull();
    expect(open.reader.findByMessageId(`<${inbox}.1@example.test>`)).toEqual([]);
    value(await open.storage.confirmOperation({ id: '1', messageIds: [id(1)] }));
    value(await open.storage.revertOperation({ id: '1', messageIds: [id(2)] }));
    expect(paths().INBOX).toEqual([2, 2]);
    expect(open.reader.location(id(2))).toMatchObject({ path: 'INBOX', uid: 2 });
    expect(open.reader.location(id(1))).toBeNull();
  });

  it('answers the same when it is applied twice, and leaves out what is gone or already so', async () => {
    const first = value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1), 999, id(1)));
    expect(first.items).toHaveLength(1);
    expect(value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1), id(2))).items).toEqual(first.items);
    expect(paths()).toMatchObject({ INBOX: [2, 2], Trash: [1, 1] });
    expect(value(await apply('2', { kind: 'move', targetFolderId: inbox }, id(2))).items).toEqual([]);
    expect(value(await apply('3', { kind: 'flag', flag: 'seen', value: false }, id(2))).items).toEqual([]);
    expect(open.reader.operations()).toHaveLength(1);
  });

  it('refuses a target that is gone or belongs to another account, and journals nothing', async () => {
    expect(await apply('1', { kind: 'move', targetFolderId: 999 }, id(1))).toMatchObject({ ok: false, failure: { code: 'folder-gone' } });
    const other = value(
      await open.storage.saveFolders({
        accountId: 'bruno',
        folders: [{ path: 'X', name: 'X', delimiter: null, parentPath: null, role: null, selectable: true }],
      }),
    );
    expect(await apply('2', { kind: 'move', targetFolderId: other.ids.get('X') ?? 0 }, id(1))).toMatchObject({
      ok: false,
      failure: { code: 'input-invalid' },
    });
    expect(open.reader.operations()).toEqual([]);
    expect(paths().INBOX).toEqual([3, 3]);
  });

  it('survives a restart, with the attempts made', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1)));
    value(await apply('2', { kind: 'flag', flag: 'seen', value: true }, id(1)));
    value(await open.storage.markOperation({ id: '1', state: 'running', attempts: 2 }));
    open = await open.reopen();
    expect(open.reader.operations().map(({ id: name, state, attempts }) => [name, state, attempts])).toEqual([
      ['1', 'running', 2],
      ['2', 'waiting', 0],
    ]);
    expect(open.reader.location(id(1))?.path).toBe('Trash');
    expect(open.reader.row(id(1))).toMatchObject({ seen: true, pending: true });
  });

  it('is never applied to the new UIDs of a renumbered folder, and says that it failed', async () => {
    value(await apply('move', { kind: 'move', targetFolderId: trash }, id(1)));
    value(await apply('flag', { kind: 'flag', flag: 'flagged', value: true }, id(2)));
    value(await apply('gone', { kind: 'delete' }, id(3)));
    const { failedOperations } = value(await open.storage.renumberFolder({ folderId: inbox, uidValidity: 2 }));
    expect(failedOperations).toEqual(['move', 'flag', 'gone']);
    expect(open.reader.operations().map(({ state, failure: reason, items }) => [state, reason?.code, items.length])).toEqual(
      Array.from({ length: 3 }, () => ['failed', 'uid-validity-changed', 0]),
    );
    for (const uid of [1, 2, 3]) expect(value(await serverLists(inbox, uid)).added).toBe(1);
    expect(paths()).toMatchObject({ INBOX: [3, 3], Trash: [0, 0] });
    expect(open.reader.list(inbox, 0, 3).rows.map(({ flagged, pending }) => [flagged, pending])).toEqual(
      Array.from({ length: 3 }, () => [false, false]),
    );
  });

  it('outlives a cache that was read again: what was moved away does not come back, what was flagged stays so', async () => {
    value(await apply('1', { kind: 'move', targetFolderId: trash }, id(1)));
    value(await apply('2', { kind: 'flag', flag: 'flagged', value: true }, id(2)));
    value(await open.storage.resetCache({ accountId: 'ana' }));
    for (const uid of [1, 2, 3]) value(await serverLists(inbox, uid));
    expect(paths().INBOX).toEqual([2, 2]);
    expect(open.reader.row(open.reader.idOfUid(inbox, 2) ?? 0)).toMatchObject({ flagged: true, pending: true });
  });

  it('is counted as it is made, refused, forgotten and confirmed, for each account by itself', async () => {
    const waiting = () => open.reader.waitingOperations('ana');
    const counted = () => open.reader.operations('ana').filter(({ state }) => state !== 'failed').length;
    expect(waiting()).toBe(0);
    for (let number = 1; number <= 4; number += 1)
      value(await apply(String(number), { kind: 'flag', flag: 'flagged', value: number % 2 === 1 }, id(1), id(2), id(3)));
    expect([waiting(), counted()]).toEqual([4, 4]);
    value(await open.storage.markOperation({ id: '1', state: 'running', attempts: 1 }));
    expect(waiting()).toBe(4);
    value(await open.storage.revertOperation({ id: '2', failure: failure('command-refused', { reply: 'NO' }) }));
    expect([waiting(), counted()]).toEqual([3, 3]);
    value(await open.storage.forgetOperation({ id: '2' }));
    value(await open.storage.confirmOperation({ id: '1' }));
    expect([waiting(), counted()]).toEqual([2, 2]);
    expect(open.reader.waitingOperations('ben')).toBe(0);
    expect(open.reader.operationHeads('ana').map(({ id: name }) => name)).toEqual(['3', '4']);
    expect(open.reader.operationHeads('ana')[0]).not.toHaveProperty('items');
    value(await open.storage.deleteAccount({ id: 'ana' }));
    expect([waiting(), counted()]).toEqual([0, 0]);
  });

  it('is counted without a look at the queue, however long it is', async () => {
    const plans: string[] = [];
    for (let number = 1; number <= 50; number += 1)
      value(await apply(String(number), { kind: 'flag', flag: 'seen', value: number % 2 === 1 }, id(1)));
    const userData = openDatabase({ name: 'user-data', path: dataFolderFiles(open.folder).userData, readOnly: true });
    try {
      const watched = {
        ...userData,
        sql: (strings: TemplateStringsArray, ...values: SqlValue[]) => {
          const plan = userData.query(`EXPLAIN QUERY PLAN ${strings.join('?')}`, values).all<{ detail: string }>();
          plans.push(plan.map(({ detail }) => detail).join('; '));
          return userData.sql(strings, ...values);
        },
      };
      expect(createOperationReader(watched).waitingOperations('ana')).toBe(50);
    } finally {
      userData.close();
    }
    expect(plans).toEqual([expect.stringMatching(/^SEARCH waiting_operations USING PRIMARY KEY/)]);
  });
});
