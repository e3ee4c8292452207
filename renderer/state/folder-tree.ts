/** Folders as a tree, in the order in which they stand wherever they are listed: pure, so that order and collapsing can be tested. */
import type { Account } from '../../electron/contract/accounts.ts';
import type { Folder, FolderRole } from '../../electron/contract/folders.ts';

export interface TreeLine {
  readonly key: string;
  readonly level: number;
  readonly account: Account;
  /** Null for the line of the account itself. */
  readonly folder: Folder | null;
  readonly parentKey: string | null;
  readonly hasChildren: boolean;
  readonly isExpanded: boolean;
  /** Unread mail inside folded children is shown here. */
  readonly unread: number;
  /** Among its siblings, from 1, and how many those are: aria-posinset and aria-setsize. */
  readonly position: number;
  readonly siblings: number;
}

/** Folders that everybody has come first, in the order in which people use them. */
const roleOrder: readonly FolderRole[] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'all', 'junk', 'trash'];
const rank = (folder: Folder) => (folder.role === null ? roleOrder.length : roleOrder.indexOf(folder.role));

const accountKey = (accountId: string) => `account:${accountId}`;
export const folderKey = (folderId: number) => `folder:${folderId}`;

/** Folders under their parents, in order. To sort thousands of names takes longer than a click may: fold and unfold go by what is sorted. */
interface SortedFolders {
  readonly accounts: readonly Account[];
  /** By the key of what they lie in. */
  readonly children: ReadonlyMap<string, readonly Folder[]>;
}

export function sortFolders(
  accounts: readonly Account[],
  folders: readonly Folder[],
  compare: (one: string, other: string) => number,
): SortedFolders {
  const ids = new Set(folders.map((folder) => folder.id));
  const children = new Map<string, Folder[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && ids.has(folder.parentId) ? folderKey(folder.parentId) : accountKey(folder.accountId);
    const siblings = children.get(parent);
    if (siblings) siblings.push(folder);
    else children.set(parent, [folder]);
  }
  for (const siblings of children.values()) siblings.sort((one, other) => rank(one) - rank(other) || compare(one.name, other.name));
  return { accounts, children };
}

/**
 * Lines in the order in which they stand. Levels start at 1, as aria-level does.
 * @param folded keys of lines whose children are hidden
 */
export function treeLines({ accounts, children }: SortedFolders, folded: ReadonlySet<string>): TreeLine[] {
  const lines: TreeLine[] = [];
  const unreadBelow = (key: string): number =>
    (children.get(key) ?? []).reduce((sum, folder) => sum + folder.unread + unreadBelow(folderKey(folder.id)), 0);
  const visit = (siblings: readonly Folder[], account: Account, parentKey: string, level: number) => {
    for (const [index, folder] of siblings.entries()) {
      const key = folderKey(folder.id);
      const below = children.get(key) ?? [];
      const isExpanded = below.length > 0 && !folded.has(key);
      const unread = folder.unread + (below.length > 0 && !isExpanded ? unreadBelow(key) : 0);
      const place = { position: index + 1, siblings: siblings.length };
      lines.push({ key, level, account, folder, parentKey, hasChildren: below.length > 0, isExpanded, unread, ...place });
      if (isExpanded) visit(below, account, key, level + 1);
    }
  };
  for (const [index, account] of accounts.entries()) {
    const key = accountKey(account.id);
    const below = children.get(key) ?? [];
    const isExpanded = !folded.has(key);
    const unread = isExpanded ? 0 : unreadBelow(key);
    const place = { position: index + 1, siblings: accounts.length };
    lines.push({ key, level: 1, account, folder: null, parentKey: null, hasChildren: below.length > 0, isExpanded, unread, ...place });
    if (isExpanded) visit(below, account, key, 2);
  }
  return lines;
}

/** Where a key goes in the tree (WAI-ARIA Authoring Practices, tree view). `toggle` folds or unfolds the line first. */
type TreeMove = { readonly focus: number } | { readonly toggle: string } | null;

/** @param page how many lines Page Up and Page Down go */
export function moveInTree(lines: readonly TreeLine[], at: number, key: string, page = 10): TreeMove {
  const line = lines[at];
  if (!line) return null;
  switch (key) {
    case 'ArrowDown':
      return { focus: Math.min(lines.length - 1, at + 1) };
    case 'ArrowUp':
      return { focus: Math.max(0, at - 1) };
    case 'PageDown':
      return { focus: Math.min(lines.length - 1, at + page) };
    case 'PageUp':
      return { focus: Math.max(0, at - page) };
    case 'Home':
      return { focus: 0 };
    case 'End':
      return { focus: lines.length - 1 };
    case 'ArrowRight':
      if (!line.hasChildren) return null;
      return line.isExpanded ? { focus: at + 1 } : { toggle: line.key };
    case 'ArrowLeft': {
      if (line.hasChildren && line.isExpanded) return { toggle: line.key };
      const parent = lines.findIndex((other) => other.key === line.parentKey);
      return parent < 0 ? null : { focus: parent };
    }
    default:
      return null;
  }
}

/** The next line whose name starts with `typed`, after `at` and then from the top; -1 when there is none. */
export function findByName(lines: readonly TreeLine[], nameOf: (line: TreeLine) => string, at: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // With one letter typed the search starts after the focused line, so that the same letter goes round.
  const start = typed.length === 1 ? at + 1 : at;
  for (let step = 0; step < lines.length; step++) {
    const index = (start + step) % lines.length;
    const line = lines[index];
    if (line && nameOf(line).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
