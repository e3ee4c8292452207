/** What makes the two databases agree at start, and what is tidied when there is nothing else to do. */

import { placedRow, removeMessage } from '../messages/message-rows.ts';
import { forgetOtherMailboxes } from '../messages/other-mailbox.ts';
import { folderOfItem, showLeaving } from '../messages/place-message.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import type { IdleWork } from '../search/index-text.ts';
import { replayKeptChanges, restoreKept } from '../user-data/restore-kept.ts';
import { showOperation } from './operation-jobs.ts';

/**
 * After a crash: shows journalled operations that had not reached the cache, ends those whose confirmation had not, and
 * lists kept mail whose row is missing. Costs what was under way, not what is held, unless the cache is new.
 */
export function* reconcile(context: WriterContext, cacheIsNew: boolean): Work<void> {
  const { cache, journal } = context;
  yield* forgetOtherMailboxes(context);
  if (cacheIsNew) yield* restoreKept(context, null);
  else yield* replayKeptChanges(context);
  for (const operation of journal.all()) {
    if (operation.state === 'failed') continue;
    yield* showOperation(context, operation);
    for (const item of operation.items) {
      const folder = folderOfItem(context, operation.accountId, item);
      if (folder && item.uid !== null && operation.change.kind !== 'flag') showLeaving(cache, folder.id, item.uid, item.messageId);
    }
  }
  for (const { id } of cache.sql`SELECT id FROM messages WHERE pending = 1`.all<{ id: number }>()) {
    if (journal.isPending(id)) continue;
    const row = placedRow(context, id);
    if (!row) continue;
    if (row.folder_id === null) removeMessage(context, row);
    else {
      cache.sql`UPDATE messages SET pending = 0 WHERE id = ${id}`.run();
      // The change may have been undone without reaching this row: compare all flags, not only those after a mod-sequence.
      cache.sql`UPDATE folders SET highest_modseq = NULL WHERE id = ${row.folder_id}`.run();
    }
  }
  for (const { folder_id, uid, message_id } of cache.sql`SELECT folder_id, uid, message_id FROM leaving`.all<{
    folder_id: number;
    uid: number;
    message_id: number;
  }>()) {
    const waits = journal.of(message_id).some(({ operation }) => operation.change.kind !== 'flag');
    if (!waits) cache.sql`DELETE FROM leaving WHERE folder_id = ${folder_id} AND uid = ${uid}`.run();
  }
}

/** Bodies without a row wait this long for the row to come back. */
const orphanAgeMs = 600_000;

/** Removes bodies no row has named for a while. */
export function* sweepOrphans({ cache, now }: WriterContext): IdleWork<void> {
  const before = now() - orphanAgeMs;
  for (;;) {
    const due = cache.sql`SELECT blob_id FROM orphans WHERE since <= ${before} LIMIT 100`.all<{ blob_id: number }>();
    for (const { blob_id } of due) {
      cache.sql`DELETE FROM orphans WHERE blob_id = ${blob_id}`.run();
      if (!cache.sql`SELECT 1 FROM messages WHERE blob_id = ${blob_id} LIMIT 1`.get())
        cache.sql`DELETE FROM blobs WHERE id = ${blob_id}`.run();
      yield;
    }
    if (due.length < 100) return;
  }
}

/**
 * Once everything in the cache's log is in its file and on disk, the notes of changed user data are no longer needed.
 * Outside any transaction.
 */
export function settleKeptChanges({ cache, userData }: WriterContext, atLeast: number): void {
  const noted = userData.sql`SELECT count(*) AS count FROM kept_changes`.get<{ count: number }>()?.count ?? 0;
  if (noted < atLeast) return;
  const state = cache.sql`PRAGMA wal_checkpoint(FULL)`.get<{ busy: number }>();
  if (state?.busy === 0) userData.transaction(() => userData.sql`DELETE FROM kept_changes`.run());
}
