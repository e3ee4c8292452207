/** Where messages are: by number, by UID, by Message-ID. */
import type { FolderRole } from '../../../contract/folders.ts';
import type { Database } from '../database/database.ts';
import type { MessageLocation } from '../database/stored.ts';
import type { KeptReader } from '../user-data/read-kept.ts';
import { readWarnings } from './read-messages.ts';

/** Where a message lies. */
export interface MessagePlace {
  readonly id: number;
  readonly accountId: string;
  readonly folderId: number;
}

export interface LocationReader {
  /** Where these lie, in the order asked for; those that are gone are left out. */
  places(ids: readonly number[]): MessagePlace[];
  location(id: number): MessageLocation | null;
  /** Row of a UID. */
  idOfUid(folderId: number, uid: number): number | null;
  /** By Message-ID header, with its angle brackets; newest first. */
  findByMessageId(messageId: string, where?: { accountId?: string; role?: FolderRole }): MessageLocation[];
}

interface LocationRow {
  readonly id: number;
  readonly account_id: string;
  readonly folder_id: number;
  readonly path: string;
  readonly role: FolderRole | null;
  readonly uid_validity: number | null;
  readonly uid: number | null;
  readonly uidl: string | null;
  readonly kept_id: number | null;
  readonly blob_id: number | null;
  readonly message_id: string | null;
  readonly size: number;
  readonly warnings: string | null;
  readonly hash: Uint8Array | null;
}

const locationSelect = `SELECT messages.id, account_id, folder_id, path, role, uid_validity, uid, uidl, kept_id, blob_id, message_id,
    messages.size, warnings, blobs.hash
  FROM messages JOIN folders ON folders.id = folder_id LEFT JOIN blobs ON blobs.id = blob_id`;

/** @param kept knows the hash of a message that is its own body */
export function createLocationReader(cache: Database, kept: Pick<KeptReader, 'keptHash'>): LocationReader {
  const toLocation = (row: LocationRow): MessageLocation => ({
    id: row.id,
    accountId: row.account_id,
    folderId: row.folder_id,
    path: row.path,
    role: row.role,
    uidValidity: row.uid_validity,
    uid: row.uid,
    uidl: row.uidl,
    keptId: row.kept_id,
    messageId: row.message_id,
    size: row.size,
    bodyHeld: row.blob_id !== null || row.kept_id !== null,
    warnings: readWarnings(row.warnings),
    hash: row.hash ? Buffer.from(row.hash).toString('hex') : row.kept_id === null ? null : kept.keptHash(row.kept_id),
  });
  return {
    places: (ids) =>
      cache.sql`SELECT messages.id, account_id AS accountId, folder_id AS folderId FROM json_each(${JSON.stringify(ids)}) AS asked
        JOIN messages ON messages.id = asked.value JOIN folders ON folders.id = folder_id ORDER BY asked.key`
        .all<MessagePlace>()
        .map((place) => ({ ...place })),
    location(id) {
      const row = cache.query(`${locationSelect} WHERE messages.id = ?`, [id]).get<LocationRow>();
      return row ? toLocation(row) : null;
    },
    idOfUid: (folderId, uid) =>
      cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND uid = ${uid}`.get<{ id: number }>()?.id ?? null,
    findByMessageId: (messageId, where = {}) =>
      cache
        .query(
          `${locationSelect} WHERE message_id = ? AND (? IS NULL OR account_id = ?) AND (? IS NULL OR role = ?) ORDER BY messages.id DESC LIMIT 100`,
          [messageId, where.accountId ?? null, where.accountId ?? null, where.role ?? null, where.role ?? null],
        )
        .all<LocationRow>()
        .map(toLocation),
  };
}
