import { describe, expect, it } from 'vitest';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import { findByName, moveInTree, sortFolders, treeLines } from '../../../renderer/state/folder-tree.ts';
import { makeAccount, makeFolder } from '../fake/mailbox.ts';

const buildTree = (
  accounts: readonly Account[],
  all: readonly Folder[],
  folded: ReadonlySet<string>,
  by: (one: string, other: string) => number,
) => treeLines(sortFolders(accounts, all, by), folded);

const ana = makeAccount('ana', 'Ana', 'ana@example.test', false);
const folders = [
  makeFolder(1, 'ana', 'Zebra', null, 0, 0),
  makeFolder(2, 'ana', 'Sent', 'sent', 0, 0),
  makeFolder(3, 'ana', 'INBOX', 'inbox', 9, 4),
  makeFolder(4, 'ana', 'Lists', null, 0, 1),
  makeFolder(5, 'ana', 'postfix', null, 0, 7, 4),
  makeFolder(6, 'ana', 'orphan', null, 0, 0, 999),
];
const compare = (one: string, other: string) => one.localeCompare(other);
const names = (folded: string[] = []) => buildTree([ana], folders, new Set(folded), compare).map((line) => line.folder?.name ?? '@');

describe('the folder tree', () => {
  it('shows special folders first, then the others by name, children under their parent', () => {
    expect(names()).toEqual(['@', 'INBOX', 'Sent', 'Lists', 'postfix', 'orphan', 'Zebra']);
  });

  it('keeps unread mail of folded children in sight', () => {
    const lines = buildTree([ana], folders, new Set(['folder:4']), compare);
    expect(lines.map((line) => line.folder?.name ?? '@')).not.toContain('postfix');
    expect(lines.find((line) => line.folder?.name === 'Lists')?.unread).toBe(8);
    expect(buildTree([ana], folders, new Set(['account:ana']), compare)[0]?.unread).toBe(12);
  });

  it('moves with the arrows as trees do: right unfolds and goes in, left folds and goes out', () => {
    const open = buildTree([ana], folders, new Set(), compare);
    const lists = open.findIndex((line) => line.folder?.name === 'Lists');
    expect(moveInTree(open, lists, 'ArrowRight')).toEqual({ focus: lists + 1 });
    expect(moveInTree(open, lists, 'ArrowLeft')).toEqual({ toggle: 'folder:4' });
    expect(moveInTree(open, lists + 1, 'ArrowLeft')).toEqual({ focus: lists });
    expect(moveInTree(open, 0, 'End')).toEqual({ focus: open.length - 1 });
  });

  it('finds a folder by its first letters, and goes round with the same letter', () => {
    const lines = buildTree([ana], folders, new Set(), compare);
    const shown = (line: (typeof lines)[number]) => line.folder?.name ?? line.account.settings.name;
    const sent = lines.findIndex((line) => shown(line) === 'Sent');
    expect(findByName(lines, shown, 0, 's')).toBe(sent);
    expect(findByName(lines, shown, sent, 's')).toBe(sent);
    expect(findByName(lines, shown, 0, 'q')).toBe(-1);
  });
});
