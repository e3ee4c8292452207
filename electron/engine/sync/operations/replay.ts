/**
 * Carries out at the server what the user has changed here, in the order it was done, and tells the journal item by item.
 * Every step may be repeated: after a crash an operation in the state `running` is looked up at the server before anything
 * is sent again. What the server refuses is taken back visibly; what cannot be sent now waits.
 */
import { type Failure, toFailure } from '../../../contract/failure.ts';
import type { PendingOperation } from '../../cache/database/stored.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { type ItemsInFolder, moveMessages } from './replay-move.ts';
import { byFolder, confirm, locate, refuse, setFlag } from './replay-steps.ts';
import { isAlike, isBusy, mostMessagesTogether, mostTogether, putOff, replayTogether } from './replay-together.ts';

interface ReplayOptions {
  /** Deletions for good that are younger than this many milliseconds wait for an undo. */
  readonly deleteGrace?: number;
}

interface Replayed {
  /** Folders that changed at the server in a way that has to be read. */
  readonly touched: readonly number[];
  /** Milliseconds until something that still waits is due; null: nothing waits. */
  readonly waiting: number | null;
  /** Why nothing can be changed now; null: it can. */
  readonly heldBy: Failure | null;
}

/** Replays what waits, all of it. */
export async function replayOperations(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  options: ReplayOptions = {},
): Promise<Replayed> {
  const replay = replayOneByOne(dependencies, connection, options);
  for (;;) {
    const rest = connection.changesWait?.() ?? 0;
    if (rest > 0) await new Promise<void>((resolve) => void dependencies.clock.after(rest, resolve));
    const step = await replay.next();
    if (step.done) return step.value;
  }
}

/** The same, stopping after each operation: others may use the connection before the next one is asked for. */
export async function* replayOneByOne(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  { deleteGrace = dependencies.limits.deleteGrace }: ReplayOptions = {},
): AsyncGenerator<void, Replayed, void> {
  const { account, reader, clock, gate, limits } = dependencies;
  const touched = new Set<number>();
  let waiting: number | null = null;
  // Operations on the same message must not overtake each other: what follows one that waits, waits as well.
  const heldBack = new Set<number>();
  const heads = reader.operationHeads(account.id);
  const isFree = ({ items }: PendingOperation) => !items.some(({ messageId }) => heldBack.has(messageId));
  const graceLeft = ({ change, state, createdAt }: PendingOperation): number =>
    change.kind === 'delete' && state === 'waiting' ? Math.max(0, createdAt + deleteGrace - clock.now()) : 0;
  let isTogether = connection.changesWait !== undefined;
  /** Those that follow and are done by the same command; their gates are closed. */
  const alikeBehind = (operation: PendingOperation, behind: typeof heads): PendingOperation[] => {
    const alike: PendingOperation[] = [];
    let messages = operation.items.length;
    for (const { id } of behind) {
      const next = reader.operation(id);
      if (!next || !isAlike(operation, next) || graceLeft(next) > 0 || !isFree(next)) break;
      messages += next.items.length;
      if (messages > mostMessagesTogether || !gate.tryBegin(id)) break;
      alike.push(next);
    }
    return alike;
  };
  const held = (heldBy: Failure): Replayed => ({ touched: [...touched], waiting: limits.busyRetry, heldBy });
  for (let at = 0; at < heads.length; at += 1) {
    const operation = reader.operation(heads[at]?.id ?? '');
    if (!operation || operation.state === 'failed') continue;
    const { id } = operation;
    const due = graceLeft(operation);
    if (due > 0 || !isFree(operation)) {
      for (const { messageId } of operation.items) heldBack.add(messageId);
      if (due > 0) waiting = Math.min(waiting ?? due, due);
      continue;
    }
    // The user is undoing it.
    if (!gate.tryBegin(id)) continue;
    const others = isTogether ? alikeBehind(operation, heads.slice(at + 1, at + mostTogether)) : [];
    if (others.length > 0) {
      const ended = [operation, ...others];
      const outcome = await replayTogether(dependencies, connection, ended, touched).finally(() => {
        for (const each of ended) gate.end(each.id);
      });
      if (typeof outcome === 'object') return held(outcome);
      if (outcome === 'done') {
        at += others.length;
        yield;
        continue;
      }
      // Each alone, to find out which one is refused.
      isTogether = false;
      at -= 1;
      continue;
    }
    const done = await replayOne(dependencies, connection, operation, touched).finally(() => gate.end(id));
    if (typeof done === 'object') return held(done);
    if (!done) {
      for (const { messageId } of operation.items) heldBack.add(messageId);
      waiting = Math.min(waiting ?? limits.operationRetry, limits.operationRetry);
    }
    yield;
  }
  return { touched: [...touched], waiting, heldBy: null };
}

/** Answers false when the operation was refused for now and waits; or why nothing can be changed now. */
async function replayOne(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operation: PendingOperation,
  touched: Set<number>,
): Promise<boolean | Failure> {
  const { storage, limits, logger } = dependencies;
  const attempts = operation.attempts + 1;
  await stored(storage.markOperation({ id: operation.id, state: 'running', attempts }));
  try {
    for (const [path, items] of byFolder(operation.items)) {
      const found = await locate(dependencies, connection, operation, path, items);
      if (found.items.length > 0) await carryOut(dependencies, connection, operation, found, touched);
    }
    await confirm(dependencies, operation.id);
    return true;
  } catch (error) {
    const reason = toFailure(error);
    if (connection.closed) throw error;
    if (isBusy(reason)) {
      await putOff(dependencies, reason, [operation]);
      return reason;
    }
    if (reason.code === 'temporarily-refused' && attempts < limits.operationAttempts) {
      logger.info(`operation refused for now, attempt ${attempts}`);
      return false;
    }
    await refuse(dependencies, operation.id, reason);
    return true;
  }
}

async function carryOut(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operation: PendingOperation,
  found: ItemsInFolder,
  touched: Set<number>,
): Promise<void> {
  const { change } = operation;
  const uids = found.items.map(({ uid }) => uid);
  const messageIds = found.items.map(({ messageId }) => messageId);
  if (change.kind === 'flag') {
    await setFlag(connection, change, uids);
    await confirm(dependencies, operation.id, messageIds);
  } else if (change.kind === 'delete') {
    await connection.deleteForever(uids, { cause: causes.operation });
    await confirm(dependencies, operation.id, messageIds);
  } else {
    if (await moveMessages(dependencies, connection, found.path, [{ operation, items: found.items }])) return;
    touched.add(found.folderId);
    touched.add(change.targetFolderId);
  }
}
