/** The folder of an account for archived, unwanted or deleted mail; made here when there is none, and at the server when the first message goes there. */
import { FailureError, failure } from '../../contract/failure.ts';
import type { Folder } from '../../contract/folders.ts';
import type { FolderListing, Namespace, Reader, Storage } from '../cache/storage-interface.ts';
import { stored } from './sync-dependencies.ts';

export type SpecialRole = 'archive' | 'junk' | 'trash' | 'sent';

/** Under the names that other programs use and recognise (RFC 6154 §2 gives the uses, practice the names). */
const names: Readonly<Record<SpecialRole, string>> = { archive: 'Archive', junk: 'Junk', trash: 'Trash', sent: 'Sent' };

/**
 * The path of a special folder that is made: below the prefix of the personal namespace, where the server told it (RFC 2342 §5). From one
 * that did not, only the folders it has can be asked.
 */
export function specialFolderPath(folders: readonly Folder[], role: SpecialRole, namespace: Namespace | null = null): string {
  if (namespace) return `${namespace.prefix}${names[role]}`;
  const others = folders.filter(({ path }) => path !== 'INBOX');
  const delimiter = folders.find(({ path }) => path === 'INBOX')?.delimiter;
  const belowInbox = delimiter && others.length > 0 && others.every(({ path }) => path.startsWith(`INBOX${delimiter}`));
  return belowInbox ? `INBOX${delimiter}${names[role]}` : names[role];
}

/** Answers the folder's id. Rejects with a `FailureError` when it cannot be stored. */
export async function ensureSpecialFolder(
  { storage, reader }: { storage: Storage; reader: Reader },
  accountId: string,
  role: SpecialRole,
): Promise<number> {
  const folders = reader.folders(accountId);
  const namespace = reader.namespace(accountId);
  const path = specialFolderPath(folders, role, namespace);
  const found = folders.find((folder) => folder.role === role) ?? folders.find((folder) => folder.path === path && folder.selectable);
  if (found) return found.id;
  const delimiter = namespace?.delimiter ?? folders.find((folder) => folder.delimiter !== null)?.delimiter ?? null;
  const above = path.slice(0, -names[role].length - 1);
  const parentPath = folders.find((folder) => folder.path === above)?.path ?? null;
  const listing: FolderListing = { path, name: names[role], delimiter, parentPath, role, selectable: true };
  const { ids } = await stored(
    storage.saveFolders({ accountId, folders: [...listingsOf(folders, reader.listedNames(accountId)), listing] }),
  );
  const id = ids.get(path);
  if (id === undefined) throw new FailureError(failure('folder-missing', { detail: { path } }));
  return id;
}

/** Folders as they were listed. */
export function listingsOf(folders: readonly Folder[], listedNames: ReadonlyMap<string, string>): FolderListing[] {
  const pathOf = new Map(folders.map(({ id, path }) => [id, path]));
  return folders.map(({ path, name, delimiter, parentId, role, selectable }) => ({
    path,
    listedName: listedNames.get(path) ?? null,
    name,
    delimiter,
    parentPath: parentId === null ? null : (pathOf.get(parentId) ?? null),
    role,
    selectable,
  }));
}
