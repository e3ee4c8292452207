/**
 * The folder pane: accounts and their folders as one tree, what waits in the outbox, and how each account is doing.
 * It knows nothing of messages; choosing a folder is told to the workspace.
 */
import {
  Archive,
  ChevronRight,
  File,
  Flag,
  Folder as FolderIcon,
  FolderSearch,
  Inbox,
  type LucideIcon,
  Mails,
  OctagonAlert,
  PenLine,
  RefreshCw,
  Send,
  Settings,
  Trash2,
} from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Folder, FolderRole } from '../../../electron/contract/folders.ts';
import { useClient } from '../../api/Api.tsx';
import { useCall } from '../../api/use-call.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords, type WordKey } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { ContextMenu, type MenuEntry } from '../../ui/Menus.tsx';
import { visible } from '../../ui/visible-text.ts';
import { AccountState } from './AccountState.tsx';
import { buildTree, findByName, folderKey, moveInTree, type TreeLine } from './folder-tree.ts';
import './folders.css';

const roleIcons: Readonly<Record<FolderRole, LucideIcon>> = {
  inbox: Inbox,
  drafts: PenLine,
  sent: Send,
  archive: Archive,
  junk: OctagonAlert,
  trash: Trash2,
  all: Mails,
  flagged: Flag,
};

const typeAheadTime = 800;

/** The name people know: special folders in the user's language, others as the server calls them. */
export function folderName(folder: Folder, say: (key: WordKey) => string): string {
  return folder.role === null ? visible(folder.name) : say(`folders.role.${folder.role}`);
}

export function Folders() {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const accounts = useCall('accounts.list', {}, { refetchOn: 'accounts.changed' });
  const folders = useCall('folders.list', {}, { refetchOn: ['folders.changed', 'accounts.changed'] });
  const folderId = useWorkspaceState((state) => state.folderId);
  const place = useWorkspaceState((state) => state.place);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const items = useRef(new Map<string, HTMLElement>());
  const typed = useRef({ text: '', at: 0 });
  const [menu, setMenu] = useState<{ readonly line: TreeLine; readonly at: { x: number; y: number } } | null>(null);

  const lines = useMemo(
    () => buildTree(accounts.value ?? [], folders.value ?? [], folded, new Intl.Collator(language, { numeric: true }).compare),
    [accounts.value, folders.value, folded, language],
  );
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
          { id: 'get', label: say('command.getMail'), icon: RefreshCw, run: () => void client.call('sync.now', { accountId: account.id }) },
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
  const selectedKey = place === 'mail' && folderId !== null ? folderKey(folderId) : null;
  const tabStop = lines.some((line) => line.key === focused)
    ? focused
    : (lines.find((line) => line.key === selectedKey)?.key ?? lines[0]?.key);

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
    if (event.key === 'Enter' || event.key === ' ') {
      choose(line);
    } else {
      const move = moveInTree(lines, at, event.key);
      if (move && 'toggle' in move) toggle(move.toggle);
      else if (move) focus = move.focus;
      else if (event.key.length === 1) {
        const now = event.timeStamp;
        typed.current = { text: now - typed.current.at < typeAheadTime ? typed.current.text + event.key : event.key, at: now };
        focus = findByName(lines, lines.map(nameOf), at, typed.current.text);
        // A letter that names no folder stays a shortcut of the window.
        if (focus < 0) return;
      } else return;
    }
    event.preventDefault();
    event.stopPropagation();
    const target = lines[focus];
    if (!target) return;
    setFocused(target.key);
    items.current.get(target.key)?.focus();
  };

  return (
    <nav className="folders" data-pane aria-label={say('folders.pane')}>
      <div role="tree" aria-label={say('folders.tree')} className="folders-tree">
        {lines.map((line, at) => {
          const Icon = line.folder?.role ? roleIcons[line.folder.role] : line.folder?.selectable === false ? File : FolderIcon;
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
              aria-selected={isSelected}
              {...(line.hasChildren ? { 'aria-expanded': line.isExpanded } : {})}
              tabIndex={line.key === tabStop ? 0 : -1}
              className={`folder${line.folder ? '' : ' is-account'}${isSelected ? ' is-selected' : ''}${line.unread > 0 ? ' is-unread' : ''}`}
              style={{ paddingInlineStart: `${0.35 + Math.max(0, line.level - 2) * 0.9}rem` }}
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
                <ChevronRight size={13} strokeWidth={2} />
              </span>
              {line.folder && <Icon size={16} strokeWidth={1.6} className="folder-icon" aria-hidden />}
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
      {menu && <ContextMenu at={menu.at} entries={menuOf(menu.line)} label={nameOf(menu.line)} onClose={closeMenu} />}
    </nav>
  );
}
