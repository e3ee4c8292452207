/** Gives a message its UID in the folder it was moved to, once the server has told. */

import type { Database } from '../database/database.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { type FolderRow, folderByPath, giveBody, type PlacedRow, placedRow, removeMessage } from './message-rows.ts';

/**
 * The message, moved to `folder` by the user, is there under `uid`. Where synchronisation has listed the same message
 * already, that row goes and ours stays: the row id a window shows does not change under the user's hands.
 */
export function placeMessage(context: WriterContext, messageId: number, folder: FolderRow, uid: number): void {
  const { cache, journal, changes } = context;
  const row = placedRow(context, messageId);
  if (!row) return;
  if (row.folder_id !== folder.id) {
    showLeaving(cache, folder.id, uid, messageId); // moved on meanwhile
    return;
  }
  const listed = cache.sql`SELECT id FROM messages WHERE folder_id = ${folder.id} AND uid = ${uid}`.get<{ id: number }>();
  if (listed?.id === messageId) return;
  const other = listed && placedRow(context, listed.id);
  if (other) replaceRow(context, other, row);
  cache.sql`UPDATE messages SET uid = ${uid}, pending = ${journal.isPending(messageId) ? 1 : 0} WHERE id = ${messageId}`.run();
  changes.changed(folder.id, messageId);
}

/** Takes over the body of `other` when ours is missing, and removes `other`. */
function replaceRow(context: WriterContext, other: PlacedRow, ours: PlacedRow): void {
  if (ours.blob_id === null && ours.kept_id === null && other.blob_id !== null)
    giveBody(context, { id: ours.id, folderId: ours.folder_id }, other.blob_id);
  removeMessage(context, other);
}

/** Later operations on this message learn where the server has it. Runs in a transaction of user data. */
export function tellLaterOperations(context: WriterContext, messageId: number, folder: FolderRow, uid: number): void {
  for (const { operation, item } of context.journal.of(messageId)) {
    if (item.uid !== null || item.path !== folder.path) continue;
    context.journal.replaceItem(operation.id, { ...item, folderId: folder.id, uid, uidValidity: folder.uid_validity });
  }
}

export function showLeaving(cache: Database, folderId: number, uid: number, messageId: number): void {
  cache.sql`INSERT OR REPLACE INTO leaving (folder_id, uid, message_id) VALUES (${folderId}, ${uid}, ${messageId})`.run();
}

/** The folder of an item, by path: ids change when the cache is read again. */
export const folderOfItem = (context: WriterContext, accountId: string, item: { path: string }): FolderRow | undefined =>
  folderByPath(context, accountId, item.path);
