/** Makes the cache list what user data holds: after one message was kept, after a crash between the two, after a reset. */
import { readKept } from '../bodies/blobs.ts';
import { headerOf } from '../bodies/header-end.ts';
import { localFolder } from '../messages/folder-rows.ts';
import { readFacts } from '../messages/header-facts.ts';
import { insertMessage, placedRow, removeMessage } from '../messages/message-rows.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';

interface KeptRow {
  readonly id: number;
  readonly account_id: string;
  readonly path: string;
  readonly role: string | null;
  readonly uidl: string | null;
  readonly flags: number;
  readonly keywords: string;
  readonly date: number;
  readonly size: number;
}

/**
 * Makes the row of one kept message equal user data, or removes it when user data has it no longer. Answers the row's id.
 * @param raw the message when it is at hand
 */
export function showKept(context: WriterContext, keptId: number, raw?: Uint8Array): number | null {
  const { cache, userData, changes } = context;
  const kept =
    userData.sql`SELECT id, account_id, path, role, uidl, flags, keywords, date, size FROM kept WHERE id = ${keptId}`.get<KeptRow>();
  const shownId = rowOf(context, keptId, kept);
  const shown = shownId === null ? undefined : placedRow(context, shownId);
  if (!kept) {
    if (shown) removeMessage(context, shown);
    return null;
  }
  const folder = localFolder(context, kept.account_id, kept.path, kept.role);
  changes.folder(kept.account_id);
  if (shown) {
    const wants = shown.kept_id === null ? 2 : null;
    cache.sql`UPDATE messages SET kept_id = ${kept.id}, uidl = ${kept.uidl}, folder_id = ${folder.id}, flags = ${kept.flags}, keywords = ${kept.keywords},
      size = ${kept.size}, index_wanted = coalesce(${wants}, index_wanted) WHERE id = ${shown.id}`.run();
    if (shown.folder_id === folder.id) changes.changed(folder.id, shown.id);
    else {
      changes.removed(shown.folder_id, shown.id);
      changes.added(folder.id, shown.id);
    }
    return shown.id;
  }
  const bytes = raw ?? readKept(userData, keptId);
  if (!bytes) return null;
  return insertMessage(context, {
    folderId: folder.id,
    uid: null,
    uidl: kept.uidl,
    keptId: kept.id,
    flags: kept.flags,
    keywords: kept.keywords,
    modseq: null,
    date: kept.date,
    size: kept.size,
    facts: readFacts(context, headerOf(bytes)),
    pending: false,
  });
}

/** The row of a kept message, also the one listed from TOP before it was kept. */
function rowOf({ cache }: WriterContext, keptId: number, kept: KeptRow | undefined): number | null {
  const row = cache.sql`SELECT id FROM messages WHERE kept_id = ${keptId}`.get<{ id: number }>();
  if (row || !kept?.uidl) return row?.id ?? null;
  const listed = cache.sql`SELECT messages.id FROM messages JOIN folders ON folders.id = folder_id
    WHERE uidl = ${kept.uidl} AND account_id = ${kept.account_id} AND kept_id IS NULL`.get<{ id: number }>();
  return listed?.id ?? null;
}

/** Lists all kept mail of an account, or of all. */
export function* restoreKept(context: WriterContext, accountId: string | null): Work<void> {
  const ids = context.userData.sql`SELECT id FROM kept WHERE ${accountId} IS NULL OR account_id = ${accountId}`.all<{ id: number }>();
  for (const { id } of ids) {
    showKept(context, id);
    yield;
  }
}

/** Lists again what changed in user data since the cache was last known to be safe on disk. */
export function* replayKeptChanges(context: WriterContext): Work<void> {
  for (const { kept_id } of context.userData.sql`SELECT kept_id FROM kept_changes`.all<{ kept_id: number }>()) {
    showKept(context, kept_id);
    yield;
  }
}
