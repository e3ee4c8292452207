/** Which folder of an account takes archived, unwanted and deleted mail: engine and window must mean the same one. */
import type { Folder } from './folders.ts';

export type SpecialRole = 'archive' | 'junk' | 'trash' | 'sent';

/** Under the names that other programs use and recognise (RFC 6154 §2 gives the uses, practice the names). */
export const specialNames: Readonly<Record<SpecialRole, string>> = { archive: 'Archive', junk: 'Junk', trash: 'Trash', sent: 'Sent' };

/**
 * The path of a special folder that is made: below the prefix of the personal namespace, where the server told it (RFC 2342 §5). From one
 * that did not, only the folders it has can be asked.
 * @param folders of one account
 */
export function specialFolderPath(folders: readonly Folder[], role: SpecialRole, namespace: { readonly prefix: string } | null): string {
  if (namespace) return `${namespace.prefix}${specialNames[role]}`;
  const others = folders.filter(({ path }) => path !== 'INBOX');
  const delimiter = folders.find(({ path }) => path === 'INBOX')?.delimiter;
  const belowInbox = delimiter && others.length > 0 && others.every(({ path }) => path.startsWith(`INBOX${delimiter}`));
  return belowInbox ? `INBOX${delimiter}${specialNames[role]}` : specialNames[role];
}

/**
 * The folder that has this role, else one with its usual name; null where it is still to be made.
 * @param folders of one account
 * @param namespace of that account; without it a folder that has the name but not the role may be missed
 */
export function findSpecialFolder(
  folders: readonly Folder[],
  role: SpecialRole,
  namespace: { readonly prefix: string } | null = null,
): Folder | null {
  const path = specialFolderPath(folders, role, namespace);
  return folders.find((folder) => folder.role === role) ?? folders.find((folder) => folder.path === path && folder.selectable) ?? null;
}
