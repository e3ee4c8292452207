/** One row of the grid, drawn anew only when it looks different: a key that leads from message to message changes two of them. */
import { type MouseEvent, memo, useCallback } from 'react';
import { MessageLine, type MessageLineProps, SkeletonLine } from './MessageLine.tsx';

/** What a row tells the grid; the same object between renderings. */
export interface RowEvents {
  readonly onClick: (event: MouseEvent, position: number) => void;
  readonly onMenu: (at: { x: number; y: number }, position: number) => void;
  readonly onFocus: (position: number) => void;
  readonly onFlag: MessageLineProps['onFlag'];
  /** The element that stands at a position now; null: none any more. */
  readonly onPlace: (position: number, element: HTMLElement | null) => void;
}

interface GridRowProps extends Omit<MessageLineProps, 'row' | 'onFlag'> {
  /** Undefined: still on its way. */
  row: MessageLineProps['row'] | undefined;
  position: number;
  /** Pixels from the top of the list, and its height. */
  start: number;
  height: number;
  isSelected: boolean;
  isOpen: boolean;
  /** Whether the Tab key leads here. */
  isActive: boolean;
  events: RowEvents;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, position, start, height, isSelected, isOpen, isActive, events, isTwoLines, ...line } = props;
  const place = useCallback((element: HTMLElement | null) => events.onPlace(position, element), [events, position]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid
    <div
      ref={place}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={isSelected}
      {...(row ? {} : { 'aria-busy': true })}
      data-message={row?.id}
      tabIndex={isActive ? 0 : -1}
      className={`row${isSelected ? ' is-selected' : ''}${row && !row.seen ? ' is-unread' : ''}${row?.deleted ? ' is-deleted' : ''}${isOpen ? ' is-open' : ''}`}
      style={{ height, transform: `translateY(${start}px)` }}
      onClick={(event) => events.onClick(event, position)}
      onContextMenu={(event) => {
        event.preventDefault();
        events.onMenu({ x: event.clientX, y: event.clientY }, position);
      }}
      onFocus={() => events.onFocus(position)}
    >
      {row ? <MessageLine row={row} isTwoLines={isTwoLines} onFlag={events.onFlag} {...line} /> : <SkeletonLine isTwoLines={isTwoLines} />}
    </div>
  );
});
