/**
 * What is held of a folder by the server's numbers, for comparing the two. Only `uids` is proportional to the folder: synchronisation needs
 * it whole.
 */
import type { Database } from '../database/database.ts';
import { type HeldUids, keywordsBit } from '../database/stored.ts';

interface MissingBody {
  readonly id: number;
  readonly uid: number;
  readonly size: number;
}

export interface HeldFlags {
  readonly uid: number;
  /** `flagBits` of the system flags. */
  readonly bits: number;
  /** Separated by spaces. */
  readonly keywords: string;
  /** A change made here waits for the server. */
  readonly pending: boolean;
}

export interface HeldReader {
  /** Everything that is held of a folder: 0.3 s at 100,000. */
  uids(folderId: number): HeldUids;
  /** Whether bodies are kept of which no row is left, for a message that is listed again: known by its whole header block. */
  holdsOrphans(): boolean;
  /** How many UIDs of the folder are held or on their way out. */
  uidCount(folderId: number): number;
  /** Whether this UID is held or on its way out. */
  holdsUid(folderId: number, uid: number): boolean;
  /** The UIDs from `first` to `last` that are held or on their way out. */
  uidsWithin(folderId: number, first: number, last: number): number[];
  /** What is held of the flags of messages with these UIDs, ascending. */
  heldFlags(folderId: number, first: number, last: number): HeldFlags[];
  /** Messages whose body is not held, newest first. */
  missingBodies(folderId: number, limit: number): MissingBody[];
}

export function createHeldReader(cache: Database): HeldReader {
  return {
    uids(folderId) {
      // As two texts instead of a row object a message: 200,000 of those would hold up the engine for half a second.
      const held = cache.sql`SELECT json_group_array(uid) AS uids, json_group_array(flags) AS flags FROM
        (SELECT uid, flags | iif(keywords = '', 0, ${keywordsBit}) AS flags FROM messages
          WHERE folder_id = ${folderId} AND uid IS NOT NULL ORDER BY uid)`.get<{
        uids: string;
        flags: string;
      }>();
      const leaving = cache.sql`SELECT uid FROM leaving WHERE folder_id = ${folderId} ORDER BY uid`.all<{ uid: number }>();
      const numbers = (json: string | undefined): number[] => JSON.parse(json ?? '[]'); // made by SQLite from integers
      return {
        uids: Float64Array.from(numbers(held?.uids)),
        flags: Uint8Array.from(numbers(held?.flags)),
        leaving: Float64Array.from(leaving, ({ uid }) => uid),
      };
    },
    holdsOrphans: () => cache.sql`SELECT 1 FROM orphans LIMIT 1`.get() !== undefined,
    uidCount(folderId) {
      // An index of its own answers this without a look at any message.
      const held = cache.sql`SELECT count(*) AS count FROM messages INDEXED BY messages_uid WHERE folder_id = ${folderId} AND uid IS NOT NULL`;
      const leaving = cache.sql`SELECT count(*) AS count FROM leaving WHERE folder_id = ${folderId}`;
      return [held, leaving].reduce((sum, query) => sum + (query.get<{ count: number }>()?.count ?? 0), 0);
    },
    holdsUid: (folderId, uid) =>
      cache.sql`SELECT 1 FROM messages WHERE folder_id = ${folderId} AND uid = ${uid}
        UNION ALL SELECT 1 FROM leaving WHERE folder_id = ${folderId} AND uid = ${uid} LIMIT 1`.get() !== undefined,
    uidsWithin: (folderId, first, last) =>
      cache.sql`SELECT uid FROM messages WHERE folder_id = ${folderId} AND uid BETWEEN ${first} AND ${last}
        UNION SELECT uid FROM leaving WHERE folder_id = ${folderId} AND uid BETWEEN ${first} AND ${last}`
        .all<{ uid: number }>()
        .map(({ uid }) => uid),
    heldFlags: (folderId, first, last) =>
      cache.sql`SELECT uid, flags AS bits, keywords, pending FROM messages WHERE folder_id = ${folderId} AND uid BETWEEN ${first} AND ${last} ORDER BY uid`
        .all<{ uid: number; bits: number; keywords: string; pending: number }>()
        .map(({ uid, bits, keywords, pending }) => ({ uid, bits, keywords, pending: pending === 1 })),
    missingBodies: (folderId, limit) =>
      cache.sql`SELECT id, uid, size FROM messages WHERE folder_id = ${folderId} AND blob_id IS NULL AND kept_id IS NULL AND uid IS NOT NULL
        ORDER BY id DESC LIMIT ${limit}`
        .all<MissingBody>()
        .map(({ id, uid, size }) => ({ id, uid, size })),
  };
}
