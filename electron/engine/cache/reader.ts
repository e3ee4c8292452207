/**
 * Reading on the engine thread: a read-only connection to each database, which never waits for the writer (WAL). Opened
 * after the writer has brought the schema up to date. It refuses to know how mail is fetched or changed.
 */
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { Folder, FolderRole } from '../../contract/folders.ts';
import { blobBytes, blobBytesByHash, decode, decompress, keptBytes, type StoredBytes } from './bodies/blobs.ts';
import { dataFolderFiles } from './database/data-folder.ts';
import { type Database, openDatabase } from './database/database.ts';
import { userDataIn } from './database/former-name.ts';
import { keywordsBit, type LeftAside, type MessageLocation, type Namespace } from './database/stored.ts';
import { createIdsReader, type IdsReader } from './messages/read-ids.ts';
import { createListReader, readRow, readWarnings } from './messages/read-messages.ts';
import type { FolderCounts, MessagePlace, MissingBody, Reader } from './reader-interface.ts';
import { completeAddress, searchMessages, vocabulary } from './search/read-search.ts';
import { createUserDataReader } from './user-data/read-user-data.ts';

interface FolderRow {
  readonly id: number;
  readonly account_id: string;
  readonly path: string;
  readonly name: string;
  readonly delimiter: string | null;
  readonly parent_id: number | null;
  readonly role: FolderRole | null;
  readonly selectable: number;
  readonly unread: number;
  readonly total: number;
  readonly exists_on_server: number | null;
  readonly uid_validity: number | null;
  readonly uid_next: number | null;
  readonly highest_modseq: string | null;
  readonly checked_at: number | null;
  readonly failure: string | null;
  readonly left_aside: number;
  readonly aside_failure: string | null;
}

const toFolder = (row: FolderRow): Folder => ({
  id: row.id,
  accountId: row.account_id,
  path: row.path,
  name: row.name,
  delimiter: row.delimiter,
  parentId: row.parent_id,
  role: row.role,
  selectable: row.selectable === 1,
  unread: row.unread,
  total: row.total,
  server: {
    exists: row.exists_on_server,
    uidValidity: row.uid_validity,
    uidNext: row.uid_next,
    highestModseq: row.highest_modseq,
    checkedAt: row.checked_at,
  },
  ...failureOf(row),
});

/** Of the folder, or of the messages that were left aside in it. */
function failureOf({ failure: own, aside_failure: aside, left_aside: count, path }: FolderRow): { failure?: Failure } {
  if (own !== null) return { failure: readFailure(own) };
  if (aside === null) return {};
  const reason = readFailure(aside);
  const detail = { ...reason.detail, cause: reason.code, folder: path, count };
  const code = reason.code === 'message-too-large-to-keep' ? 'messages-too-large-to-keep' : 'messages-undelivered';
  return { failure: { ...reason, code, permanent: false, detail } };
}

/** Written by folder-jobs.ts from a Failure. */
const readFailure = (json: string): Failure => JSON.parse(json);

/** Of what is only too large the largest is told, and after whatever else is not delivered. */
const largest = `CASE WHEN left_aside.failure ->> '$.code' = 'message-too-large-to-keep'
  THEN -CAST(left_aside.failure ->> '$.detail.megabytes' AS INTEGER) END`;

const folderSelect = `SELECT folders.*, parents.id AS parent_id,
    (SELECT count(*) FROM left_aside WHERE folder_id = folders.id AND left_aside.failure IS NOT NULL) AS left_aside,
    (SELECT failure FROM left_aside WHERE folder_id = folders.id AND left_aside.failure IS NOT NULL
      ORDER BY ${largest} NULLS FIRST, tried_at DESC LIMIT 1) AS aside_failure
  FROM folders
  LEFT JOIN folders AS parents ON parents.account_id = folders.account_id AND parents.path = folders.parent_path`;

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

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** @throws FailureError `database-corrupt`, `data-folder-unwritable` */
export function openReader(folder: string): Reader {
  return openParts(folder).reader;
}

/** A reader whose cache can be let go of while the file is exchanged. */
export interface LastingReader extends Reader {
  /** Closes the cache: until `takeUpCache` what lies in it answers `storage-interrupted`; user data goes on being read. */
  letGoOfCache(): void;
  takeUpCache(): void;
}

/** What may be asked in the middle of a connection, where a throw would be taken for the connection's own: nothing is held. */
const nothingHeld: Readonly<Partial<Record<keyof Reader, null | false>>> = { holdsHash: false, rawByHash: null, idOfHash: null };

/** @throws FailureError as `openReader` */
export function openLastingReader(folder: string): LastingReader {
  let parts = openParts(folder);
  let hasCache = true;
  const forward =
    (name: keyof Reader) =>
    (...args: never[]) => {
      if (!hasCache && !userDataMembers.has(name)) {
        if (name in nothingHeld) return nothingHeld[name];
        throw new FailureError(failure('storage-interrupted'));
      }
      // The same members with the same arguments: `forward` only looks where they are just now.
      return (parts.reader[name] as (...given: never[]) => unknown)(...args);
    };
  const members = Object.keys(parts.reader).map((name) => [name, forward(name as keyof Reader)]); // the keys of the reader itself
  return {
    ...(Object.fromEntries(members) as Reader), // every member, see above
    letGoOfCache() {
      if (hasCache) parts.closeCache();
      hasCache = false;
    },
    takeUpCache() {
      if (hasCache) return;
      const { userData } = parts;
      parts = openParts(folder);
      hasCache = true;
      userData.close();
    },
    close() {
      if (hasCache) parts.closeCache();
      parts.userData.close();
    },
  };
}

function openParts(folder: string): { readonly reader: Reader; readonly userData: Database; closeCache(): void } {
  const files = dataFolderFiles(folder);
  const userData = openDatabase({ name: 'user-data', path: userDataIn(folder), readOnly: true });
  let cache: Database | null = null;
  try {
    const opening = openDatabase({ name: 'cache', path: files.cache, readOnly: true });
    cache = opening;
    opening.guard(() => opening.script(vocabulary));
  } catch (error) {
    cache?.close();
    userData.close();
    throw error;
  }
  const opened = cache;
  const ids = createIdsReader(files.cache);
  return {
    reader: guarded(createReader(opened, userData, ids), opened, userData),
    userData,
    closeCache() {
      ids.close();
      opened.close();
    },
  };
}

/** What SQLite throws in any of the reader's functions becomes a `FailureError`. */
function guarded(reader: Reader, cache: Database, userData: Database): Reader {
  const wrapped = Object.entries(reader).map(([name, member]: [string, (...args: never[]) => unknown]) => [
    name,
    (...args: never[]) => (userDataMembers.has(name) ? userData : cache).guard(() => member(...args)),
  ]);
  return Object.fromEntries(wrapped) as Reader; // the same members with the same arguments and results
}

const userDataMembers: ReadonlySet<string> = new Set<keyof Reader>([
  'accounts',
  'preferences',
  'unreadableAccounts',
  'trustedCertificates',
  'drafts',
  'draft',
  'draftSummary',
  'draftAttachment',
  'outbox',
  'outboxEntry',
  'outboxRaw',
  'operations',
  'operation',
  'operationHeads',
  'waitingOperations',
  'pop3Uidls',
  'keptCount',
]);

function createReader(cache: Database, userData: Database, ids: IdsReader): Reader {
  const storedRaw = (id: number): StoredBytes | null => {
    const row = cache.sql`SELECT blob_id, kept_id FROM messages WHERE id = ${id}`.get<{
      blob_id: number | null;
      kept_id: number | null;
    }>();
    if (!row) return null;
    if (row.blob_id !== null) return blobBytes(cache, row.blob_id) ?? null;
    return row.kept_id === null ? null : keptBytes(userData, row.kept_id);
  };
  const folderBy = (condition: string, ...values: (string | number)[]): Folder[] =>
    cache.query(`${folderSelect} ${condition}`, values).all<FolderRow>().map(toFolder);
  const folders: Reader['folders'] = (accountId) =>
    accountId === undefined
      ? folderBy('ORDER BY folders.account_id, folders.position, folders.id')
      : folderBy('WHERE folders.account_id = ? ORDER BY folders.position, folders.id', accountId);

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
    hash: row.hash ? hex(row.hash) : row.kept_id === null ? null : keptHash(row.kept_id),
  });
  const keptHash = (id: number): string | null => {
    const row = userData.sql`SELECT hash FROM kept WHERE id = ${id}`.get<{ hash: Uint8Array }>();
    return row ? hex(row.hash) : null;
  };

  return {
    ...createUserDataReader(userData),
    ...createListReader(cache),

    folders,
    folder: (id) => folderBy('WHERE folders.id = ?', id)[0] ?? null,
    folderByPath: (accountId, path) => folderBy('WHERE folders.account_id = ? AND folders.path = ?', accountId, path)[0] ?? null,
    folderByRole: (accountId, role) =>
      folderBy('WHERE folders.account_id = ? AND folders.role = ? ORDER BY folders.position, folders.id LIMIT 1', accountId, role)[0] ??
      null,
    counts(folderId) {
      const row =
        cache.sql`SELECT total, unread, bodies_held AS bodiesHeld, indexed FROM folders WHERE id = ${folderId}`.get<FolderCounts>();
      return row ? { ...row } : { total: 0, unread: 0, bodiesHeld: 0, indexed: 0 };
    },
    namespace: (accountId) => cache.sql`SELECT prefix, delimiter FROM namespaces WHERE account_id = ${accountId}`.get<Namespace>() ?? null,
    listedNames: (accountId) =>
      new Map(
        cache.sql`SELECT path, listed_name AS name FROM folders WHERE account_id = ${accountId} AND listed_name IS NOT NULL`
          .all<{ path: string; name: string }>()
          .map(({ path, name }) => [path, name]),
      ),
    leftAside: (folderId) =>
      cache.sql`SELECT key, attempts, tried_at AS triedAt, failure FROM left_aside WHERE folder_id = ${folderId} ORDER BY tried_at, key`
        .all<Omit<LeftAside, 'failure'> & { failure: string | null }>()
        .map((row) => ({ ...row, failure: row.failure === null ? null : readFailure(row.failure) })),

    ids: (request) => ids.read(request, folders()),
    places: (ids) =>
      cache.sql`SELECT messages.id, account_id AS accountId, folder_id AS folderId FROM json_each(${JSON.stringify(ids)}) AS asked
        JOIN messages ON messages.id = asked.value JOIN folders ON folders.id = folder_id ORDER BY asked.key`
        .all<MessagePlace>()
        .map((place) => ({ ...place })),
    row: (id) => readRow(cache, id),
    rows: (ids) =>
      ids.flatMap((id) => {
        const row = readRow(cache, id);
        return row ? [row] : [];
      }),
    location(id) {
      const row = cache.query(`${locationSelect} WHERE messages.id = ?`, [id]).get<LocationRow>();
      return row ? toLocation(row) : null;
    },
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
    idOfUid: (folderId, uid) =>
      cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND uid = ${uid}`.get<{ id: number }>()?.id ?? null,
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
    findByMessageId: (messageId, where = {}) =>
      cache
        .query(
          `${locationSelect} WHERE message_id = ? AND (? IS NULL OR account_id = ?) AND (? IS NULL OR role = ?) ORDER BY messages.id DESC LIMIT 100`,
          [messageId, where.accountId ?? null, where.accountId ?? null, where.role ?? null, where.role ?? null],
        )
        .all<LocationRow>()
        .map(toLocation),

    search(request) {
      return cache.transaction(() => {
        const all = folders();
        const chosen = request.folderId === undefined ? all : all.filter(({ id }) => id === request.folderId);
        const indexed = cache.sql`SELECT coalesce(sum(indexed), 0) AS indexed FROM folders
          WHERE ${request.folderId ?? null} IS NULL OR id = ${request.folderId ?? null}`.get<{ indexed: number }>();
        const total = chosen.reduce((sum, folder) => sum + folder.total, 0);
        return { rows: searchMessages(cache, request, all), indexed: indexed?.indexed ?? 0, total };
      });
    },
    complete: (prefix, limit) => completeAddress(cache, prefix, limit),

    close() {
      ids.close();
      cache.close();
      userData.close();
    },
  };
}
