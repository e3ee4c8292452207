/** Changes by the user: journalled in user data, then shown in the cache; confirmed or taken back when the server has spoken. */
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import { flagBits, type OperationChange, type OperationItem, type PendingOperation } from '../database/stored.ts';
import { withFlag } from '../messages/flags.ts';
import { type FolderRow, isLocal, type PlacedRow, placedRow, removeMessage, requireFolder } from '../messages/message-rows.ts';
import { folderOfItem, placeMessage, showLeaving, tellLaterOperations } from '../messages/place-message.ts';
import { userDataJob, userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { changeKept, forgetUnkept } from '../user-data/kept-mail.ts';

type ChangeToApply = {
  readonly id: string;
  readonly accountId: string;
  readonly change: OperationChange;
  readonly messageIds: readonly number[];
  readonly now: number;
};

/** In user data: which messages the change is about, and where the server has them. Applying the same id again answers what is journalled. */
function journalOperation(context: WriterContext, input: ChangeToApply): PendingOperation {
  const known = context.journal.get(input.id);
  if (known) return known;
  const { change } = input;
  const target = change.kind === 'move' ? requireFolder(context, change.targetFolderId) : null;
  if (target && target.account_id !== input.accountId)
    throw new FailureError(failure('input-invalid', { detail: { path: 'targetFolderId' } }));
  const items = [...new Set(input.messageIds)].flatMap((id) => toItem(context, input, id));
  const operation: PendingOperation = {
    id: input.id,
    accountId: input.accountId,
    change,
    targetPath: target?.path ?? null,
    state: 'waiting',
    items,
    createdAt: input.now,
    attempts: 0,
    failure: null,
  };
  const local: OperationItem[] = [];
  const remote: OperationItem[] = [];
  for (const item of items) {
    const row = placedRow(context, item.messageId);
    (row !== undefined && isLocal(row) ? local : remote).push(item);
  }
  for (const item of local) {
    changeKept(context, operation, item, target);
    forgetUnkept(context, operation, item);
  }
  if (remote.length > 0) context.journal.add({ ...operation, items: remote });
  return operation;
}

function toItem(context: WriterContext, { accountId, change }: ChangeToApply, id: number): OperationItem[] {
  const row = placedRow(context, id);
  if (!row || row.folder_id === null) return [];
  const folder = requireFolder(context, row.folder_id);
  if (folder.account_id !== accountId) return [];
  if (change.kind === 'move' && folder.id === change.targetFolderId) return [];
  if (change.kind === 'flag' && withFlag(row.flags, change.flag, change.value) === row.flags) return [];
  const place = { folderId: folder.id, path: folder.path, uidValidity: folder.uid_validity, uid: row.uid };
  return [{ messageId: id, ...place, keptId: row.kept_id, header: row.message_id, flagsBefore: row.flags }];
}

/** In the cache: shows the change at once. Doing it again changes nothing. */
export function* showOperation(context: WriterContext, operation: PendingOperation): Work<PendingOperation> {
  const target = operation.targetPath === null ? undefined : folderOfItem(context, operation.accountId, { path: operation.targetPath });
  for (const item of operation.items) {
    const row = placedRow(context, item.messageId);
    const source = folderOfItem(context, operation.accountId, item);
    if (row) showItem(context, operation, item, row, source, target);
    yield;
  }
  context.changes.folder(operation.accountId);
  return operation;
}

function showItem(
  context: WriterContext,
  { change }: PendingOperation,
  item: OperationItem,
  row: PlacedRow,
  source: FolderRow | undefined,
  target: FolderRow | undefined,
): void {
  const { cache, changes } = context;
  const pending = context.journal.isPending(row.id) ? 1 : 0;
  changes.changed(row.folder_id, row.id);
  if (change.kind === 'flag') {
    const flags = withFlag(row.flags, change.flag, change.value);
    cache.sql`UPDATE messages SET flags = ${flags}, pending = ${pending} WHERE id = ${row.id}`.run();
    return;
  }
  if (!source || row.folder_id !== source.id) return; // shown already, or moved on since
  if (item.uid !== null) showLeaving(cache, source.id, item.uid, row.id);
  if (change.kind === 'delete') {
    if (isLocal(row)) removeMessage(context, row);
    else {
      cache.sql`UPDATE messages SET folder_id = NULL, uid = NULL, modseq = NULL, pending = 1 WHERE id = ${row.id}`.run();
      changes.removed(source.id, row.id);
    }
  } else if (target) {
    cache.sql`UPDATE messages SET folder_id = ${target.id}, uid = NULL, modseq = NULL, pending = ${pending} WHERE id = ${row.id}`.run();
    changes.removed(source.id, row.id);
    changes.added(target.id, row.id);
  }
}

/** What the cache still has to do for items that ended. */
interface Ended {
  readonly operation: PendingOperation | null;
  readonly items: readonly OperationItem[];
  readonly finished: boolean;
}

const chosen = (operation: PendingOperation, ids: readonly number[] | undefined): OperationItem[] => {
  if (!ids) return [...operation.items];
  const wanted = new Set(ids);
  return operation.items.filter((item) => wanted.has(item.messageId));
};

type Confirmation = {
  readonly id: string;
  readonly messageIds?: readonly number[];
  readonly uids?: ReadonlyMap<number, number>;
};

function journalConfirmation(context: WriterContext, { id, messageIds, uids }: Confirmation): Ended {
  const operation = context.journal.get(id);
  if (!operation) return { operation: null, items: [], finished: true };
  const items = chosen(operation, messageIds);
  const target = operation.targetPath === null ? undefined : folderOfItem(context, operation.accountId, { path: operation.targetPath });
  for (const item of items) {
    context.journal.removeItem(id, item.messageId);
    const uid = uids?.get(item.messageId);
    if (target && uid !== undefined) tellLaterOperations(context, item.messageId, target, uid);
  }
  const finished = items.length === operation.items.length;
  if (finished) context.journal.remove(id);
  return { operation, items, finished };
}

function* showConfirmation(
  context: WriterContext,
  { uids }: Confirmation,
  { operation, items, finished }: Ended,
): Work<{ finished: boolean }> {
  const { cache, changes, journal } = context;
  if (!operation) return { finished };
  const target = operation.targetPath === null ? undefined : folderOfItem(context, operation.accountId, { path: operation.targetPath });
  for (const item of items) {
    const row = placedRow(context, item.messageId);
    const source = folderOfItem(context, operation.accountId, item);
    if (source && item.uid !== null && operation.change.kind !== 'flag') {
      cache.sql`DELETE FROM leaving WHERE folder_id = ${source.id} AND uid = ${item.uid}`.run();
    }
    if (row && operation.change.kind === 'delete') removeMessage(context, row);
    else if (row) {
      cache.sql`UPDATE messages SET pending = ${journal.isPending(row.id) ? 1 : 0} WHERE id = ${row.id}`.run();
      const uid = uids?.get(item.messageId);
      if (target && uid !== undefined) placeMessage(context, row.id, target, uid);
      changes.changed(row.folder_id, row.id);
    }
    yield;
  }
  changes.folder(operation.accountId);
  return { finished };
}

type Reversal = {
  readonly id: string;
  readonly messageIds?: readonly number[];
  readonly failure?: Failure;
};

function journalReversal(context: WriterContext, { id, messageIds, failure: reason }: Reversal): Ended {
  const operation = context.journal.get(id);
  if (!operation) return { operation: null, items: [], finished: true };
  const items = chosen(operation, messageIds);
  for (const item of items) {
    context.journal.removeItem(id, item.messageId);
    if (operation.change.kind === 'flag') continue;
    // Later changes of the same message start from where this one leaves it, up to the one that takes it elsewhere.
    for (const later of context.journal.of(item.messageId)) {
      if (later.item.uid !== null || later.item.path !== operation.targetPath) continue;
      const { folderId, path, uid, uidValidity } = item;
      context.journal.replaceItem(later.operation.id, { ...later.item, folderId, path, uid, uidValidity });
      if (later.operation.change.kind !== 'flag') break;
    }
  }
  const finished = items.length === operation.items.length;
  if (finished && reason) context.journal.mark(id, 'failed', operation.attempts, reason);
  else if (finished) context.journal.remove(id);
  return { operation, items, finished };
}

function* showReversal(context: WriterContext, _: Reversal, { operation, items, finished }: Ended): Work<{ finished: boolean }> {
  if (!operation) return { finished };
  for (const item of items) {
    const row = placedRow(context, item.messageId);
    if (row) takeBack(context, operation, item, row);
    yield;
  }
  context.changes.folder(operation.accountId);
  return { finished };
}

function takeBack(context: WriterContext, operation: PendingOperation, item: OperationItem, row: PlacedRow): void {
  const { cache, changes, journal } = context;
  const later = journal.of(row.id);
  const pending = later.length > 0 ? 1 : 0;
  changes.changed(row.folder_id, row.id);
  if (operation.change.kind === 'flag') {
    const before = withFlag(row.flags, operation.change.flag, (item.flagsBefore & flagBits[operation.change.flag]) !== 0);
    cache.sql`UPDATE messages SET flags = ${journal.overlay(row.id, null, before)}, pending = ${pending} WHERE id = ${row.id}`.run();
    return;
  }
  if (later.some((next) => next.operation.change.kind !== 'flag')) return; // it has gone further; that change now starts from here
  const source = folderOfItem(context, operation.accountId, item);
  if (source && item.uid !== null) cache.sql`DELETE FROM leaving WHERE folder_id = ${source.id} AND uid = ${item.uid}`.run();
  const taken = source && item.uid !== null && cache.sql`SELECT 1 FROM messages WHERE folder_id = ${source.id} AND uid = ${item.uid}`.get();
  if (!source || taken) {
    removeMessage(context, row);
    return;
  }
  cache.sql`UPDATE messages SET folder_id = ${source.id}, uid = ${item.uid}, pending = ${pending} WHERE id = ${row.id}`.run();
  if (row.folder_id === source.id) return;
  changes.removed(row.folder_id, row.id);
  changes.added(source.id, row.id);
}

/** Each is journalled in user data first, synced; then shown in the cache. */
export const operationJobs = {
  /**
   * Journals the change and shows it at once. Messages that are gone are left out; `items` may be empty. Kept mail changes for good and
   * needs no confirmation.
   */
  applyOperation: userDataThenCacheJob(
    'user',
    journalOperation,
    (context, _: ChangeToApply, operation) => showOperation(context, operation),
    {
      undo: ({ journal }, { id }) => journal.remove(id),
    },
  ),
  /** Synced before it answers: from now on commands may reach the server. */
  markOperation: userDataJob(
    ({ journal }, { id, state, attempts }: { id: string; state: 'waiting' | 'running'; attempts: number }) => {
      journal.mark(id, state, attempts, null);
      return null;
    },
    { repeated: true },
  ),
  /**
   * The server has done it, for these messages or (absent) for all. `uids`: new UID by row id, after a move. The operation ends with its
   * last item.
   */
  confirmOperation: userDataThenCacheJob('user', journalConfirmation, showConfirmation, { repeated: true }),
  /**
   * Takes the change back here, for these messages or for all: refused by the server, or undone by the user before it left.
   * With a failure and no item left the operation stays listed as failed until `forgetOperation`.
   */
  revertOperation: userDataThenCacheJob('user', journalReversal, showReversal, { repeated: true }),
  forgetOperation: userDataJob(({ journal }, { id }: { id: string }) => {
    journal.remove(id);
    return null;
  }),
};
