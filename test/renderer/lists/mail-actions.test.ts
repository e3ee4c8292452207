/** What is done to many messages at once, and to messages of several accounts: what is shown, what is done, and what undo takes back. */
import { expect, it } from 'vitest';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import { failure } from '../../../electron/contract/failure.ts';
import type { FailureCode } from '../../../electron/contract/failures/failure-codes.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { createMessageActs } from '../../../renderer/features/messages/act-on-messages.ts';
import { createMarkedMessages } from '../../../renderer/features/messages/marked-messages.ts';
import type { RowSource } from '../../../renderer/features/messages/rows/row-source.ts';
import { createMailActions, type LocalChange } from '../../../renderer/state/mail-actions.ts';
import { createListSelection, nothingSelected } from '../../../renderer/state/selection.ts';
import { createWorkspace } from '../../../renderer/state/workspace.ts';
import { makeRow } from '../fake/mailbox.ts';

interface Asked {
  readonly name: string;
  readonly input: { readonly ids?: readonly number[]; readonly folderId?: number; readonly operationId?: string };
}

/** @param refuses whether the engine refuses a call */
function startEngine(
  refuses: (asked: Asked, before: readonly Asked[]) => boolean = () => false,
  code: FailureCode = 'storage-interrupted',
) {
  const asked: Asked[] = [];
  /** What it answers to the next calls, in the place of having done everything. */
  const answers: object[] = [];
  const client = {
    call: async (name: string, input: Asked['input']) => {
      const one = { name, input };
      const isRefused = refuses(one, asked);
      asked.push(one);
      if (isRefused) return { ok: false, failure: failure(code) };
      return { ok: true, value: { operationId: `operation ${asked.length}`, count: input.ids?.length ?? 0, ...answers.shift() } };
    },
  } as unknown as PostglassClient; // only what is asked here
  const actions = createMailActions(client);
  const changes: LocalChange[] = [];
  actions.onLocalChange((change) => changes.push(change));
  return { asked, answers, client, actions, changes };
}

/** A search through two accounts, of which all hits are marked. */
function startSearch(rows: readonly MessageRow[], engine: ReturnType<typeof startEngine>, folderId: number | null = null) {
  const folder = (id: number, accountId: string, role: Folder['role']) => ({
    id,
    accountId,
    role,
    path: role ?? `folder ${id}`,
    selectable: true,
  });
  const folders = [
    folder(1, 'ana', 'inbox'),
    folder(2, 'ana', 'trash'),
    folder(3, 'ana', 'junk'),
    folder(11, 'ben', 'inbox'),
    folder(12, 'ben', 'trash'),
    folder(13, 'ben', 'junk'),
    folder(21, 'cleo', 'inbox'),
  ] as unknown as Folder[]; // only what is looked at
  const workspace = createWorkspace(() => {});
  workspace.store.set({ listInSight: true });
  workspace.select(new Set(rows.map(({ id }) => id)));
  const list = {
    list: Symbol('test'),
    folderId,
    rowOf: (id: number) => rows.find((row) => row.id === id),
    rows: () => ({ total: rows.length, at: (position: number) => rows[position] }),
    subscribe: () => () => {},
  };
  const source = { current: list as unknown as RowSource }; // only what is looked at
  const marked = createMarkedMessages({ client: engine.client, workspace, source, folders: { current: folders } });
  const acts = createMessageActs({
    workspace,
    actions: engine.actions,
    marked,
    source,
    grid: { current: null },
    folders: { current: [] },
    say: (key, parameters) => `${key} ${parameters?.count ?? ''}`,
    language: 'en',
  });
  return { acts, workspace, list };
}

/** An inbox of which nothing is loaded. */
const startFolder = (engine: ReturnType<typeof startEngine>) => startSearch([], engine, 1);

const rowIn = (id: number, folderId: number): MessageRow => ({ ...makeRow(id, folderId, 100, 0), id, folderId });

it('what is done to all of a list is one call, and what it could not do of it is said, with Undo for the rest', async () => {
  const engine = startEngine();
  engine.answers.push({ count: 20_000, failure: failure('storage-interrupted') });
  const { acts, workspace, list } = startFolder(engine);
  const all = createListSelection({
    list: list.list,
    source: { kind: 'folder', folderId: 1 },
    range: null,
    count: 200_000,
    revision: 7,
    addedSince: new Set(),
    except: new Set([5]),
    also: nothingSelected,
  });
  workspace.select(all);
  await acts.trash();
  const selection = { source: { kind: 'folder', folderId: 1 }, except: [5], revision: 7 };
  expect(engine.asked).toEqual([{ name: 'messages.delete', input: { ...selection, keepTrashed: true } }]);
  expect(engine.changes).toEqual([{ kind: 'removed', ids: all }, { kind: 'refused' }]);
  expect(workspace.store.get().failures.at(-1)?.failure).toMatchObject({ code: 'storage-interrupted' });
  expect(workspace.store.get().notice).toMatchObject({ text: 'undo.deleted 20000' });
  workspace.undoLatest();
  await expect.poll(() => engine.asked.at(-1)).toEqual({ name: 'messages.undo', input: { operationId: 'operation 1' } });
});

it('a selection that the engine knows no more is let go of, said in words, and nothing else is acted on', async () => {
  const engine = startEngine(({ name }) => name !== 'messages.undo', 'list-outdated');
  const { acts, workspace, list } = startFolder(engine);
  const select = () =>
    workspace.select(
      createListSelection({
        list: list.list,
        source: { kind: 'folder', folderId: 1 },
        range: null,
        count: 200_000,
        revision: 7,
        addedSince: new Set(),
        except: nothingSelected,
        also: nothingSelected,
      }),
    );
  for (const act of [acts.archive, () => acts.toggle('seen'), () => acts.move(2)]) {
    select();
    await act();
    expect(workspace.store.get().selection.size).toBe(0);
    expect(workspace.store.get().failures.at(-1)?.failure).toMatchObject({ code: 'list-outdated' });
  }
  expect(engine.asked.map(({ name }) => name)).toEqual(['messages.archive', 'messages.anyWithout', 'messages.move']);
});

it('undo goes on where one part of it is refused, and says so', async () => {
  const engine = startEngine(({ input }) => input.operationId === 'second');
  expect(await engine.actions.undo(['first', 'second', 'third'])).toMatchObject({ ok: false });
  expect(engine.asked.map(({ input }) => input.operationId)).toEqual(['third', 'second', 'first']);
});

it('hits of several accounts are shown each in the trash of its own account', async () => {
  const engine = startEngine();
  const { acts } = startSearch([rowIn(5, 1), rowIn(4, 11), rowIn(3, 1), rowIn(2, 21)], engine);
  await acts.trash();
  expect(engine.asked).toEqual([{ name: 'messages.delete', input: { ids: [5, 4, 3, 2], keepTrashed: true } }]);
  expect(engine.changes).toEqual([
    { kind: 'changed', ids: new Set([5, 3]), change: { folderId: 2 } },
    { kind: 'changed', ids: new Set([4]), change: { folderId: 12 } },
    // Cleo's trash is still to be made.
  ]);
});

it('Not junk moves each to the inbox of its own account, and one Undo takes all of it back', async () => {
  const engine = startEngine();
  const { acts, workspace } = startSearch([rowIn(5, 3), rowIn(4, 13), rowIn(3, 3)], engine);
  await acts.notJunk();
  expect(engine.asked).toEqual([
    { name: 'messages.move', input: { ids: [5, 3], folderId: 1 } },
    { name: 'messages.move', input: { ids: [4], folderId: 11 } },
  ]);
  expect(workspace.store.get().notice).toMatchObject({ text: 'undo.notJunk 3' });
  workspace.undoLatest();
  await expect.poll(() => engine.asked.slice(2).map(({ input }) => input.operationId)).toEqual(['operation 2', 'operation 1']);
});
