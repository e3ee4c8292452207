/**
 * The active row, which has the focus, wherever the list is scrolled and whatever comes and goes above it. Moving it scrolls it into view and
 * opens its message, at once or after a pause of the keys.
 */

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { isOfList, nothingSelected, onlyOne, type Selected } from '../../state/selection.ts';
import type { WorkspaceState } from '../../state/workspace.ts';
import { focusNextFrame } from '../../ui/focus/hold-focus.ts';
import type { FixedRows } from '../../ui/list/use-fixed-rows.ts';
import { usePaneLayout } from '../../ui/panes/pane-layout.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { RowSource, Rows } from './rows/row-source.ts';

/** Milliseconds of rest before a message is opened: held arrow keys pass over messages faster than they can be read. */
const openPause = 90;

/** A remembered place in a list. */
export interface ListPlace {
  readonly id: number | null;
  readonly position: number;
  /** Pixels. */
  readonly top: number;
}

interface ActiveRowInput extends Pick<FixedRows, 'scrollToRow' | 'stayAfter' | 'scrollToTop' | 'view'> {
  source: RowSource;
  rows: Rows;
  /** Pixels. */
  rowHeight: number;
}

export interface ActiveRow {
  readonly position: number;
  /** The same for what is done later, so that commands need not be made anew with every step. */
  readonly latest: RefObject<number>;
  /** Where a range selected with Shift starts. */
  readonly anchor: RefObject<number>;
  /** The elements of the rows that exist, by position. */
  readonly elements: RefObject<Map<number, HTMLElement>>;
  /** Whether the list has the focus, even while the row that had it is drawn anew. */
  readonly hasFocus: RefObject<boolean>;
  readonly set: (position: number) => void;
  /** Moves the focus to a row. */
  readonly focus: (position: number, shouldOpen: 'now' | 'soon' | 'no') => void;
  readonly openNow: (row: MessageRow | undefined) => void;
  /** Rows are about to be taken out; what is answered is called once they are, and goes on at the one after them. */
  readonly leave: (selected: Selected) => () => void;
  readonly place: () => ListPlace;
  /** Rows that were taken out are back. */
  readonly goBack: (place: ListPlace) => void;
}

export function useActiveRow({ source, rows, rowHeight, scrollToRow, stayAfter, scrollToTop, view }: ActiveRowInput): ActiveRow {
  // Where the reader takes the place of the list, nothing is opened by moving through the list.
  const isNarrow = usePaneLayout() !== 'three';
  const workspace = useWorkspace();
  const open = useWorkspaceState((state) => state.open);
  const elements = useRef(new Map<number, HTMLElement>());
  const [active, setActiveRow] = useState<{ id: number | null; position: number }>(() => {
    const position = open ? source.positionOf(open.id) : undefined;
    return { id: open?.id ?? null, position: position ?? 0 };
  });
  const set = useCallback(
    (position: number) => {
      const id = source.rows().at(position)?.id ?? null;
      setActiveRow((before) => (before.id === id && before.position === position ? before : { id, position }));
    },
    [source],
  );
  const anchor = useRef(active.position);
  const hasFocus = useRef(false);
  const openTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** Ends the wait for a row that is to be opened. */
  const stopWaiting = useRef<() => void>(() => {});

  const known = active.id === null ? undefined : source.positionOf(active.id);
  const position = Math.min(Math.max(0, rows.total - 1), known ?? active.position);
  const latest = useLatest(position);

  // Mail came or went above what is in sight: stay with the same messages.
  const shift = rows.shift;
  const appliedShift = useRef(shift.version);
  useLayoutEffect(() => {
    if (appliedShift.current === shift.version) return;
    appliedShift.current = shift.version;
    if (shift.by === 0) return;
    stayAfter(shift.by);
    setActiveRow((before) => ({ ...before, position: Math.max(0, before.position + shift.by) }));
    anchor.current = Math.max(0, anchor.current + shift.by);
  }, [shift, stayAfter]);

  // Rows that went, from here or elsewhere, do not take the marked one out of sight with them.
  const seen = useRef({ total: rows.total, isInSight: false });
  useLayoutEffect(() => {
    const isInSight = () => {
      const { top, height } = view();
      return position * rowHeight < top + height && (position + 1) * rowHeight > top;
    };
    const before = seen.current;
    if (rows.total < before.total && before.isInSight && !isInSight()) scrollToRow(position, 'nearest');
    seen.current = { total: rows.total, isInSight: isInSight() };
  });

  // The row that had the focus may have been drawn anew.
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) elements.current.get(position)?.focus({ preventScroll: true });
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

  /** Marks what stands at a position and opens it, as soon as it is known; not once something else has been marked, opened or gone to. */
  const showWhenHeld = useCallback(
    (position: number, { selection, open }: Pick<WorkspaceState, 'selection' | 'open'>, show: (row: MessageRow) => void) => {
      stopWaiting.current();
      const look = () => {
        const now = workspace.store.get();
        if (now.selection !== selection || now.open !== open) {
          stopWaiting.current();
          return true;
        }
        const held = source.rows().at(position);
        if (!held) return false;
        stopWaiting.current();
        workspace.select(new Set([held.id]));
        show(held);
        return true;
      };
      if (!look()) stopWaiting.current = source.subscribe(look);
    },
    [source, workspace],
  );

  const focus = useCallback<ActiveRow['focus']>(
    (position, shouldOpen) => {
      const row = source.rows().at(position);
      set(position);
      scrollToRow(position, 'nearest');
      hasFocus.current = true;
      focusNextFrame(() => elements.current.get(position));
      clearTimeout(openTimer.current);
      stopWaiting.current();
      if (shouldOpen === 'now') openNow(row);
      if (shouldOpen === 'no' || (shouldOpen === 'now' && row)) return;
      // A row that is not loaded cannot be marked; unmark the previous one too, so that no command acts on it.
      if (!row) workspace.showMarked(null);
      const stayed = workspace.store.get();
      openTimer.current = setTimeout(
        () => {
          if (!row) showWhenHeld(position, stayed, (held) => workspace.openMessage(held));
          // The marked one, wherever it stands by now; and nothing where one has gone elsewhere.
          else if (workspace.store.get().selection.has(row.id)) workspace.openMessage(source.rowOf(row.id) ?? row);
        },
        shouldOpen === 'soon' ? openPause : 0,
      );
    },
    [set, scrollToRow, openNow, source, workspace, showWhenHeld],
  );

  // Whatever else marks a single message, a menu or the end of a selection, leads the reader to it.
  const marked = useWorkspaceState((state) => (state.allSelected ? null : onlyOne(state.selection)));
  const openId = open?.id;
  useEffect(() => {
    if (marked === null || marked === openId || isNarrow) return;
    const timer = setTimeout(() => {
      const row = source.rowOf(marked);
      if (row) workspace.showMarked(row);
    }, openPause);
    return () => clearTimeout(timer);
  }, [marked, openId, isNarrow, source, workspace]);

  const leave = useCallback(
    (selected: Selected) => {
      const { total, at } = source.rows();
      const isGone = (position: number) => {
        const id = at(position)?.id;
        return id === undefined ? isOfList(selected) : selected.has(id);
      };
      const gone: number[] = [];
      if (!isOfList(selected))
        for (const id of selected) {
          const position = source.positionOf(id);
          if (position !== undefined) gone.push(position);
        }
      // The one after those that go, from the row that the keys act on; where there is none, the one before.
      let next = isGone(latest.current) || gone.length === 0 ? latest.current : Math.min(...gone);
      while (next < total && isGone(next)) next += 1;
      if (next >= total) while (next > 0 && (next >= total || isGone(next))) next -= 1;
      const stays = at(next)?.id;
      const above = gone.filter((other) => other < next).length;
      return () => {
        // Of a list nobody knows how many went above it: where it stands now says.
        const known = isOfList(selected) && stays !== undefined ? source.positionOf(stays) : undefined;
        const position = known ?? Math.max(0, isOfList(selected) ? Math.min(next, source.rows().total - 1) : next - above);
        clearTimeout(openTimer.current);
        const { pane } = workspace.store.get();
        set(position);
        scrollToRow(position, 'nearest');
        anchor.current = position;
        workspace.select(nothingSelected);
        // In a narrow window go back to the list.
        if (isNarrow) {
          workspace.openMessage(null);
          if (pane !== 'reader') showWhenHeld(position, workspace.store.get(), () => {});
          return;
        }
        workspace.showMarked(null);
        if (source.rows().total > 0) showWhenHeld(position, workspace.store.get(), (held) => workspace.showMarked(held));
      };
    },
    [source, workspace, set, scrollToRow, showWhenHeld, isNarrow],
  );

  const place = useCallback(
    () => ({ id: source.rows().at(latest.current)?.id ?? null, position: latest.current, top: view().top }),
    [source, view],
  );
  const goBack = useCallback(
    ({ id, position, top }: ListPlace) => {
      clearTimeout(openTimer.current);
      stopWaiting.current();
      setActiveRow({ id, position });
      anchor.current = position;
      scrollToTop(top);
    },
    [scrollToTop],
  );

  return { position, latest, anchor, elements, hasFocus, set, focus, openNow, leave, place, goBack };
}
