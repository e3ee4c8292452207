/**
 * Replays moves to one folder. It never deletes before the copy is proven (that is the adapter's rule), and after a crash it finds out
 * what was done: a message that is no longer in the old folder has been moved; a copy in the new folder that is not in the
 * cache is ours, so only the original is still to be deleted.
 */
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import type { OperationItem, PendingOperation } from '../../cache/database/stored.ts';
import type { ImapConnection, MoveResult } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { positionOf } from '../folders/uid-index.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';

/** Messages of one operation that lie in one folder, under UIDs that are known to be right. */
export interface ItemsInFolder {
  readonly path: string;
  readonly folderId: number;
  readonly items: readonly (OperationItem & { readonly uid: number })[];
}

type Item = ItemsInFolder['items'][number];

/** A move, and its messages in the folder that is selected. */
export interface MovePart {
  readonly operation: PendingOperation;
  readonly items: readonly Item[];
}

/**
 * The folder is selected, and all of the moves go to the same one. Confirms what was moved; rejects when the server refuses or the copy cannot
 * be proven. Answers whether every message is known to be where it is: otherwise both folders have to be compared.
 */
export async function moveMessages(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  path: string,
  parts: readonly MovePart[],
): Promise<boolean> {
  const [first] = parts;
  if (!first) return true;
  const target = first.operation.targetPath ?? '';
  let left = await stillToMove(dependencies, connection, path, parts);
  if (itemsOf(left).length === 0) return false;
  const moveLeft = () =>
    moveOrCreate(
      connection,
      itemsOf(left).map(({ uid }) => uid),
      target,
    );
  const offersMove = connection.capabilities.has('MOVE');
  const told = await moveLeft().catch(async (error: unknown) => {
    // A server that offers MOVE without knowing it would file nothing ever: as one that does not offer it.
    if (connection.closed || !offersMove || connection.capabilities.has('MOVE')) throw error;
    left = await withoutCopied(dependencies, connection, path, left);
    return itemsOf(left).length > 0 ? moveLeft() : null;
  });
  if (!told) return false;
  const { uidMap, proven, targetUidValidity } = told;
  if (!proven) throw unprovenMove(path);
  const known = await knowsNumbering(dependencies, first.operation, targetUidValidity);
  let placed = 0;
  await Promise.all(
    left.map(({ operation, items }) => {
      const uids = new Map(
        items.flatMap(({ messageId, uid }) => {
          const now = known ? uidMap?.get(uid) : undefined;
          return now === undefined ? [] : [[messageId, now] as const];
        }),
      );
      placed += uids.size;
      return confirmMoved(dependencies, operation, items, uids);
    }),
  );
  return placed === itemsOf(parts).length;
}

const itemsOf = (parts: readonly MovePart[]): Item[] => parts.flatMap(({ items }) => items);

const confirmMoved = (
  { storage }: SyncDependencies,
  { id }: PendingOperation,
  items: readonly Item[],
  uids?: ReadonlyMap<number, number>,
): Promise<unknown> =>
  stored(storage.confirmOperation({ id, messageIds: items.map(({ messageId }) => messageId), ...(uids ? { uids } : {}) }));

/** Without what a move that was begun before has done already. */
async function stillToMove(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  path: string,
  parts: readonly MovePart[],
): Promise<readonly MovePart[]> {
  const begun = parts.filter(({ operation }) => operation.state === 'running');
  if (begun.length === 0) return parts;
  const present = await presentUids(connection, itemsOf(begun));
  const left: MovePart[] = [];
  for (const { operation, items } of parts) {
    const isBegun = operation.state === 'running';
    const moved = isBegun ? items.filter(({ uid }) => !present.has(uid)) : [];
    if (moved.length > 0) await confirmMoved(dependencies, operation, moved);
    left.push({ operation, items: isBegun ? items.filter(({ uid }) => present.has(uid)) : items });
  }
  // MOVE is one step for each message (RFC 6851 §3.3); COPY and delete are two, and the crash may have been between them.
  return connection.capabilities.has('MOVE') ? left : withoutCopied(dependencies, connection, path, left);
}

/** Without those whose copy was made before: their originals are deleted. */
async function withoutCopied(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  path: string,
  parts: readonly MovePart[],
): Promise<readonly MovePart[]> {
  const left: MovePart[] = [];
  for (const { operation, items } of parts)
    left.push({
      operation,
      items: operation.state === 'running' ? await finishCopied(dependencies, connection, operation, path, items) : items,
    });
  return left;
}

/**
 * Whether UIDs of the folder that messages went to mean what they mean here: they are numbers of the UIDVALIDITY that the server told with
 * them (RFC 4315 §3). A folder that was made for this very move has never been opened, and learns of its numbering here.
 */
async function knowsNumbering(
  { reader, storage }: Pick<SyncDependencies, 'reader' | 'storage'>,
  { change }: PendingOperation,
  uidValidity: number | null,
): Promise<boolean> {
  const folder = change.kind === 'move' ? reader.folder(change.targetFolderId) : null;
  if (!folder || uidValidity === null) return false;
  if (folder.server.uidValidity === null) await stored(storage.setFolderState({ folderId: folder.id, state: { uidValidity } }));
  return folder.server.uidValidity === null || folder.server.uidValidity === uidValidity;
}

/** A folder that was made here, or deleted by another client meanwhile, is created when the first message goes there (RFC 3501 §7.1, TRYCREATE). */
async function moveOrCreate(connection: ImapConnection, uids: readonly number[], target: string): Promise<MoveResult> {
  const options = { cause: causes.operation };
  try {
    return await connection.move(uids, target, options);
  } catch (error) {
    const refused = toFailure(error);
    if (connection.closed || !mayBeMissing(refused)) throw error;
    // The path may be one from before the server's namespace was known.
    const made = await connection.createFolder(target, options).catch((failed: unknown) => {
      throw refused.code === 'folder-missing' ? failed : error;
    });
    return connection.move(uids, made, options);
  }
}

/** TRYCREATE says it; many servers refuse a folder that is not there without any code (RFC 5530 came later). */
const mayBeMissing = ({ code, reply }: Failure): boolean =>
  code === 'folder-missing' || (code === 'command-refused' && /^\S+ NO (?!\[)/i.test(reply ?? ''));

async function presentUids(connection: ImapConnection, items: readonly Item[]): Promise<Set<number>> {
  const uids = items.map(({ uid }) => uid);
  const flags = await connection.fetchFlags({ first: Math.min(...uids), last: Math.max(...uids) }, { cause: causes.operation });
  return new Set(flags.map(({ uid }) => uid));
}

/** Deletes the originals of copies that a crash left behind; answers what is still to be moved. */
async function finishCopied(
  { reader, storage }: SyncDependencies,
  connection: ImapConnection,
  operation: PendingOperation,
  path: string,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const { change, targetPath } = operation;
  if (change.kind !== 'move' || targetPath === null || items.length === 0) return items;
  const options = { cause: causes.operation };
  const held = reader.uids(change.targetFolderId);
  const { uidValidity } = await connection.select(targetPath, options);
  const copies = new Map<number, number>();
  for (const { messageId, header } of items) {
    const size = reader.location(messageId)?.size;
    if (header === null || size === undefined) continue;
    const candidates = await connection.searchUids({ messageId: header }, options);
    const unknown = candidates.filter((uid) => positionOf(held.uids, uid) < 0 && ![...copies.values()].includes(uid));
    await connection.fetchHeaders(
      unknown,
      (batch) => {
        const same = batch.find((message) => message.size === size);
        if (same) copies.set(messageId, same.uid);
      },
      options,
    );
  }
  await connection.select(path, options);
  const copied = items.filter(({ messageId }) => copies.has(messageId));
  if (copied.length > 0) {
    await connection.deleteForever(
      copied.map(({ uid }) => uid),
      options,
    );
    const uids = (await knowsNumbering({ reader, storage }, operation, uidValidity)) ? { uids: copies } : {};
    await stored(storage.confirmOperation({ id: operation.id, messageIds: copied.map(({ messageId }) => messageId), ...uids }));
  }
  return items.filter(({ messageId }) => !copies.has(messageId));
}

/** The copies stand but could not be proven, so nothing was deleted (RFC 6851 §3.3 without MOVE). */
const unprovenMove = (path: string): FailureError =>
  new FailureError(failure('outcome-unknown', { protocol: 'imap', command: 'UID MOVE', permanent: true, detail: { path } }));
