/**
 * Replays changes that are alike in one step: each change of a mailbox of this computer locks it, and may rewrite all of it. Done together they
 * keep it from delivering programs once, however many the user has made one after the other.
 */
import { type Failure, toFailure } from '../../../contract/failure.ts';
import type { FailureCode } from '../../../contract/failures/failure-codes.ts';
import type { OperationItem, PendingOperation } from '../../cache/database/stored.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { type MovePart, moveMessages } from './replay-move.ts';
import { byFolder, confirm, locate, refuse, setFlag } from './replay-steps.ts';

/** Operations, and messages of them, that are carried out together. */
export const mostTogether = 1_000;
export const mostMessagesTogether = 10_000;

/** Whether one command does both. Each of them may be done twice without harm. */
export function isAlike({ change: one, targetPath }: PendingOperation, other: PendingOperation): boolean {
  const { change } = other;
  if (other.state === 'failed' || one.kind !== change.kind) return false;
  if (one.kind === 'flag') return change.kind === 'flag' && one.flag === change.flag && one.value === change.value;
  return one.kind === 'delete' || targetPath === other.targetPath;
}

/** Another program has the mailbox: nothing is wrong with the change, which is made when that one lets it go. */
const busy: ReadonlySet<FailureCode> = new Set<FailureCode>(['mailbox-locked', 'mailbox-disturbed']);
export const isBusy = ({ code }: Failure): boolean => busy.has(code);

/** What is said of the mailbox, and so of every change of it. */
const ofMailbox: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'mailbox-read-only',
  'mailbox-unwritable',
  'mailbox-unlockable',
  'lock-program-missing',
  'disk-full',
]);

/**
 * What was begun is found out before it is done again. Where the lock was never had, nothing was: the user can still take it back.
 * @param before as they were before this try
 */
export async function putOff({ storage }: SyncDependencies, { code }: Failure, before: readonly PendingOperation[]): Promise<void> {
  if (code !== 'mailbox-locked') return;
  const waiting = before.filter(({ state }) => state === 'waiting');
  await Promise.all(waiting.map(({ id, attempts }) => stored(storage.markOperation({ id, state: 'waiting', attempts }))));
}

/**
 * Answers why they wait; `done` where each was carried out or taken back; `apart` where one of them was refused, and nothing is told of the
 * operations.
 */
export async function replayTogether(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operations: readonly PendingOperation[],
  touched: Set<number>,
): Promise<'done' | 'apart' | Failure> {
  const { storage, logger } = dependencies;
  try {
    await Promise.all(
      operations.map(({ id, attempts }) => stored(storage.markOperation({ id, state: 'running', attempts: attempts + 1 }))),
    );
    for (const [path, parts] of byPath(operations)) await carryOutIn(dependencies, connection, path, parts, touched);
    await Promise.all(operations.map(({ id }) => confirm(dependencies, id)));
    return 'done';
  } catch (error) {
    if (connection.closed) throw error;
    const reason = toFailure(error);
    if (isBusy(reason)) {
      await putOff(dependencies, reason, operations);
      return reason;
    }
    if (ofMailbox.has(reason.code)) {
      for (const { id } of operations) await refuse(dependencies, id, reason);
      return 'done';
    }
    logger.info(`changes are made one by one: ${reason.code}`);
    return 'apart';
  }
}

interface Part {
  readonly operation: PendingOperation;
  readonly items: readonly OperationItem[];
}

function byPath(operations: readonly PendingOperation[]): Map<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const operation of operations)
    for (const [path, items] of byFolder(operation.items)) {
      const others = parts.get(path);
      if (others) others.push({ operation, items });
      else parts.set(path, [{ operation, items }]);
    }
  return parts;
}

/** What is alike, in one folder. */
async function carryOutIn(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  path: string,
  parts: readonly Part[],
  touched: Set<number>,
): Promise<void> {
  const found: MovePart[] = [];
  for (const { operation, items } of parts) {
    const there = await locate(dependencies, connection, operation, path, items);
    if (there.items.length > 0) found.push({ operation, items: there.items });
  }
  const [first] = found;
  if (!first) return;
  const { change } = first.operation;
  const uids = found.flatMap(({ items }) => items.map(({ uid }) => uid));
  if (change.kind === 'flag') await setFlag(connection, change, uids);
  else if (change.kind === 'delete') await connection.deleteForever(uids, { cause: causes.operation });
  else if (!(await moveMessages(dependencies, connection, path, found))) {
    for (const { folderId } of first.items.slice(0, 1)) touched.add(folderId);
    touched.add(change.targetFolderId);
  }
}
