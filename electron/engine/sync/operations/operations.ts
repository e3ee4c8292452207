/**
 * What the user does to messages: shown at once, journalled so that it survives a crash, handed to the account's supervisor to
 * be replayed, and taken back on request, before or after the server has heard of it. It refuses to know protocols.
 */
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure, type Result, succeed, toFailure } from '../../../contract/failure.ts';
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
}

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

  const perform = async (steps: readonly Step[]): Promise<Undoable> => {
    const operationId = newId();
    const applied: PendingOperation[] = [];
    for (const [index, { accountId, change, messageIds }] of steps.entries()) {
      const id = index === 0 ? operationId : `${operationId}+${index}`;
      applied.push(await stored(storage.applyOperation({ id, accountId, change, messageIds, now: clock.now() })));
      operationsWaiting(accountId);
    }
    remember(operationId, applied);
    return { operationId, count: applied.reduce((sum, { items }) => sum + items.length, 0) };
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
  const places = (ids: readonly number[]): MessagePlace[] => {
    const found = reader.places(ids);
    if (found.length === 0) throw new FailureError(failure('message-gone'));
    return found;
  };
  const moveToSpecial = async (ids: readonly number[], role: SpecialRole, inside: 'stay' | 'delete'): Promise<Undoable> => {
    const steps: Step[] = [];
    for (const [accountId, found] of byAccount(places(ids))) {
      const targetFolderId = await ensureSpecialFolder({ storage, reader }, accountId, role);
      const outside = found.filter(({ folderId }) => folderId !== targetFolderId);
      const within = found.filter(({ folderId }) => folderId === targetFolderId);
      if (outside.length > 0) steps.push({ accountId, change: { kind: 'move', targetFolderId }, messageIds: outside.map(({ id }) => id) });
      if (within.length > 0 && inside === 'delete')
        steps.push({ accountId, change: { kind: 'delete' }, messageIds: within.map(({ id }) => id) });
    }
    return perform(steps);
  };

  /** Takes back one operation that the server may have heard of, by doing its opposite. */
  const reverse = async (operation: PendingOperation): Promise<void> => {
    const { accountId, change, items } = operation;
    if (change.kind === 'delete') throw new FailureError(failure('message-gone', { detail: { operation: operation.id } }));
    const steps = new Map<number, Step>();
    for (const { messageId, folderId } of items) {
      const key = change.kind === 'move' ? folderId : 0;
      const opposite: OperationChange =
        change.kind === 'move' ? { kind: 'move', targetFolderId: folderId } : { ...change, value: !change.value };
      const ids = steps.get(key)?.messageIds ?? [];
      steps.set(key, { accountId, change: opposite, messageIds: [...ids, messageId] });
    }
    await perform([...steps.values()]);
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
    setFlag: (ids, flag, value) =>
      answer(() =>
        perform(
          [...byAccount(places(ids))].map(([accountId, found]) => ({
            accountId,
            change: { kind: 'flag', flag, value },
            messageIds: found.map(({ id }) => id),
          })),
        ),
      ),
    move: (ids, folderId) =>
      answer(() => {
        const target = reader.folder(folderId);
        if (!target?.selectable) throw new FailureError(failure('folder-missing'));
        const groups = [...byAccount(places(ids))];
        if (groups.some(([accountId]) => accountId !== target.accountId))
          throw new FailureError(failure('input-invalid', { detail: { path: 'folderId', message: 'a folder of another account' } }));
        return perform(
          groups.map(([accountId, found]) => ({
            accountId,
            change: { kind: 'move', targetFolderId: folderId },
            messageIds: found.map(({ id }) => id),
          })),
        );
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
