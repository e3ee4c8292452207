/** The account's folders as the server lists them, and which of them differ from what is held here. */
import { failure } from '../../../contract/failure.ts';
import type { Folder } from '../../../contract/folders.ts';
import type { FolderListing, OperationHead } from '../../cache/database/stored.ts';
import type { Storage } from '../../cache/queue/jobs.ts';
import type { ImapConnection, ImapFolder, ImapFolderStatus } from '../../imap/imap-types.ts';
import { nameFault } from '../../imap/mailbox-name.ts';
import type { CommandOptions } from '../../wire/command-queue.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { stopsAccount } from './left-aside.ts';

/** More than any mailbox has; fewer than a hostile server can name (security.md P8). */
const mostFolders = 20_000;

export interface ListedFolder {
  readonly folder: Folder;
  /** Null where the server refused STATUS, or has not been asked. */
  readonly status: ImapFolderStatus | null;
}

/**
 * Reads the folder list with counts and makes the cache's equal to it. A folder that waits to receive mail by a pending move
 * is created first where the server has none, so that the rows that were moved there are not dropped with it.
 */
export async function readFolders(
  { account, reader, storage }: SyncDependencies,
  connection: ImapConnection,
  options: CommandOptions = { cause: causes.listFolders },
): Promise<readonly ListedFolder[]> {
  let listed = unique(await connection.listFolders({ ...options, status: true }));
  const absent = [...awaitedPaths(reader.operationHeads(account.id))].filter((path) => !listed.has(path));
  if (absent.length > 0) {
    for (const path of absent)
      await connection.createFolder(path, { ...options, cause: causes.operation }).catch((error: unknown) => {
        // The waiting move reports it in its turn.
        if (stopsAccount(error, connection)) throw error;
      });
    listed = unique(await connection.listFolders({ ...options, status: true }));
  }
  const listings = [...listed.values()].map(toListing);
  const { namespace } = connection;
  const known = reader.namespace(account.id);
  const sameNamespace = namespace === null || (known?.prefix === namespace.prefix && known.delimiter === namespace.delimiter);
  if (!sameNamespace || !sameFolders(reader.folders(account.id), listings, reader.listedNames(account.id)))
    await stored(storage.saveFolders({ accountId: account.id, folders: listings, ...(namespace ? { namespace } : {}) }));
  await noteUnusable(reader.folders(account.id), listed, storage);
  return reader.folders(account.id).flatMap((folder) => {
    const found = listed.get(folder.path);
    return found ? [{ folder, status: found.status }] : [];
  });
}

/** A folder that cannot be asked for by its name is shown with the reason. */
async function noteUnusable(folders: readonly Folder[], listed: ReadonlyMap<string, ImapFolder>, storage: Storage): Promise<void> {
  for (const { id, path, failure: known } of folders) {
    const found = listed.get(path);
    const fault = found ? nameFault(path, found.listedName) : null;
    const isNoted = known?.code === 'folder-name-unusable';
    if (isNoted === (fault !== null)) continue;
    const reason = fault && failure('folder-name-unusable', { protocol: 'imap', detail: { folder: shortened(path), fault } });
    await stored(storage.setFolderState({ folderId: id, state: { failure: reason } }));
  }
}

const shortened = (path: string): string => (path.length > 60 ? `${path.slice(0, 60)}…` : path);

/** Reads the folders again from the cache, with the same statuses: after their state was changed. */
export const refreshed = ({ reader }: Pick<SyncDependencies, 'reader'>, listed: readonly ListedFolder[]): ListedFolder[] =>
  listed.flatMap(({ folder, status }) => {
    const now = reader.folder(folder.id);
    return now ? [{ folder: now, status }] : [];
  });

/**
 * Whether the headers of a folder have to be compared. The state kept of a folder is written only after a complete
 * comparison, so equal numbers mean that nothing happened since. Without CONDSTORE flags change without a trace in STATUS
 * (RFC 3501 §6.3.10), so `thorough` then always compares.
 */
export function differs({ folder, status }: ListedFolder, thorough: boolean): boolean {
  if (!folder.selectable) return false;
  const { server } = folder;
  if (server.uidNext === null || server.uidValidity === null || status === null) return true;
  if (status.uidValidity !== server.uidValidity || status.uidNext !== server.uidNext || status.messages !== server.exists) return true;
  if (status.highestModseq !== null) return status.highestModseq !== server.highestModseq;
  return thorough || status.unseen !== folder.unread;
}

/** The order of work: the inbox, then what people look at, then the rest by name. */
export function inOrderOfUse(folders: readonly Folder[]): Folder[] {
  const rank = (folder: Folder) => {
    const at = rolesInOrder.indexOf(folder.role ?? 'none');
    return at < 0 ? ordinaryRank : at;
  };
  return [...folders].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
}

// Gmail's "All mail" last: nearly everything in it is held by then under its own folder.
const rolesInOrder: readonly string[] = ['inbox', 'drafts', 'sent', 'none', 'archive', 'flagged', 'trash', 'junk', 'all'];
const ordinaryRank = rolesInOrder.indexOf('none');

function unique(folders: readonly ImapFolder[]): Map<string, ImapFolder> {
  const byPath = new Map<string, ImapFolder>();
  for (const folder of folders) {
    if (byPath.size >= mostFolders) break;
    // INBOX is the same folder in any case (RFC 3501 §5.1).
    const path = folder.path.toUpperCase() === 'INBOX' ? 'INBOX' : folder.path;
    if (!byPath.has(path)) byPath.set(path, path === 'INBOX' ? { ...folder, path, role: 'inbox' } : folder);
  }
  return byPath;
}

function awaitedPaths(operations: readonly OperationHead[]): Set<string> {
  return new Set(operations.flatMap(({ state, targetPath }) => (state !== 'failed' && targetPath !== null ? [targetPath] : [])));
}

const toListing = ({ path, listedName, name, delimiter, parentPath, role, selectable }: ImapFolder): FolderListing => ({
  path,
  listedName,
  name,
  delimiter,
  parentPath,
  role,
  selectable,
});

function sameFolders(held: readonly Folder[], listings: readonly FolderListing[], names: ReadonlyMap<string, string>): boolean {
  if (held.length !== listings.length) return false;
  const byPath = new Map(held.map((folder) => [folder.path, folder]));
  return listings.every((listing) => {
    const folder = byPath.get(listing.path);
    return (
      folder?.role === listing.role &&
      folder.selectable === listing.selectable &&
      folder.delimiter === listing.delimiter &&
      folder.name === listing.name &&
      (names.get(listing.path) ?? null) === listing.listedName
    );
  });
}
