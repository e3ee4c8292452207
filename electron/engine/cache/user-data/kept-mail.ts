import type { Database } from '../database/database.ts';
import type { OperationItem, PendingOperation } from '../database/stored.ts';
import { withFlag } from '../messages/flags.ts';
import type { FolderRow } from '../messages/message-rows.ts';
import type { WriterContext } from '../queue/writer-context.ts';

export const noteKeptChange = (userData: Database, keptId: number): void => {
  userData.sql`INSERT OR IGNORE INTO kept_changes (kept_id) VALUES (${keptId})`.run();
};

/** In user data: the part of an operation that concerns local mail. No server has to confirm it. */
export function changeKept(
  { userData }: WriterContext,
  { change, accountId }: PendingOperation,
  item: OperationItem,
  target: FolderRow | null,
): void {
  const kept = item.keptId;
  if (kept === null) return; // a row from TOP: there is nothing in user data yet
  noteKeptChange(userData, kept);
  if (change.kind === 'flag') {
    userData.sql`UPDATE kept SET flags = ${withFlag(item.flagsBefore, change.flag, change.value)} WHERE id = ${kept}`.run();
  } else if (change.kind === 'move') {
    userData.sql`UPDATE kept SET path = ${target?.path ?? item.path}, role = ${target?.role ?? null} WHERE id = ${kept}`.run();
  } else {
    userData.sql`UPDATE pop3_uidls SET state = 'removed', kept_id = NULL WHERE account_id = ${accountId} AND kept_id = ${kept}`.run();
    userData.sql`DELETE FROM kept WHERE id = ${kept}`.run();
  }
}

/** A row from TOP that the user deleted before its body came must not come back with the next listing. */
export function forgetUnkept({ userData, cache }: WriterContext, { change, accountId }: PendingOperation, item: OperationItem): void {
  if (change.kind !== 'delete' || item.keptId !== null) return;
  const row = cache.sql`SELECT uidl FROM messages WHERE id = ${item.messageId} AND uidl IS NOT NULL`.get<{ uidl: string }>();
  if (row) userData.sql`UPDATE pop3_uidls SET state = 'removed' WHERE account_id = ${accountId} AND uidl = ${row.uidl}`.run();
}
