/** Entries of the outbox, and their messages as they will go over the wire. */
import { decompress } from '../bodies/blobs.ts';
import type { Database } from '../database/database.ts';
import type { StoredOutboxEntry } from '../database/stored.ts';
import { type OutboxRow, toOutboxEntry } from './outbox-rows.ts';

export interface OutboxReader {
  /** Newest first. */
  outbox(): StoredOutboxEntry[];
  outboxEntry(id: string): StoredOutboxEntry | null;
  outboxRaw(id: string): Buffer | null;
}

export function createOutboxReader(userData: Database): OutboxReader {
  return {
    outbox: () =>
      userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox ORDER BY queued_at DESC, rowid DESC`
        .all<OutboxRow>()
        .map(toOutboxEntry),
    outboxEntry(id) {
      const row =
        userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox WHERE id = ${id}`.get<OutboxRow>();
      return row ? toOutboxEntry(row) : null;
    },
    outboxRaw(id) {
      const row = userData.sql`SELECT bytes FROM outbox WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
      return row ? decompress(row.bytes) : null;
    },
  };
}
