/** The grid itself: only the rows in sight exist; focus and scroll position belong to messages, not to positions. */

import { type RefObject, useCallback, useEffect, useImperativeHandle, useState, useSyncExternalStore } from 'react';
import type { Folder } from '../../../electron/contract/folders.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useCommandMenu } from '../../state/CommandButton.tsx';
import { folderName } from '../../state/folder-label.ts';
import { usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { startOf, totalOf } from '../../ui/list/fixed-rows.ts';
import { drawnRows, useOverscan } from '../../ui/list/overscan.ts';
import { useFixedRows } from '../../ui/list/use-fixed-rows.ts';
import { ContextMenu } from '../../ui/Menus.tsx';
import { useNarrower } from '../../ui/panes/use-narrower.ts';
import type { GridControls } from './act-on-messages.ts';
import { GridRow } from './GridRow.tsx';
import type { RowSource } from './rows/row-source.ts';
import { useActiveRow } from './use-active-row.ts';
import { useGridInput } from './use-grid-input.ts';
import { usePrefetchAdjacent } from './use-prefetch-adjacent.ts';

/** Rows drawn above and below those in sight. */
const margin = 6;
const rowHeights = { compact: 28, normal: 36, comfortable: 60 } as const;
/** Rows have two lines where one has no space for sender, subject and date. */
const twoLineHeights = { compact: 44, normal: 52, comfortable: 60 } as const;
/** Pixels of the list, at the normal type size, from which one line has room. */
const oneLineFrom = 520;

interface MessageGridProps {
  source: RowSource;
  /** In a search: the folder a message is in. */
  placeOf: (folderId: number) => Folder | undefined;
  showsPlace: boolean;
  /** By identifier; where there are several, a place is named with its account. */
  accountNames: ReadonlyMap<string, string>;
  /** For commands, which know no list. */
  controls: RefObject<GridControls | null>;
}

export function MessageGrid({ source, placeOf, showsPlace, accountNames, controls }: MessageGridProps) {
  const rows = useSyncExternalStore(source.subscribe, source.rows);
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const [{ density, textSize }] = usePreferences();
  const selection = useWorkspaceState((state) => state.selection);
  const allSelected = useWorkspaceState((state) => state.allSelected);
  const open = useWorkspaceState((state) => state.open);
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);

  const [measure, isNarrow] = useNarrower((oneLineFrom * textSize) / 100);
  const isTwoLines = density === 'comfortable' || isNarrow;
  const height = (isTwoLines ? twoLineHeights : rowHeights)[density];
  const layout = { count: rows.total, rowHeight: Math.round((height * textSize) / 100), opened: null };
  const { attach, inSight, view, scrollToRow, scrollToTop, stayAfter } = useFixedRows({ ...layout, isUrgent: true });
  const placed = useCallback(
    (element: HTMLElement | null) => {
      const stops = [attach(element), measure(element)];
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    [attach, measure],
  );
  const active = useActiveRow({ source, rows, rowHeight: layout.rowHeight, scrollToRow, scrollToTop, stayAfter, view });
  // The focused row stays in the document wherever one scrolls, or the focus would be lost.
  const drawn = drawnRows(inSight, useOverscan(inSight), margin, active.position, rows.total);

  const { first, last } = inSight;
  useEffect(() => {
    if (rows.version >= 0) source.show(first, Math.max(first, last));
  }, [source, first, last, rows.version]);

  usePrefetchAdjacent(source, open);

  const { onKeyDown, events, step } = useGridInput({ source, rows, active, rowHeight: layout.rowHeight, view, onMenu: setMenuAt });
  const { focus: focusRow, leave, place, goBack } = active;
  useImperativeHandle(controls, () => ({ step, focusFirst: () => focusRow(0, 'no'), leave, place, goBack }), [
    step,
    focusRow,
    leave,
    place,
    goBack,
  ]);

  const nameOfPlace = (folder: Folder): string => {
    const name = folderName(folder, say);
    const account = accountNames.size > 1 ? accountNames.get(folder.accountId) : undefined;
    return account === undefined ? name : `${account} · ${name}`;
  };

  const today = new Date().setHours(0, 0, 0, 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do */}
      <div
        ref={placed}
        role="grid"
        aria-label={say('messages.grid')}
        aria-rowcount={rows.complete ? rows.total : -1}
        aria-multiselectable
        data-keys="list"
        className={`grid grid-${density}`}
        onKeyDown={onKeyDown}
        onFocus={() => {
          active.hasFocus.current = true;
        }}
        onBlur={(event) => {
          // A row that is taken out of the document blurs without a next element; then the focus is still ours.
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) active.hasFocus.current = false;
        }}
      >
        <div role="presentation" className="grid-extent" style={{ height: totalOf(layout) }}>
          {drawn.map((position) => {
            const row = rows.at(position);
            const isOpen = row !== undefined && open?.id === row.id && !allSelected && selection.size < 2;
            const isSelected = allSelected || (row !== undefined && selection.has(row.id));
            const folder = row && placeOf(row.folderId);
            return (
              <GridRow
                key={row?.id ?? `position ${position}`}
                row={row}
                position={position}
                start={startOf(layout, position)}
                height={layout.rowHeight}
                isSelected={isSelected}
                isOpen={isOpen}
                isActive={position === active.position}
                isTwoLines={isTwoLines}
                language={language}
                today={today}
                isSent={folder?.role === 'sent'}
                place={folder && showsPlace ? nameOfPlace(folder) : ''}
                events={events}
              />
            );
          })}
        </div>
      </div>
      {menuAt && (
        <MessageMenu
          at={menuAt}
          onClose={(isChosen) => {
            setMenuAt(null);
            // Dismissing the menu counts as going to the message; running a command from it does not.
            if (!isChosen) workspace.store.set({ isAskedFor: true });
          }}
        />
      )}
    </>
  );
}

function MessageMenu({ at, onClose }: { at: { x: number; y: number }; onClose: (isChosen: boolean) => void }) {
  const say = useWords();
  return <ContextMenu at={at} entries={useCommandMenu()} label={say('messages.menu')} onClose={onClose} />;
}
