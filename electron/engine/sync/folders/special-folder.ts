/**
 * The folder of an account for archived, unwanted or deleted mail; made here when there is none, and at the server when the first message
 * goes there.
 */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { Folder } from '../../../contract/folders.ts';
import { findSpecialFolder, type SpecialRole, specialFolderPath, specialNames } from '../../../contract/special-folder.ts';
import type { FolderListing } from '../../cache/database/stored.ts';
import type { FolderReader } from '../../cache/messages/read-folders.ts';
import type { Storage } from '../../cache/queue/jobs.ts';
import { stored } from '../sync-dependencies.ts';

/** Answers the folder's id. Rejects with a `FailureError` when it cannot be stored. */
export async function ensureSpecialFolder(
  { storage, reader }: { storage: Storage; reader: FolderReader },
  accountId: string,
  role: SpecialRole,
): Promise<number> {
  const folders = reader.folders(accountId);
  const namespace = reader.namespace(accountId);
  const found = findSpecialFolder(folders, role, namespace);
  if (found) return found.id;
  const path = specialFolderPath(folders, role, namespace);
  const delimiter = namespace?.delimiter ?? folders.find((folder) => folder.delimiter !== null)?.delimiter ?? null;
  const above = path.slice(0, -specialNames[role].length - 1);
  const parentPath = folders.find((folder) => folder.path === above)?.path ?? null;
  const listing: FolderListing = { path, name: specialNames[role], delimiter, parentPath, role, selectable: true };
  const { ids } = await stored(
    storage.saveFolders({ accountId, folders: [...listingsOf(folders, reader.listedNames(accountId)), listing] }),
  );
  const id = ids.get(path);
  if (id === undefined) throw new FailureError(failure('folder-missing', { detail: { path } }));
  return id;
}

/** Folders as they were listed. */
function listingsOf(folders: readonly Folder[], listedNames: ReadonlyMap<string, string>): FolderListing[] {
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
