/**
 * The folder pane: accounts and their folders as one tree, what waits in the outbox, and how each account is doing.
 * It knows nothing of messages; choosing a folder is told to the workspace.
 */

import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { folderName } from '../../state/folder-label.ts';
import { findByName, folderKey, moveInTree, sortFolders, type TreeLine, treeLines } from '../../state/folder-tree.ts';
import { usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { useFixedRows } from '../../ui/list/use-fixed-rows.ts';
import { ContextMenu } from '../../ui/Menus.tsx';
import { FolderLine } from './FolderLine.tsx';
import { useFolderMenu } from './use-folder-menu.ts';

const typeAheadTime = 800;

/** Pixels of a line at the normal type size. */
const lineHeight = 28;
/** Lines drawn on both sides of what is in sight. */
const margin = 8;
export function Folders() {
  const say = useWords();
  const language = useLanguage();
  const menuOf = useFolderMenu();
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
            return (
              <FolderLine
                key={line.key}
                line={line}
                name={nameOf(line)}
                top={at * height}
                height={height}
                isSelected={line.key === selectedKey}
                isTabStop={line.key === tabStop}
                onPlace={(element) => {
                  if (element) items.current.set(line.key, element);
                  else items.current.delete(line.key);
                }}
                onFocus={() => setFocused(line.key)}
                onChoose={() => choose(line)}
                onToggle={() => toggle(line.key)}
                onKeyDown={(event) => onKeyDown(event, at)}
                onMenu={(event) => {
                  event.preventDefault();
                  setMenu({ line, at: { x: event.clientX, y: event.clientY } });
                }}
              />
            );
          })}
        </div>
      </div>
      {menu && <ContextMenu at={menu.at} entries={menuOf(menu.line)} label={nameOf(menu.line)} onClose={closeMenu} />}
    </nav>
  );
}
