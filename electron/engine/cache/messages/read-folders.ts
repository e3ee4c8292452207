/** Folders as the contract wants them, and what is known of each. */
import type { Failure } from '../../../contract/failure.ts';
import type { Folder, FolderRole } from '../../../contract/folders.ts';
import type { Database } from '../database/database.ts';
import type { LeftAside, Namespace } from '../database/stored.ts';

interface FolderCounts {
  readonly total: number;
  readonly unread: number;
  readonly bodiesHeld: number;
  /** Messages whose text can be searched. */
  readonly indexed: number;
}

export interface FolderReader {
  folders(accountId?: string): Folder[];
  folder(id: number): Folder | null;
  folderByPath(accountId: string, path: string): Folder | null;
  folderByRole(accountId: string, role: FolderRole): Folder | null;
  counts(folderId: number): FolderCounts;
  /** Null before the account was ever connected, and for POP3. */
  namespace(accountId: string): Namespace | null;
  /** Names that differ from the modified UTF-7 of their path: by path, octets as Latin-1. */
  listedNames(accountId: string): ReadonlyMap<string, string>;
  /** Messages of the folder that the server did not deliver. */
  leftAside(folderId: number): LeftAside[];
}

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

/** Of messages that are only too large the largest is named, after any other reason. */
const largest = `CASE WHEN left_aside.failure ->> '$.code' = 'message-too-large-to-keep'
  THEN -CAST(left_aside.failure ->> '$.detail.megabytes' AS INTEGER) END`;

const folderSelect = `SELECT folders.*, parents.id AS parent_id,
    (SELECT count(*) FROM left_aside WHERE folder_id = folders.id AND left_aside.failure IS NOT NULL) AS left_aside,
    (SELECT failure FROM left_aside WHERE folder_id = folders.id AND left_aside.failure IS NOT NULL
      ORDER BY ${largest} NULLS FIRST, tried_at DESC LIMIT 1) AS aside_failure
  FROM folders
  LEFT JOIN folders AS parents ON parents.account_id = folders.account_id AND parents.path = folders.parent_path`;

export function createFolderReader(cache: Database): FolderReader {
  const folderBy = (condition: string, ...values: (string | number)[]): Folder[] =>
    cache.query(`${folderSelect} ${condition}`, values).all<FolderRow>().map(toFolder);
  return {
    folders: (accountId) =>
      accountId === undefined
        ? folderBy('ORDER BY folders.account_id, folders.position, folders.id')
        : folderBy('WHERE folders.account_id = ? ORDER BY folders.position, folders.id', accountId),
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
  };
}
