/** The grid itself: only the rows in sight exist; focus and scroll position belong to messages, not to positions. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useMailActions, usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { drawnRows, type Stretch, useLateStretch } from '../../ui/late-margin.ts';
import { ContextMenu } from '../../ui/Menus.tsx';
import { isNarrow } from '../../ui/machine.ts';
import { visible } from '../../ui/visible-text.ts';
import { GridRow, type RowEvents } from './GridRow.tsx';
import type { RowSource, Rows } from './row-source.ts';
import { moveFocus, selectOnly, toggleOne } from './selection.ts';
import { useMessageCommands, useMessageMenu } from './use-message-commands.ts';
import { useNeighbours } from './use-neighbours.ts';

/** Rows drawn above and below those in sight. */
const margin = 6;
const rowHeights = { compact: 28, normal: 36, comfortable: 60 } as const;
/** Arrow keys held down pass over messages faster than they can be read. */
const openPause = 90;

export interface MessageGridProps {
  source: RowSource;
  rows: Rows;
  /** In a search: the folder a message is in. */
  placeOf: (folderId: number) => Folder | undefined;
  showsPlace: boolean;
}

export function MessageGrid({ source, rows, placeOf, showsPlace }: MessageGridProps) {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const actions = useMailActions();
  const [{ density, textSize }] = usePreferences();
  const selection = useWorkspaceState((state) => state.selection);
  const allSelected = useWorkspaceState((state) => state.allSelected);
  const open = useWorkspaceState((state) => state.open);
  const scroller = useRef<HTMLDivElement>(null);
  const elements = useRef(new Map<number, HTMLElement>());
  const [active, setActiveRow] = useState<{ id: number | null; position: number }>(() => {
    const position = open ? source.positionOf(open.id) : undefined;
    return { id: open?.id ?? null, position: position ?? 0 };
  });
  const setActive = useCallback(
    (position: number) => {
      const id = source.rows().at(position)?.id ?? null;
      setActiveRow((before) => (before.id === id && before.position === position ? before : { id, position }));
    },
    [source],
  );
  /** Where a range selected with Shift starts. */
  const anchor = useRef(active.position);
  const hasFocus = useRef(false);
  const openTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** Ends the wait for a row that is to be opened. */
  const stopWaiting = useRef<() => void>(() => {});
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);

  const rowHeight = Math.round((rowHeights[density] * textSize) / 100);
  const known = active.id === null ? undefined : source.positionOf(active.id);
  const activePosition = Math.min(Math.max(0, rows.total - 1), known ?? active.position);
  /** The same for what is done later, so that commands need not be made anew with every step. */
  const latestPosition = useRef(activePosition);
  latestPosition.current = activePosition;

  const late = useRef<Stretch>({ first: 0, last: -1 });
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The focused row stays in the document wherever one scrolls, or the focus would be lost.
    rangeExtractor: ({ startIndex, endIndex }) =>
      drawnRows({ first: startIndex, last: endIndex }, late.current, margin, activePosition, rows.total),
  });
  late.current = useLateStretch(virtual.range);
  const measured = useRef(rowHeight);
  useLayoutEffect(() => {
    if (measured.current === rowHeight) return;
    measured.current = rowHeight;
    virtual.measure();
  }, [virtual, rowHeight]);

  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (rows.version >= 0) source.show(first, last);
  }, [source, first, last, rows.version]);

  // Mail came or went above what is in sight: stay with the same messages.
  const shift = rows.shift;
  const appliedShift = useRef(shift.version);
  useLayoutEffect(() => {
    if (appliedShift.current === shift.version) return;
    appliedShift.current = shift.version;
    if (shift.by === 0 || !scroller.current) return;
    scroller.current.scrollTop += shift.by * rowHeight;
    setActiveRow((before) => ({ ...before, position: Math.max(0, before.position + shift.by) }));
    anchor.current = Math.max(0, anchor.current + shift.by);
  }, [shift, rowHeight]);

  // The row that had the focus may have been drawn anew.
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) elements.current.get(activePosition)?.focus({ preventScroll: true });
  });

  const openNow = useCallback(
    (row: MessageRow | undefined) => {
      clearTimeout(openTimer.current);
      stopWaiting.current();
      if (row) workspace.openMessage(row);
    },
    [workspace],
  );
  useEffect(
    () => () => {
      clearTimeout(openTimer.current);
      stopWaiting.current();
    },
    [],
  );

  const focusRow = useCallback(
    (position: number, shouldOpen: 'now' | 'soon' | 'no') => {
      const row = source.rows().at(position);
      setActive(position);
      bringIntoSight(scroller.current, position, rowHeight);
      hasFocus.current = true;
      requestAnimationFrame(() => elements.current.get(position)?.focus({ preventScroll: true }));
      clearTimeout(openTimer.current);
      stopWaiting.current();
      if (shouldOpen === 'now') openNow(row);
      if (shouldOpen === 'no' || (shouldOpen === 'now' && row)) return;
      // The row may lie on a page that has not come yet: then it is opened when it comes, if the focus is still there.
      const openWhenHeld = () => {
        const held = source.rows().at(position);
        if (!held) return;
        stopWaiting.current();
        workspace.select(selectOnly(held.id).ids);
        workspace.openMessage(held);
      };
      openTimer.current = setTimeout(
        () => {
          stopWaiting.current = source.subscribe(openWhenHeld);
          openWhenHeld();
        },
        shouldOpen === 'soon' ? openPause : 0,
      );
    },
    [setActive, rowHeight, openNow, source, workspace],
  );

  const selectRange = async (to: number) => {
    const from = Math.min(anchor.current, to);
    const until = Math.max(anchor.current, to);
    workspace.select(new Set(await source.idsBetween(from, until)));
  };

  // What was open is gone: the next one takes its place, as it does in every list.
  useEffect(
    () =>
      actions.onLocalChange((change) => {
        if (change.kind !== 'removed') return;
        const opened = workspace.store.get().open;
        if (!opened || !change.ids.has(opened.id)) {
          workspace.select(new Set());
          return;
        }
        const position = Math.min(latestPosition.current, source.rows().total - 1);
        const next = position >= 0 ? source.rows().at(position) : undefined;
        setActive(Math.max(0, position));
        workspace.select(new Set(next ? [next.id] : []));
        const wasAlone = workspace.store.get().pane === 'reader' && isNarrow();
        workspace.openMessage(wasAlone ? null : (next ?? null));
      }),
    [actions, workspace, source, setActive],
  );

  useNeighbours(source, open);

  const step = useCallback(
    (by: number) => {
      const rows = source.rows();
      const position = latestPosition.current + (workspace.store.get().open ? by : 0);
      const target = Math.min(rows.total - 1, Math.max(0, position));
      const row = rows.at(target);
      if (row) workspace.select(selectOnly(row.id).ids);
      anchor.current = target;
      focusRow(target, 'now');
    },
    [workspace, source, focusRow],
  );
  const focusFirst = useCallback(() => focusRow(0, 'no'), [focusRow]);
  useMessageCommands({ source, step, focusFirst });

  const onKeyDown = (event: KeyboardEvent) => {
    const modifier = event.ctrlKey || event.metaKey;
    if (modifier && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      event.stopPropagation();
      workspace.select(new Set(), true);
      return;
    }
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      event.preventDefault();
      const box = elements.current.get(activePosition)?.getBoundingClientRect();
      if (box) openMenu({ x: box.left + 40, y: box.top + box.height / 2 }, activePosition);
      return;
    }
    if (event.altKey) return;
    const row = rows.at(activePosition);
    if (event.key === ' ' && modifier) {
      event.preventDefault();
      if (row) workspace.select(toggleOne({ ids: selection, all: allSelected }, row.id).ids);
      anchor.current = activePosition;
      return;
    }
    if (event.key === 'Enter' && !modifier) {
      event.preventDefault();
      if (row) workspace.select(selectOnly(row.id).ids);
      openNow(row);
      return;
    }
    const target = moveFocus(event.key, activePosition, rows.total, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight));
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      focusRow(target, 'no');
      void selectRange(target);
    } else if (modifier) {
      focusRow(target, 'no');
    } else {
      anchor.current = target;
      const next = rows.at(target);
      workspace.select(new Set(next ? [next.id] : []));
      focusRow(target, isNarrow() ? 'no' : 'soon');
    }
  };

  const onClick = (event: MouseEvent, position: number) => {
    const row = rows.at(position);
    if (event.shiftKey) {
      focusRow(position, 'no');
      void selectRange(position);
      return;
    }
    anchor.current = position;
    if ((event.ctrlKey || event.metaKey) && row) {
      workspace.select(toggleOne({ ids: selection, all: false }, row.id).ids);
      focusRow(position, 'no');
      return;
    }
    if (row) workspace.select(selectOnly(row.id).ids);
    focusRow(position, 'now');
  };

  const openMenu = (at: { x: number; y: number }, position: number) => {
    const row = rows.at(position);
    if (!row) return;
    if (!allSelected && !selection.has(row.id)) workspace.select(selectOnly(row.id).ids);
    setActive(position);
    setMenuAt(at);
  };

  const handlers = {
    onClick,
    onMenu: openMenu,
    onFocus: setActive,
    onFlag: (row: MessageRow) => void actions.setFlag([row.id], 'flagged', !row.flagged),
  };
  const latest = useRef(handlers);
  latest.current = handlers;
  const [events] = useState<RowEvents>(() => ({
    onClick: (event, position) => latest.current.onClick(event, position),
    onMenu: (at, position) => latest.current.onMenu(at, position),
    onFocus: (position) => latest.current.onFocus(position),
    onFlag: (row) => latest.current.onFlag(row),
    onPlace: (position, element) => {
      if (element) elements.current.set(position, element);
      else elements.current.delete(position);
    },
  }));

  const today = new Date().setHours(0, 0, 0, 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do */}
      <div
        ref={scroller}
        role="grid"
        aria-label={say('messages.grid')}
        aria-rowcount={rows.complete ? rows.total : -1}
        aria-multiselectable
        className={`grid grid-${density}`}
        onKeyDown={onKeyDown}
        onFocus={() => {
          hasFocus.current = true;
        }}
        onBlur={(event) => {
          // A row that is taken out of the document blurs without a next element; then the focus is still ours.
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) hasFocus.current = false;
        }}
      >
        <div role="presentation" className="grid-extent" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.at(item.index);
            const isSelected = allSelected || (row !== undefined && selection.has(row.id));
            const folder = row && placeOf(row.folderId);
            return (
              <GridRow
                key={row?.id ?? `position ${item.index}`}
                row={row}
                position={item.index}
                start={item.start}
                height={item.size}
                isSelected={isSelected}
                isOpen={row !== undefined && open?.id === row.id}
                isActive={item.index === activePosition}
                density={density}
                language={language}
                today={today}
                isSent={folder?.role === 'sent'}
                place={folder && showsPlace ? (folder.role === null ? visible(folder.name) : say(`folders.role.${folder.role}`)) : ''}
                events={events}
              />
            );
          })}
        </div>
      </div>
      {menuAt && <MessageMenu at={menuAt} onClose={() => setMenuAt(null)} />}
    </>
  );
}

function MessageMenu({ at, onClose }: { at: { x: number; y: number }; onClose: () => void }) {
  const say = useWords();
  return <ContextMenu at={at} entries={useMessageMenu()} label={say('messages.menu')} onClose={onClose} />;
}

/** Rows are all of one height: where one stands needs no measuring, which would lay the list out once more for every key. */
function bringIntoSight(scroller: HTMLElement | null, position: number, rowHeight: number): void {
  if (!scroller) return;
  const top = position * rowHeight;
  const lowest = top + rowHeight - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < lowest) scroller.scrollTop = lowest;
}
