/** The grid itself: only the rows in sight exist; focus and scroll position belong to messages, not to positions. */

import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useImperativeHandle, useState } from 'react';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useCommandMenu } from '../../state/CommandButton.tsx';
import { folderName } from '../../state/folder-look.ts';
import { useMailActions, usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { startOf, totalOf } from '../../ui/list/fixed-rows.ts';
import { drawnRows, useLateStretch } from '../../ui/list/late-margin.ts';
import { useFixedRows } from '../../ui/list/use-fixed-rows.ts';
import { ContextMenu } from '../../ui/Menus.tsx';
import { useRoom } from '../../ui/machine.ts';
import { useLatest } from '../../ui/use-latest.ts';
import { useNarrower } from '../../ui/use-narrower.ts';
import type { GridControls } from './act-on-messages.ts';
import { GridRow, type RowEvents } from './GridRow.tsx';
import type { RowSource, Rows } from './row-source.ts';
import { moveFocus, selectOnly, toggleOne } from './selection.ts';
import { useActiveRow } from './use-active-row.ts';
import { useNeighbours } from './use-neighbours.ts';

/** Rows drawn above and below those in sight. */
const margin = 6;
const rowHeights = { compact: 28, normal: 36, comfortable: 60 } as const;
/** Where one line has no room for sender, subject and date, there are two. */
const twoLineHeights = { compact: 44, normal: 52, comfortable: 60 } as const;
/** Pixels of the list, at the normal type size, from which one line has room. */
const oneLineFrom = 520;

interface MessageGridProps {
  source: RowSource;
  rows: Rows;
  /** In a search: the folder a message is in. */
  placeOf: (folderId: number) => Folder | undefined;
  showsPlace: boolean;
  /** By identifier; where there are several, a place is named with its account. */
  accountNames: ReadonlyMap<string, string>;
  /** For commands, which know no list. */
  controls: RefObject<GridControls | null>;
}

export function MessageGrid({ source, rows, placeOf, showsPlace, accountNames, controls }: MessageGridProps) {
  const room = useRoom();
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const actions = useMailActions();
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
  const { anchor, latest: latestPosition, focus: focusRow, openNow } = active;
  // The focused row stays in the document wherever one scrolls, or the focus would be lost.
  const drawn = drawnRows(inSight, useLateStretch(inSight), margin, active.position, rows.total);

  const { first, last } = inSight;
  useEffect(() => {
    if (rows.version >= 0) source.show(first, Math.max(first, last));
  }, [source, first, last, rows.version]);

  const selectRange = (to: number) => {
    const from = Math.min(anchor.current, to);
    const until = Math.max(anchor.current, to);
    const known = rowsBetween(rows, from, until);
    if (known) workspace.select(known);
    else workspace.selectWhenKnown(source.idsBetween(from, until), false);
  };

  useNeighbours(source, open);

  const step = useCallback(
    (by: number) => {
      const rows = source.rows();
      const position = latestPosition.current + (workspace.store.get().open ? by : 0);
      const target = Math.min(rows.total - 1, Math.max(0, position));
      const row = rows.at(target);
      workspace.select(new Set(row ? [row.id] : []));
      anchor.current = target;
      focusRow(target, 'now');
    },
    [workspace, source, focusRow, anchor, latestPosition],
  );
  const { leave, place, goBack } = active;
  useImperativeHandle(controls, () => ({ step, focusFirst: () => focusRow(0, 'no'), leave, place, goBack }), [
    step,
    focusRow,
    leave,
    place,
    goBack,
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    const modifier = event.ctrlKey || event.metaKey;
    if (modifier && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      event.stopPropagation();
      // All that is there now: what arrives afterwards is not among them.
      workspace.selectWhenKnown(source.allIds(), true);
      return;
    }
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      event.preventDefault();
      const box = active.elements.current.get(active.position)?.getBoundingClientRect();
      if (box) openMenu({ x: box.left + 40, y: box.top + box.height / 2 }, active.position);
      return;
    }
    if (event.altKey) return;
    const row = rows.at(active.position);
    if (event.key === ' ' && modifier) {
      event.preventDefault();
      if (row) workspace.select(toggleOne({ ids: selection, all: allSelected }, row.id).ids);
      anchor.current = active.position;
      return;
    }
    if (event.key === 'Enter' && !modifier) {
      event.preventDefault();
      if (row) workspace.select(selectOnly(row.id).ids);
      openNow(row);
      return;
    }
    const target = moveFocus(event.key, active.position, rows.total, Math.floor(view().height / layout.rowHeight));
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      focusRow(target, 'no');
      selectRange(target);
    } else if (modifier) {
      focusRow(target, 'no');
    } else {
      anchor.current = target;
      const next = rows.at(target);
      workspace.select(new Set(next ? [next.id] : []));
      focusRow(target, room === 'three' ? 'soon' : 'no');
    }
  };

  const onClick = (event: MouseEvent, position: number) => {
    const row = rows.at(position);
    if (event.shiftKey) {
      focusRow(position, 'no');
      selectRange(position);
      return;
    }
    anchor.current = position;
    if (event.ctrlKey || event.metaKey) {
      if (row) workspace.select(toggleOne({ ids: selection, all: false }, row.id).ids);
      focusRow(position, 'no');
      return;
    }
    workspace.select(new Set(row ? [row.id] : []));
    focusRow(position, 'now');
  };

  const openMenu = (at: { x: number; y: number }, position: number) => {
    const row = rows.at(position);
    if (!row) return;
    if (!allSelected && !selection.has(row.id)) workspace.select(selectOnly(row.id).ids);
    active.set(position);
    setMenuAt(at);
  };

  const handlers = {
    onClick,
    onMenu: openMenu,
    onFocus: active.set,
    onFlag: (row: MessageRow) => void actions.setFlag([row.id], 'flagged', !row.flagged),
  };
  const latest = useLatest(handlers);
  const [events] = useState<RowEvents>(() => ({
    onClick: (event, position) => latest.current.onClick(event, position),
    onMenu: (at, position) => latest.current.onMenu(at, position),
    onFocus: (position) => latest.current.onFocus(position),
    onFlag: (row) => latest.current.onFlag(row),
    onPlace: (position, element) => {
      if (element) active.elements.current.set(position, element);
      else active.elements.current.delete(position);
    },
  }));

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
            // Whoever puts the menu away and stays has gone to the message; a command is all that the others wanted of it.
            if (!isChosen) workspace.store.set({ isAskedFor: true });
          }}
        />
      )}
    </>
  );
}

/** Identifiers of a range whose rows are all known; null: not all are. */
function rowsBetween(rows: Rows, from: number, until: number): ReadonlySet<number> | null {
  const ids = new Set<number>();
  for (let position = from; position <= until; position++) {
    const row = rows.at(position);
    if (!row) return null;
    ids.add(row.id);
  }
  return ids;
}

function MessageMenu({ at, onClose }: { at: { x: number; y: number }; onClose: (isChosen: boolean) => void }) {
  const say = useWords();
  return <ContextMenu at={at} entries={useCommandMenu()} label={say('messages.menu')} onClose={onClose} />;
}
