/**
 * The folder pane: accounts and their folders as one tree, what waits in the outbox, and how each account is doing.
 * It knows nothing of messages; choosing a folder is told to the workspace.
 */

import { ChevronRight, FolderSearch, RefreshCw, Settings, SquareTerminal } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useClient } from '../../api/Api.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { folderIcon, folderName } from '../../state/folder-label.ts';
import { findByName, folderKey, moveInTree, sortFolders, type TreeLine, treeLines } from '../../state/folder-tree.ts';
import { usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { useFixedRows } from '../../ui/list/use-fixed-rows.ts';
import { ContextMenu, type MenuEntry } from '../../ui/Menus.tsx';
import { AccountState } from './AccountState.tsx';

const typeAheadTime = 800;

/** Pixels of a line at the normal type size. */
const lineHeight = 28;
/** Lines drawn on both sides of what is in sight. */
const margin = 8;
/** Deeper folders stand below each other: their names need the room. */
const deepest = 12;

export function Folders() {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const accounts = useAccounts();
  const folders = useFolders();
  const folderId = useWorkspaceState((state) => state.folderId);
  const isMail = useWorkspaceState((state) => state.view.name === 'mail');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const items = useRef(new Map<string, HTMLElement>());
  const typed = useRef({ text: '', at: 0 });
  const [menu, setMenu] = useState<{ readonly line: TreeLine; readonly at: { x: number; y: number } } | null>(null);

  const sorted = useMemo(
    () => sortFolders(accounts.value ?? [], folders.value ?? [], new Intl.Collator(language, { numeric: true }).compare),
    [accounts.value, folders.value, language],
  );
  const lines = useMemo(() => treeLines(sorted, folded), [sorted, folded]);
  const [{ textSize }] = usePreferences();
  const height = Math.round((lineHeight * textSize) / 100);
  // However many folders there are, only those in sight are in the document, and the one that the keys are at.
  const { attach, inSight, view, scrollToRow } = useFixedRows({ count: lines.length, rowHeight: height, opened: null, isUrgent: true });
  const nameOf = (line: TreeLine) => (line.folder ? folderName(line.folder, say) : line.account.settings.name);

  const toggle = (key: string) => {
    const next = new Set(folded);
    if (!next.delete(key)) next.add(key);
    setFolded(next);
  };
  const choose = (line: TreeLine) => {
    if (line.folder?.selectable) workspace.openFolder(line.folder.id);
    else if (line.hasChildren) toggle(line.key);
  };
  const getMail = async (accountId: string) => {
    const answer = await client.call('sync.now', { accountId });
    if (!answer.ok) workspace.showFailure(answer.failure);
  };
  const menuOf = ({ folder, account }: TreeLine): MenuEntry[] =>
    folder
      ? [
          {
            id: 'details',
            label: say('command.folderDetails'),
            icon: FolderSearch,
            run: () => workspace.openDialog({ kind: 'folder', folderId: folder.id }),
          },
        ]
      : [
          { id: 'get', label: say('command.getMail'), icon: RefreshCw, run: () => void getMail(account.id) },
          {
            id: 'console',
            label: say('command.console'),
            icon: SquareTerminal,
            run: () => workspace.openView({ name: 'console', accountId: account.id }),
          },
          {
            id: 'edit',
            label: say('folders.editAccount'),
            icon: Settings,
            run: () => workspace.openDialog({ kind: 'account', accountId: account.id }),
          },
        ];
  const closeMenu = () => {
    const key = menu?.line.key;
    setMenu(null);
    if (key !== undefined) items.current.get(key)?.focus();
  };
  const selectedKey = isMail && folderId !== null ? folderKey(folderId) : null;
  const tabStop = lines.some((line) => line.key === focused)
    ? focused
    : (lines.find((line) => line.key === selectedKey)?.key ?? lines[0]?.key);

  const tabStopAt = lines.findIndex((line) => line.key === tabStop);
  const first = Math.max(0, inSight.first - margin);
  const last = Math.min(lines.length - 1, inSight.last + margin);
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (tabStopAt >= 0 && tabStopAt < first) drawn.unshift(tabStopAt);
  if (tabStopAt > last) drawn.push(tabStopAt);
  /** Where the keys have led to, until it is in the document. */
  const goingTo = useRef<string | null>(null);
  useLayoutEffect(() => {
    const target = goingTo.current === null ? undefined : items.current.get(goingTo.current);
    if (!target) return;
    goingTo.current = null;
    target.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const line = lines[at];
    if (line && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10') || (event.altKey && event.key === 'Enter'))) {
      event.preventDefault();
      event.stopPropagation();
      const box = event.currentTarget.getBoundingClientRect();
      if (event.key !== 'Enter') setMenu({ line, at: { x: box.left + 40, y: box.bottom } });
      else if (line.folder) workspace.openDialog({ kind: 'folder', folderId: line.folder.id });
      return;
    }
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    let focus = -1;
    // Within a name that is being typed a space is part of it.
    const isTyping = typed.current.text !== '' && event.timeStamp - typed.current.at < typeAheadTime;
    if (event.key === 'Enter' || (event.key === ' ' && !isTyping)) {
      choose(line);
    } else {
      const move = moveInTree(lines, at, event.key, Math.max(1, Math.floor(view().height / height)));
      if (move && 'toggle' in move) toggle(move.toggle);
      else if (move) focus = move.focus;
      else if (event.key.length === 1) {
        const now = event.timeStamp;
        typed.current = { text: isTyping ? typed.current.text + event.key : event.key, at: now };
        focus = findByName(lines, nameOf, at, typed.current.text);
        // A letter that names no folder stays a shortcut of the window.
        if (focus < 0) return;
      } else return;
    }
    event.preventDefault();
    event.stopPropagation();
    const target = lines[focus];
    if (!target) return;
    goingTo.current = target.key;
    setFocused(target.key);
    scrollToRow(focus, 'nearest');
  };

  return (
    <nav className="folders" data-pane aria-label={say('folders.pane')}>
      <div role="tree" aria-label={say('folders.tree')} className="folders-tree" ref={attach}>
        <div role="none" className="folders-extent" style={{ height: lines.length * height }}>
          {drawn.map((at) => {
            const line = lines[at];
            if (!line) return null;
            const Icon = line.folder && folderIcon(line.folder);
            const name = nameOf(line);
            const isSelected = line.key === selectedKey;
            return (
              <div
                key={line.key}
                ref={(element) => {
                  if (element) items.current.set(line.key, element);
                  else items.current.delete(line.key);
                }}
                role="treeitem"
                aria-level={line.level}
                aria-posinset={line.position}
                aria-setsize={line.siblings}
                aria-selected={isSelected}
                {...(line.hasChildren ? { 'aria-expanded': line.isExpanded } : {})}
                tabIndex={line.key === tabStop ? 0 : -1}
                className={`folder${line.folder ? '' : ' is-account'}${isSelected ? ' is-selected' : ''}${line.unread > 0 ? ' is-unread' : ''}`}
                style={{
                  height,
                  transform: `translateY(${at * height}px)`,
                  paddingInlineStart: `${0.35 + Math.min(deepest, Math.max(0, line.level - 2)) * 0.9}rem`,
                }}
                onFocus={() => setFocused(line.key)}
                onClick={() => choose(line)}
                onKeyDown={(event) => onKeyDown(event, at)}
                onContextMenu={(event) => {
                  event.preventDefault();
                  setMenu({ line, at: { x: event.clientX, y: event.clientY } });
                }}
              >
                <span
                  className={`folder-twist${line.isExpanded ? ' is-open' : ''}${line.hasChildren ? '' : ' is-hidden'}`}
                  aria-hidden
                  onClick={(event) => {
                    event.stopPropagation();
                    toggle(line.key);
                  }}
                >
                  <ChevronRight size="0.8125rem" strokeWidth={2} />
                </span>
                {Icon && <Icon size="1rem" strokeWidth={1.6} className="folder-icon" aria-hidden />}
                <span className="folder-name" dir="auto">
                  {name}
                </span>
                {line.folder === null && <AccountState accountId={line.account.id} />}
                {line.unread > 0 && (
                  <span className="folder-unread numeric">
                    {formatNumber(line.unread, language)}
                    <span className="visually-hidden"> {say('folders.unread')}</span>
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {menu && <ContextMenu at={menu.at} entries={menuOf(menu.line)} label={nameOf(menu.line)} onClose={closeMenu} />}
    </nav>
  );
}
