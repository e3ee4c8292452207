/**
 * What the user does to messages: shown at once, journalled so that it survives a crash, handed to the account's supervisor to
 * be replayed, and undone on request, before or after it has reached the server. Knows no protocol.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../base/clock.ts';
import { type Failure, FailureError, failure, type Result, succeed, toFailure } from '../../../contract/failure.ts';
import type { SpecialRole } from '../../../contract/special-folder.ts';
import type { FlagName, OperationChange, PendingOperation } from '../../cache/database/stored.ts';
import type { FolderReader } from '../../cache/messages/read-folders.ts';
import type { LocationReader, MessagePlace } from '../../cache/messages/read-locations.ts';
import type { OperationReader } from '../../cache/operations/read-operations.ts';
import type { Storage } from '../../cache/queue/jobs.ts';
import { ensureSpecialFolder } from '../folders/special-folder.ts';
import { stored } from '../sync-dependencies.ts';
import type { SyncLimits } from '../sync-limits.ts';
import type { OperationGate } from './operation-gate.ts';

interface OperationDependencies {
  readonly storage: Storage;
  readonly reader: FolderReader & LocationReader & OperationReader;
  readonly clock: Clock;
  /** A new unique name. */
  readonly newId: () => string;
  /** The account's journal has something new. */
  readonly operationsWaiting: (accountId: string) => void;
  readonly gate: OperationGate;
  readonly limits: Pick<SyncLimits, 'undoable'>;
}

interface Undoable {
  readonly operationId: string;
  /** Messages that were changed. */
  readonly count: number;
  /** Why it ended before the end. */
  readonly failure?: Failure;
}

/** Messages changed by one job: some tenths of a second of the storage thread. */
const pieceOf = 10_000;

export interface Operations {
  setFlag(ids: readonly number[], flag: FlagName, value: boolean): Promise<Result<Undoable>>;
  move(ids: readonly number[], folderId: number): Promise<Result<Undoable>>;
  archive(ids: readonly number[]): Promise<Result<Undoable>>;
  junk(ids: readonly number[]): Promise<Result<Undoable>>;
  /** To the trash; from the trash for good, unless those in it are to stay. */
  remove(ids: readonly number[], keepTrashed?: boolean): Promise<Result<Undoable>>;
  undo(operationId: string): Promise<Result<null>>;
}

/** One action of the user may be several operations: one an account, and one for each kind of change. */
interface Step {
  readonly accountId: string;
  readonly change: OperationChange;
  readonly messageIds: readonly number[];
}

export function createOperations(dependencies: OperationDependencies): Operations {
  const { storage, reader, clock, newId, operationsWaiting, gate, limits } = dependencies;
  /** What was done, for undo; forgotten with the program, like the offer to undo. */
  const done = new Map<string, readonly PendingOperation[]>();

  /** In pieces; those that are gone are left out. */
  function* placesOf(ids: readonly number[]): Generator<readonly MessagePlace[], void> {
    for (let from = 0; from < ids.length; from += pieceOf) {
      const found = reader.places(ids.slice(from, from + pieceOf));
      if (found.length > 0) yield found;
    }
  }
  const apply = async (id: string, { accountId, change, messageIds }: Step): Promise<PendingOperation> => {
    const operation = await stored(storage.applyOperation({ id, accountId, change, messageIds, now: clock.now() }));
    operationsWaiting(accountId);
    return operation;
  };
  /**
   * Does to all of these messages what `stepsOf` makes of them, in pieces: one job is to be short, and nothing here proportional to the
   * selection at once. All of it is one action for undo. What is done when a later piece fails stays done, and can be undone.
   */
  const perform = async (
    ids: readonly number[],
    stepsOf: (found: readonly MessagePlace[]) => readonly Step[] | Promise<readonly Step[]>,
  ): Promise<Undoable> => {
    const operationId = newId();
    const applied: PendingOperation[] = [];
    let isThere = false;
    const finished = (): Undoable => {
      remember(operationId, applied);
      return { operationId, count: applied.reduce((sum, { items }) => sum + items.length, 0) };
    };
    try {
      for (const found of placesOf(ids)) {
        isThere = true;
        for (const step of await stepsOf(found))
          applied.push(await apply(applied.length === 0 ? operationId : `${operationId}+${applied.length}`, step));
      }
    } catch (error) {
      if (applied.length === 0) throw error;
      return { ...finished(), failure: toFailure(error) };
    }
    if (!isThere) throw new FailureError(failure('message-gone'));
    return finished();
  };
  const remember = (operationId: string, applied: readonly PendingOperation[]) => {
    done.set(operationId, applied);
    for (const oldest of done.keys()) {
      if (done.size <= limits.undoable) break;
      done.delete(oldest);
    }
  };
  const answer = async <Value>(work: () => Promise<Value>): Promise<Result<Value>> => {
    try {
      return succeed(await work());
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  };
  const moveToSpecial = (ids: readonly number[], role: SpecialRole, inside: 'stay' | 'delete'): Promise<Undoable> =>
    perform(ids, async (places) => {
      const steps: Step[] = [];
      for (const [accountId, found] of byAccount(places)) {
        const targetFolderId = await ensureSpecialFolder({ storage, reader }, accountId, role);
        const outside = found.filter(({ folderId }) => folderId !== targetFolderId);
        const within = found.filter(({ folderId }) => folderId === targetFolderId);
        if (outside.length > 0)
          steps.push({ accountId, change: { kind: 'move', targetFolderId }, messageIds: outside.map(({ id }) => id) });
        if (within.length > 0 && inside === 'delete')
          steps.push({ accountId, change: { kind: 'delete' }, messageIds: within.map(({ id }) => id) });
      }
      return steps;
    });
  /** The same change for each account. */
  const changeAll = (places: readonly MessagePlace[], change: OperationChange): Step[] =>
    [...byAccount(places)].map(([accountId, found]) => ({ accountId, change, messageIds: found.map(({ id }) => id) }));

  /** Undoes one operation that may have reached the server, by its opposite. */
  const reverse = async (operation: PendingOperation): Promise<void> => {
    const { accountId, change, items } = operation;
    if (change.kind === 'delete') throw new FailureError(failure('message-gone', { detail: { operation: operation.id } }));
    const reversalId = newId();
    const steps = new Map<number, Step>();
    for (const { messageId, folderId } of items) {
      const key = change.kind === 'move' ? folderId : 0;
      const opposite: OperationChange =
        change.kind === 'move' ? { kind: 'move', targetFolderId: folderId } : { ...change, value: !change.value };
      const ids = steps.get(key)?.messageIds ?? [];
      steps.set(key, { accountId, change: opposite, messageIds: [...ids, messageId] });
    }
    for (const [index, step] of [...steps.values()].entries()) await apply(index === 0 ? reversalId : `${reversalId}+${index}`, step);
  };
  const undoOne = async (operation: PendingOperation): Promise<void> => {
    const { id, accountId } = operation;
    while (!gate.tryBegin(id)) await gate.free(id);
    try {
      const journalled = reader.operation(id);
      if (journalled?.state === 'failed') return;
      if (journalled?.state === 'waiting') {
        await stored(storage.revertOperation({ id }));
        operationsWaiting(accountId);
        return;
      }
    } finally {
      gate.end(id);
    }
    await reverse(operation);
  };

  return {
    setFlag: (ids, flag, value) => answer(() => perform(ids, (places) => changeAll(places, { kind: 'flag', flag, value }))),
    move: (ids, folderId) =>
      answer(async () => {
        const target = reader.folder(folderId);
        if (!target?.selectable) throw new FailureError(failure('folder-missing'));
        // Refused whole, so before the first is moved.
        for (const found of placesOf(ids)) {
          if (found.some(({ accountId }) => accountId !== target.accountId))
            throw new FailureError(failure('input-invalid', { detail: { path: 'folderId', message: 'a folder of another account' } }));
          await turn();
        }
        return perform(ids, (places) => changeAll(places, { kind: 'move', targetFolderId: folderId }));
      }),
    archive: (ids) => answer(() => moveToSpecial(ids, 'archive', 'stay')),
    junk: (ids) => answer(() => moveToSpecial(ids, 'junk', 'stay')),
    remove: (ids, keepTrashed = false) => answer(() => moveToSpecial(ids, 'trash', keepTrashed ? 'stay' : 'delete')),
    undo: (operationId) =>
      answer(async () => {
        const applied = done.get(operationId);
        if (!applied) throw new FailureError(failure('not-found', { detail: { operation: operationId } }));
        done.delete(operationId);
        for (const operation of [...applied].reverse()) await undoOne(operation);
        return null;
      }),
  };
}

function byAccount(found: readonly MessagePlace[]): Map<string, MessagePlace[]> {
  const grouped = new Map<string, MessagePlace[]>();
  for (const place of found) {
    const group = grouped.get(place.accountId);
    if (group) group.push(place);
    else grouped.set(place.accountId, [place]);
  }
  return grouped;
}
