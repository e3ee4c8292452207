/** Entries of the outbox, and their messages as they will go over the wire. */
import { decompressAside, encodings, type StoredBytes } from '../bodies/blobs.ts';
import type { Database } from '../database/database.ts';
import type { StoredOutboxEntry } from '../database/stored.ts';
import { type OutboxRow, toOutboxEntry } from './outbox-rows.ts';
import { openOutboxEntry } from './user-data-schema.ts';

export interface OutboxReader {
  /** Newest first. */
  outbox(): StoredOutboxEntry[];
  /** Those of which something may still come by itself, newest first: what waits, is being sent or unknown, or whose copy for Sent waits. */
  openOutbox(): StoredOutboxEntry[];
  outboxEntry(id: string): StoredOutboxEntry | null;
  /** Read at once, and made what it was on another thread where it is large. */
  outboxRaw(id: string): Promise<Buffer | null>;
  /** As it lies there. */
  outboxStored(id: string): StoredBytes | null;
}

const openEntries = `SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox WHERE ${openOutboxEntry}
  ORDER BY queued_at DESC, rowid DESC`;

export function createOutboxReader(userData: Database): OutboxReader {
  const bytesOf = (id: string): Uint8Array | undefined =>
    userData.sql`SELECT bytes FROM outbox WHERE id = ${id}`.get<{ bytes: Uint8Array }>()?.bytes;
  return {
    outbox: () =>
      userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox ORDER BY queued_at DESC, rowid DESC`
        .all<OutboxRow>()
        .map(toOutboxEntry),
    openOutbox: () => userData.query(openEntries, []).all<OutboxRow>().map(toOutboxEntry),
    outboxEntry(id) {
      const row =
        userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox WHERE id = ${id}`.get<OutboxRow>();
      return row ? toOutboxEntry(row) : null;
    },
    async outboxRaw(id) {
      const bytes = bytesOf(id);
      return bytes ? decompressAside(bytes) : null;
    },
    outboxStored(id) {
      const bytes = bytesOf(id);
      return bytes ? { bytes, encoding: encodings.zstd } : null;
    },
  };
}
