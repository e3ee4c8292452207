/** Keyboard and pointer input of the list: moves the active row, selects, opens, shows the menu. */
import { type KeyboardEvent, type MouseEvent, useCallback, useState } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useMailActions, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { toggled } from '../../state/selection.ts';
import type { FixedRows } from '../../ui/list/use-fixed-rows.ts';
import { usePaneLayout } from '../../ui/panes/pane-layout.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { RowEvents } from './GridRow.tsx';
import { rowsBetween, settled } from './list-selections.ts';
import { moveFocus } from './move-focus.ts';
import type { RowSource, Rows } from './rows/row-source.ts';
import type { ActiveRow } from './use-active-row.ts';

interface GridInputOptions extends Pick<FixedRows, 'view'> {
  readonly source: RowSource;
  readonly rows: Rows;
  readonly active: ActiveRow;
  /** Pixels. */
  readonly rowHeight: number;
  /** Shows the menu at a point of the window. */
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

interface GridInput {
  /** For the list itself. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** For its rows; the same at each drawing. */
  readonly events: RowEvents;
  /** Goes to the next (1) or previous (-1) message. */
  readonly step: (by: number) => void;
}

export function useGridInput({ source, rows, active, rowHeight, view, onMenu }: GridInputOptions): GridInput {
  const layout = usePaneLayout();
  const workspace = useWorkspace();
  const actions = useMailActions();
  const selection = useWorkspaceState((state) => state.selection);
  const allSelected = useWorkspaceState((state) => state.allSelected);
  const { anchor, latest: latestPosition, focus: focusRow, openNow } = active;

  const selectRange = (to: number) => {
    const from = Math.min(anchor.current, to);
    const until = Math.max(anchor.current, to);
    const known = rowsBetween(rows, from, until);
    if (known) workspace.select(known);
    else workspace.selectWhenKnown(source.selectBetween(from, until), false);
  };
  /** Of what is selected, or of what is about to be. */
  const toggle = (id: number) => {
    const turn = () => workspace.select(settled(toggled(workspace.store.get().selection, id), source.rows()));
    const coming = workspace.selecting();
    if (coming) void coming.then((isSelected) => isSelected && turn());
    else turn();
  };

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

  const onKeyDown = (event: KeyboardEvent) => {
    const modifier = event.ctrlKey || event.metaKey;
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
      if (row) toggle(row.id);
      anchor.current = active.position;
      return;
    }
    if (event.key === 'Enter' && !modifier) {
      event.preventDefault();
      if (row) workspace.select(new Set([row.id]));
      openNow(row);
      return;
    }
    const target = moveFocus(event.key, active.position, rows.total, Math.floor(view().height / rowHeight));
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
      focusRow(target, layout === 'three' ? 'soon' : 'no');
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
      if (row) toggle(row.id);
      focusRow(position, 'no');
      return;
    }
    workspace.select(new Set(row ? [row.id] : []));
    focusRow(position, 'now');
  };

  const openMenu = (at: { x: number; y: number }, position: number) => {
    const row = rows.at(position);
    if (!row) return;
    if (!allSelected && !selection.has(row.id)) workspace.select(new Set([row.id]));
    active.set(position);
    onMenu(at);
  };

  const handlers = {
    onClick,
    onMenu: openMenu,
    onFocus: active.set,
    onFlag: (row: MessageRow) => void actions.setFlag(new Set([row.id]), 'flagged', !row.flagged),
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

  return { onKeyDown, events, step };
}
