/**
 * Overscan: rows beyond the visible ones, for smooth scrolling. A jump draws the visible rows first; the margin follows at low priority, or
 * rows out of sight would be most of the work of a frame.
 */
import { useDeferredValue } from 'react';

/** Positions, both ends included; nothing where the last comes before the first. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The visible range, updated at low priority. */
export function useOverscan(seen: RowRange): RowRange {
  const first = useDeferredValue(seen.first, 0);
  const last = useDeferredValue(seen.last, -1);
  return { first, last };
}

/**
 * Which of `count` rows are drawn, in their order.
 * @param seen what is in sight, and one more on either side
 * @param late what was in sight; gets `margin` rows on either side
 * @param kept drawn wherever one scrolls: a row that left the document would lose the focus
 */
export function drawnRows(seen: RowRange, late: RowRange, margin: number, kept: number, count: number): number[] {
  const widened = ({ first, last }: RowRange, by: number): RowRange[] => (last < first ? [] : [{ first: first - by, last: last + by }]);
  const stretches = [...widened(seen, 1), ...widened(late, margin), { first: kept, last: kept }];
  const drawn = new Set<number>();
  for (const { first, last } of stretches) for (let at = Math.max(0, first); at <= Math.min(count - 1, last); at++) drawn.add(at);
  return [...drawn].sort((one, other) => one - other);
}
