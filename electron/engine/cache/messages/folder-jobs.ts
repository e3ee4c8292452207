/** Folders: the list the server gives, what it says of each, renumbering, and forgetting. */
import { failure } from '../../../contract/failure.ts';
import type { FolderListing, FolderState, LeftAside, Namespace } from '../database/stored.ts';
import { cacheJob, userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { restoreKept } from '../user-data/restore-kept.ts';
import { saveFolder } from './folder-rows.ts';
import { isLocal, placedRow, removeMessage, requireFolder } from './message-rows.ts';

function* saveFolders(
  context: WriterContext,
  { accountId, folders, namespace }: { accountId: string; folders: readonly FolderListing[]; namespace?: Namespace },
): Work<{ ids: ReadonlyMap<string, number> }> {
  const { cache, changes } = context;
  if (namespace)
    cache.sql`INSERT INTO namespaces (account_id, prefix, delimiter) VALUES (${accountId}, ${namespace.prefix}, ${namespace.delimiter})
      ON CONFLICT (account_id) DO UPDATE SET prefix = excluded.prefix, delimiter = excluded.delimiter`.run();
  const ids = new Map<string, number>();
  for (const [position, folder] of folders.entries()) {
    if (ids.has(folder.path)) continue; // a server may list a name twice (RFC 9051 §6.3.9.7)
    ids.set(folder.path, saveFolder(context, accountId, folder, position));
  }
  changes.folder(accountId);
  const held = cache.sql`SELECT id, path FROM folders WHERE account_id = ${accountId}`.all<{ id: number; path: string }>();
  for (const { id, path } of held) {
    if (ids.has(path)) continue;
    // Local mail outlives the server's list: its folder stays.
    if (cache.sql`SELECT 1 FROM messages WHERE folder_id = ${id} AND (kept_id IS NOT NULL OR uidl IS NOT NULL) LIMIT 1`.get())
      ids.set(path, id);
    else yield* removeFolder(context, id);
  }
  return { ids };
}

/** Empties a folder and removes it. Messages the user moved elsewhere are elsewhere already. */
function* removeFolder(context: WriterContext, folderId: number): Work<void> {
  yield* emptyFolder(context, folderId, () => true);
  context.cache.sql`DELETE FROM leaving WHERE folder_id = ${folderId}`.run();
  context.cache.sql`DELETE FROM left_aside WHERE folder_id = ${folderId}`.run();
  context.cache.sql`DELETE FROM folders WHERE id = ${folderId}`.run();
  context.changes.reset(folderId);
}

const pageSize = 500;

function* emptyFolder(
  context: WriterContext,
  folderId: number,
  goes: (row: { kept_id: number | null; uidl: string | null }) => boolean,
): Work<void> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = context.cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND id < ${before}
      ORDER BY id DESC LIMIT ${pageSize}`.all<{ id: number }>();
    for (const { id } of page) {
      const row = placedRow(context, id);
      if (row && goes(row)) removeMessage(context, row);
      before = id;
      yield;
    }
    if (page.length < pageSize) return;
  }
}

function* setFolderState({ cache, changes }: WriterContext, { folderId, state }: { folderId: number; state: FolderState }): Work<null> {
  // `undefined` leaves a field as it is, null clears it.
  const set = <Value>(value: Value | undefined): [number, Value | null] => (value === undefined ? [0, null] : [1, value]);
  const [hasExists, exists] = set(state.exists);
  const [hasValidity, validity] = set(state.uidValidity);
  const [hasNext, next] = set(state.uidNext);
  const [hasModseq, modseq] = set(state.highestModseq);
  const [hasChecked, checked] = set(state.checkedAt);
  const [hasFailure, failed] = set(state.failure);
  cache.sql`UPDATE folders SET
      exists_on_server = CASE ${hasExists} WHEN 1 THEN ${exists} ELSE exists_on_server END,
      uid_validity = CASE ${hasValidity} WHEN 1 THEN ${validity} ELSE uid_validity END,
      uid_next = CASE ${hasNext} WHEN 1 THEN ${next} ELSE uid_next END,
      highest_modseq = CASE ${hasModseq} WHEN 1 THEN ${modseq} ELSE highest_modseq END,
      checked_at = CASE ${hasChecked} WHEN 1 THEN ${checked} ELSE checked_at END,
      failure = CASE ${hasFailure} WHEN 1 THEN ${failed === null ? null : JSON.stringify(failed)} ELSE failure END
    WHERE id = ${folderId}`.run();
  const row = cache.sql`SELECT account_id FROM folders WHERE id = ${folderId}`.get<{ account_id: string }>();
  if (row) changes.folder(row.account_id);
  return null;
}

function* leaveAside(
  { cache, changes }: WriterContext,
  { folderId, messages, takenUp = [] }: { folderId: number; messages: readonly LeftAside[]; takenUp?: readonly string[] },
): Work<null> {
  for (const { key, attempts, triedAt, failure: reason } of messages) {
    cache.sql`INSERT INTO left_aside (folder_id, key, attempts, tried_at, failure)
      VALUES (${folderId}, ${key}, ${attempts}, ${triedAt}, ${reason === null ? null : JSON.stringify(reason)})
      ON CONFLICT (folder_id, key) DO UPDATE SET attempts = excluded.attempts, tried_at = excluded.tried_at, failure = excluded.failure`.run();
    yield;
  }
  for (const key of takenUp) {
    cache.sql`DELETE FROM left_aside WHERE folder_id = ${folderId} AND key = ${key}`.run();
    yield;
  }
  const row = cache.sql`SELECT account_id FROM folders WHERE id = ${folderId}`.get<{ account_id: string }>();
  if (row) changes.folder(row.account_id);
  return null;
}

type Renumbered = {
  readonly folderId: number;
  readonly uidValidity: number | null;
};

/**
 * First in a transaction of user data: operations that wait on the old UIDs lose those items, and fail with their last one.
 * Answers the rows that had left the folder by them.
 */
function failOperationsOn(context: WriterContext, { folderId }: Renumbered): { failed: string[]; stranded: number[] } {
  const folder = requireFolder(context, folderId);
  const failed: string[] = [];
  const stranded: number[] = [];
  for (const operation of context.journal.all()) {
    if (operation.accountId !== folder.account_id || operation.state === 'failed') continue;
    const items = operation.items.filter((item) => item.path === folder.path && item.uid !== null);
    if (items.length === 0) continue;
    for (const item of items) {
      context.journal.removeItem(operation.id, item.messageId);
      if (operation.change.kind !== 'flag') stranded.push(item.messageId);
    }
    if (items.length < operation.items.length) continue;
    context.journal.mark(operation.id, 'failed', operation.attempts, failure('uid-validity-changed', { detail: { folder: folder.path } }));
    failed.push(operation.id);
  }
  return { failed, stranded };
}

/** Then in the cache: the rows go, their bodies wait among the orphans for the messages to be listed again. */
function* renumberFolder(
  context: WriterContext,
  { folderId, uidValidity }: Renumbered,
  { failed, stranded }: { failed: string[]; stranded: number[] },
): Work<{ failedOperations: readonly string[] }> {
  const folder = requireFolder(context, folderId);
  for (const id of stranded) {
    const row = placedRow(context, id);
    if (row) removeMessage(context, row);
  }
  yield* emptyFolder(context, folderId, (row) => !isLocal(row));
  context.cache.sql`DELETE FROM leaving WHERE folder_id = ${folderId}`.run();
  context.cache.sql`DELETE FROM left_aside WHERE folder_id = ${folderId}`.run();
  context.cache.sql`UPDATE folders SET uid_validity = ${uidValidity}, uid_next = NULL, highest_modseq = NULL WHERE id = ${folderId}`.run();
  context.changes.reset(folderId);
  context.changes.folder(folder.account_id);
  return { failedOperations: failed };
}

export function* forgetAccount(context: WriterContext, accountId: string): Work<void> {
  const { cache, changes } = context;
  const folders = cache.sql`SELECT id FROM folders WHERE account_id = ${accountId}`.all<{ id: number }>();
  for (const { id } of folders) yield* removeFolder(context, id);
  cache.sql`DELETE FROM namespaces WHERE account_id = ${accountId}`.run();
  changes.folder(accountId);
}

function* resetFolder(context: WriterContext, { folderId }: { folderId: number }): Work<null> {
  const { cache, changes } = context;
  const folder = requireFolder(context, folderId);
  yield* emptyFolder(context, folderId, (row) => !isLocal(row));
  cache.sql`UPDATE folders SET uid_next = NULL, highest_modseq = NULL, exists_on_server = NULL, checked_at = NULL, failure = NULL
    WHERE id = ${folderId}`.run();
  cache.sql`DELETE FROM left_aside WHERE folder_id = ${folderId}`.run();
  // As below: suspect data is not reused.
  cache.sql`UPDATE orphans SET message_id = NULL, since = 0`.run();
  changes.reset(folderId);
  changes.folder(folder.account_id);
  return null;
}

function* resetCache(context: WriterContext, { accountId }: { accountId: string }): Work<null> {
  const { cache, changes } = context;
  const folders = cache.sql`SELECT id FROM folders WHERE account_id = ${accountId}`.all<{ id: number }>();
  for (const { id } of folders) {
    yield* emptyFolder(context, id, () => true);
    cache.sql`DELETE FROM leaving WHERE folder_id = ${id}`.run();
    cache.sql`DELETE FROM left_aside WHERE folder_id = ${id}`.run();
    cache.sql`UPDATE folders SET uid_next = NULL, highest_modseq = NULL, exists_on_server = NULL, checked_at = NULL, failure = NULL
      WHERE id = ${id}`.run();
    changes.reset(id);
  }
  // A reset means that the cache is suspect: nothing of it is reused.
  cache.sql`UPDATE orphans SET message_id = NULL, since = 0`.run();
  yield* restoreKept(context, accountId);
  changes.folder(accountId);
  return null;
}

export const folderJobs = {
  /** Makes the account's folders equal this list; folders no longer listed go with their messages. Answers the ids by path. */
  saveFolders: cacheJob('headers', saveFolders),
  setFolderState: cacheJob('headers', setFolderState),
  /** Notes messages that the server did not deliver, in the place of what was noted of them before; forgets those under `takenUp`. */
  leaveAside: cacheJob('headers', leaveAside),
  /**
   * UIDVALIDITY changed (RFC 3501 §2.3.1.1): drops the folder's rows, keeps bodies for a while so that reading again is cheap,
   * and marks operations that wait on the old UIDs as failed: they are answered, and never applied to new UIDs.
   */
  renumberFolder: userDataThenCacheJob('headers', failOperationsOn, renumberFolder, {
    // Bodies and flags requested before belong to messages that no longer exist (security P5).
    voidsEarlier: ({ folderId }) => folderId,
  }),
  /** Forgets what is cached of one folder, to be read again; kept mail and changes that wait stay. */
  resetFolder: cacheJob('headers', resetFolder),
  /** Forgets what is cached of the account; kept and local mail is listed again from user data. */
  resetCache: cacheJob('headers', resetCache),
};
