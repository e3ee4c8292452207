/** Raw messages by row id or by content, from cache, user data and outbox. */
import type { Database } from '../database/database.ts';
import { blobBytes, blobBytesByHash, decode, decompress, keptBytes, type StoredBytes } from './blobs.ts';

export interface BodyReader {
  /** The raw message; null until its body is held. */
  raw(id: number): Buffer | null;
  /** The same as it lies in its row or file, for a thread that makes the message of it. */
  storedRaw(id: number): StoredBytes | null;
  /** The same by SHA-256, hexadecimal, from cache, user data or outbox. */
  rawByHash(hash: string): Buffer | null;
  /** Whether `rawByHash` would find it, without reading it. */
  holdsHash(hash: string): boolean;
  /** A message with this raw content; the newest where several folders hold it. */
  idOfHash(hash: string): number | null;
}

export function createBodyReader(cache: Database, userData: Database): BodyReader {
  const storedRaw = (id: number): StoredBytes | null => {
    const row = cache.sql`SELECT blob_id, kept_id FROM messages WHERE id = ${id}`.get<{
      blob_id: number | null;
      kept_id: number | null;
    }>();
    if (!row) return null;
    if (row.blob_id !== null) return blobBytes(cache, row.blob_id) ?? null;
    return row.kept_id === null ? null : keptBytes(userData, row.kept_id);
  };
  return {
    raw(id) {
      const stored = storedRaw(id);
      return stored && decode(stored);
    },
    storedRaw,
    rawByHash(hash) {
      if (!/^[0-9a-f]{64}$/i.test(hash)) return null;
      const digest = Buffer.from(hash, 'hex');
      const cached = blobBytesByHash(cache, digest);
      if (cached) return decode(cached);
      const found =
        userData.sql`SELECT bytes FROM kept WHERE hash = ${digest} UNION ALL SELECT bytes FROM outbox WHERE hash = ${digest} LIMIT 1`.get<{
          bytes: Uint8Array;
        }>();
      return found ? decompress(found.bytes) : null;
    },
    holdsHash(hash) {
      if (!/^[0-9a-f]{64}$/i.test(hash)) return false;
      const digest = Buffer.from(hash, 'hex');
      return (
        cache.sql`SELECT 1 AS held FROM blobs WHERE hash = ${digest}`.get<{ held: number }>() !== undefined ||
        userData.sql`SELECT 1 AS held FROM kept WHERE hash = ${digest} UNION ALL SELECT 1 FROM outbox WHERE hash = ${digest} LIMIT 1`.get<{
          held: number;
        }>() !== undefined
      );
    },
    idOfHash(hash) {
      if (!/^[0-9a-f]{64}$/i.test(hash)) return null;
      const digest = Buffer.from(hash, 'hex');
      const cached = cache.sql`SELECT messages.id FROM blobs JOIN messages ON messages.blob_id = blobs.id WHERE blobs.hash = ${digest}
        ORDER BY messages.id DESC LIMIT 1`.get<{ id: number }>();
      if (cached) return cached.id;
      const kept = userData.sql`SELECT id FROM kept WHERE hash = ${digest} LIMIT 1`.get<{ id: number }>();
      return kept ? (cache.sql`SELECT id FROM messages WHERE kept_id = ${kept.id} LIMIT 1`.get<{ id: number }>()?.id ?? null) : null;
    },
  };
}

/**
 * What is answered while the cache is closed: it may be asked in the middle of a connection, where a throw would be taken for the
 * connection's own.
 */
export const noBodies = { holdsHash: false, rawByHash: null, idOfHash: null } as const satisfies Partial<
  Record<keyof BodyReader, null | false>
>;
