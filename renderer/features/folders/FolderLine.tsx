/** One line of the folder tree: an account, or a folder with its unread count. */
import { ChevronRight } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { folderIcon } from '../../state/folder-label.ts';
import type { TreeLine } from '../../state/folder-tree.ts';
import { AccountState } from './AccountState.tsx';

/** Deeper folders stand below each other: their names need the room. */
const deepest = 12;

interface FolderLineProps {
  line: TreeLine;
  name: string;
  /** Pixels from the top of the tree, and of the line. */
  top: number;
  height: number;
  isSelected: boolean;
  isTabStop: boolean;
  onPlace: (element: HTMLElement | null) => void;
  onFocus: () => void;
  onChoose: () => void;
  onToggle: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onMenu: (event: MouseEvent) => void;
}

export function FolderLine(props: FolderLineProps) {
  const { line, name, top, height, isSelected, isTabStop, onPlace, onFocus, onChoose, onToggle, onKeyDown, onMenu } = props;
  const say = useWords();
  const language = useLanguage();
  const Icon = line.folder && folderIcon(line.folder);
  return (
    <div
      ref={onPlace}
      role="treeitem"
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-selected={isSelected}
      {...(line.hasChildren ? { 'aria-expanded': line.isExpanded } : {})}
      tabIndex={isTabStop ? 0 : -1}
      className={`folder${line.folder ? '' : ' is-account'}${isSelected ? ' is-selected' : ''}${line.unread > 0 ? ' is-unread' : ''}`}
      style={{
        height,
        transform: `translateY(${top}px)`,
        paddingInlineStart: `${0.35 + Math.min(deepest, Math.max(0, line.level - 2)) * 0.9}rem`,
      }}
      onFocus={onFocus}
      onClick={onChoose}
      onKeyDown={onKeyDown}
      onContextMenu={onMenu}
    >
      <span
        className={`folder-twist${line.isExpanded ? ' is-open' : ''}${line.hasChildren ? '' : ' is-hidden'}`}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
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
}
