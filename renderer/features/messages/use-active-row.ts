/**
 * The row that the keys act on: it has the focus, wherever one scrolls and whatever comes and goes above it. Moving it brings it into
 * sight and opens its message, now or once the keys rest.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useMailActions, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { isNarrow } from '../../ui/machine.ts';
import type { FixedRows } from '../../ui/use-fixed-rows.ts';
import type { RowSource, Rows } from './row-source.ts';
import { selectOnly } from './selection.ts';

/** Arrow keys held down pass over messages faster than they can be read. */
const openPause = 90;

export interface ActiveRowInput extends Pick<FixedRows, 'scrollToRow' | 'stayAfter'> {
  source: RowSource;
  rows: Rows;
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
  /** Leads the focus to a row. */
  readonly focus: (position: number, shouldOpen: 'now' | 'soon' | 'no') => void;
  readonly openNow: (row: MessageRow | undefined) => void;
}

export function useActiveRow({ source, rows, scrollToRow, stayAfter }: ActiveRowInput): ActiveRow {
  const workspace = useWorkspace();
  const actions = useMailActions();
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
  const latest = useRef(position);
  latest.current = position;

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

  const focus = useCallback<ActiveRow['focus']>(
    (position, shouldOpen) => {
      const row = source.rows().at(position);
      set(position);
      scrollToRow(position, 'nearest');
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
    [set, scrollToRow, openNow, source, workspace],
  );

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
        const position = Math.min(latest.current, source.rows().total - 1);
        const next = position >= 0 ? source.rows().at(position) : undefined;
        set(Math.max(0, position));
        workspace.select(new Set(next ? [next.id] : []));
        const wasAlone = workspace.store.get().pane === 'reader' && isNarrow();
        workspace.openMessage(wasAlone ? null : (next ?? null));
      }),
    [actions, workspace, source, set],
  );

  return { position, latest, anchor, elements, hasFocus, set, focus, openNow };
}
