/** Rows of folders: those a server lists, and those that exist because mail is kept in them. */

import type { FolderListing } from '../database/stored.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { type FolderRow, folderByPath } from './message-rows.ts';

/** Inserts a folder or brings it up to date; answers its id. */
export function saveFolder({ cache }: WriterContext, accountId: string, folder: FolderListing, position: number): number {
  cache.sql`INSERT INTO folders (account_id, path, name, delimiter, parent_path, role, selectable, position, listed_name)
    VALUES (${accountId}, ${folder.path}, ${folder.name}, ${folder.delimiter}, ${folder.parentPath}, ${folder.role}, ${folder.selectable ? 1 : 0}, ${position}, ${folder.listedName ?? null})
    ON CONFLICT (account_id, path) DO UPDATE SET name = excluded.name, delimiter = excluded.delimiter, parent_path = excluded.parent_path,
      role = excluded.role, selectable = excluded.selectable, position = excluded.position,
      listed_name = excluded.listed_name`.run();
  const row = cache.sql`SELECT id FROM folders WHERE account_id = ${accountId} AND path = ${folder.path}`.get<{ id: number }>();
  return row?.id ?? 0; // it was inserted or found by the statement before
}

/** After the folders of a server, which are listed from position 0. */
const lastPosition = 1_000_000;

/** The folder of this path, created when it does not exist. */
export function localFolder(context: WriterContext, accountId: string, path: string, role: string | null): FolderRow {
  const held = folderByPath(context, accountId, path);
  if (held) return held;
  const listing = { path, name: path, delimiter: null, parentPath: null, role: null, selectable: true };
  const id = saveFolder(context, accountId, listing, lastPosition);
  if (role !== null) context.cache.sql`UPDATE folders SET role = ${role} WHERE id = ${id}`.run();
  context.changes.folder(accountId);
  return { id, account_id: accountId, path, role, uid_validity: null };
}
