/**
 * Carries out at the server what the user has changed here, in the order it was done, and tells the journal item by item.
 * Every step may be repeated: after a crash an operation in the state `running` is looked up at the server before anything
 * is sent again. What the server refuses is taken back visibly; what cannot be sent now waits.
 */
import { toFailure } from '../../../contract/failure.ts';
import type { PendingOperation } from '../../cache/database/stored.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { type ItemsInFolder, moveMessages } from './replay-move.ts';
import { byFolder, confirm, locate, refuse, setFlag } from './replay-steps.ts';

interface ReplayOptions {
  /** Deletions for good that are younger than this many milliseconds wait for an undo. */
  readonly deleteGrace?: number;
}

interface Replayed {
  /** Folders that changed at the server in a way that has to be read. */
  readonly touched: readonly number[];
  /** Milliseconds until something that still waits is due; null: nothing waits. */
  readonly waiting: number | null;
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
  // Each change locks the mailbox: those that are alike do it once.
  let isTogether = connection.changesWait !== undefined;
  /** Those that follow and are done by the same command; their gates are closed. */
  const alikeBehind = (operation: PendingOperation, behind: typeof heads): PendingOperation[] => {
    const alike: PendingOperation[] = [];
    for (const { id } of behind) {
      const next = reader.operation(id);
      if (!next || !isAlike(operation, next) || !isFree(next) || !gate.tryBegin(id)) break;
      alike.push(next);
    }
    return alike;
  };
  for (let at = 0; at < heads.length; at += 1) {
    const operation = reader.operation(heads[at]?.id ?? '');
    if (!operation || operation.state === 'failed') continue;
    const { id } = operation;
    const due = operation.change.kind === 'delete' && operation.state === 'waiting' ? operation.createdAt + deleteGrace - clock.now() : 0;
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
      isTogether = await replayTogether(dependencies, connection, ended).finally(() => {
        for (const each of ended) gate.end(each.id);
      });
      if (isTogether) {
        at += others.length;
        yield;
        continue;
      }
      // Each alone, to find out which one is refused.
      at -= 1;
      continue;
    }
    const done = await replayOne(dependencies, connection, operation, touched).finally(() => gate.end(id));
    if (!done) {
      for (const { messageId } of operation.items) heldBack.add(messageId);
      waiting = Math.min(waiting ?? limits.operationRetry, limits.operationRetry);
    }
    yield;
  }
  return { touched: [...touched], waiting };
}

/** Operations that are carried out together. */
const mostTogether = 1_000;

/** Whether one command does both. A flag may be set twice without harm. */
const isAlike = ({ change: one }: PendingOperation, { change: other, state }: PendingOperation): boolean =>
  state === 'waiting' && one.kind === 'flag' && other.kind === 'flag' && one.flag === other.flag && one.value === other.value;

/** Sets a flag for several operations at once. Answers false where that was refused: nothing is told of the operations then. */
async function replayTogether(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operations: readonly PendingOperation[],
): Promise<boolean> {
  const { storage } = dependencies;
  const byPath = new Map<string, number[]>();
  try {
    for (const operation of operations) {
      await stored(storage.markOperation({ id: operation.id, state: 'running', attempts: operation.attempts + 1 }));
      for (const [path, items] of byFolder(operation.items)) {
        const found = await locate(dependencies, connection, operation, path, items);
        byPath.set(path, [...(byPath.get(path) ?? []), ...found.items.map(({ uid }) => uid)]);
      }
    }
    for (const [path, uids] of byPath) {
      if (connection.selected?.path !== path) await connection.select(path, { cause: causes.operation });
      if (uids.length > 0) await setFlag(connection, operations[0]?.change, uids);
    }
    for (const { id } of operations) await confirm(dependencies, id);
    return true;
  } catch (error) {
    if (connection.closed) throw error;
    dependencies.logger.info(`changes are made one by one: ${toFailure(error).code}`);
    return false;
  }
}

/** Answers false when the operation was refused for now and waits. */
async function replayOne(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operation: PendingOperation,
  touched: Set<number>,
): Promise<boolean> {
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
    if (await moveMessages(dependencies, connection, operation, found)) return;
    touched.add(found.folderId);
    touched.add(change.targetFolderId);
  }
}
