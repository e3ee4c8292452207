/** The folder list as a tree of what is in sight: pure, so that order and collapsing can be tested. */
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Folder, FolderRole } from '../../../electron/contract/folders.ts';

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
}

/** Folders that everybody has come first, in the order in which people use them. */
const roleOrder: readonly FolderRole[] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'all', 'junk', 'trash'];
const rank = (folder: Folder) => (folder.role === null ? roleOrder.length : roleOrder.indexOf(folder.role));

export const accountKey = (accountId: string) => `account:${accountId}`;
export const folderKey = (folderId: number) => `folder:${folderId}`;

/**
 * Lines in the order in which they stand. Levels start at 1, as aria-level does.
 * @param folded keys of lines whose children are hidden
 */
export function buildTree(
  accounts: readonly Account[],
  folders: readonly Folder[],
  folded: ReadonlySet<string>,
  compare: (one: string, other: string) => number,
): TreeLine[] {
  const ids = new Set(folders.map((folder) => folder.id));
  const children = new Map<string, Folder[]>();
  for (const folder of folders) {
    const parent = folder.parentId !== null && ids.has(folder.parentId) ? folderKey(folder.parentId) : accountKey(folder.accountId);
    const siblings = children.get(parent) ?? [];
    siblings.push(folder);
    children.set(parent, siblings);
  }
  for (const siblings of children.values()) siblings.sort((one, other) => rank(one) - rank(other) || compare(one.name, other.name));

  const lines: TreeLine[] = [];
  const unreadBelow = (key: string): number =>
    (children.get(key) ?? []).reduce((sum, folder) => sum + folder.unread + unreadBelow(folderKey(folder.id)), 0);
  const visit = (folder: Folder, account: Account, parentKey: string, level: number) => {
    const key = folderKey(folder.id);
    const below = children.get(key) ?? [];
    const isExpanded = below.length > 0 && !folded.has(key);
    const unread = folder.unread + (below.length > 0 && !isExpanded ? unreadBelow(key) : 0);
    lines.push({ key, level, account, folder, parentKey, hasChildren: below.length > 0, isExpanded, unread });
    if (isExpanded) for (const child of below) visit(child, account, key, level + 1);
  };
  for (const account of accounts) {
    const key = accountKey(account.id);
    const below = children.get(key) ?? [];
    const isExpanded = !folded.has(key);
    const unread = isExpanded ? 0 : unreadBelow(key);
    lines.push({ key, level: 1, account, folder: null, parentKey: null, hasChildren: below.length > 0, isExpanded, unread });
    if (isExpanded) for (const folder of below) visit(folder, account, key, 2);
  }
  return lines;
}

/** Where a key goes in the tree (WAI-ARIA Authoring Practices, tree view). `toggle` folds or unfolds the line first. */
export type TreeMove = { readonly focus: number } | { readonly toggle: string } | null;

export function moveInTree(lines: readonly TreeLine[], at: number, key: string): TreeMove {
  const line = lines[at];
  if (!line) return null;
  switch (key) {
    case 'ArrowDown':
      return { focus: Math.min(lines.length - 1, at + 1) };
    case 'ArrowUp':
      return { focus: Math.max(0, at - 1) };
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
export function findByName(lines: readonly TreeLine[], names: readonly string[], at: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // With one letter typed the search starts after the focused line, so that the same letter goes round.
  const start = typed.length === 1 ? at + 1 : at;
  for (let step = 0; step < lines.length; step++) {
    const index = (start + step) % lines.length;
    if (names[index]?.toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
