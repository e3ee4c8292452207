/**
 * Rows beyond those in sight, for whoever scrolls on. A leap draws what is seen and nothing else, and the margin follows in slices when
 * nobody waits for the window: rows that nobody sees yet would otherwise be most of the work of a frame.
 */
import { useDeferredValue } from 'react';

/** Positions, both ends included; nothing where the last comes before the first. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** What was in sight when the window last had time. */
export function useLateStretch(seen: Stretch): Stretch {
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
export function drawnRows(seen: Stretch, late: Stretch, margin: number, kept: number, count: number): number[] {
  const widened = ({ first, last }: Stretch, by: number): Stretch[] => (last < first ? [] : [{ first: first - by, last: last + by }]);
  const stretches = [...widened(seen, 1), ...widened(late, margin), { first: kept, last: kept }];
  const drawn = new Set<number>();
  for (const { first, last } of stretches) for (let at = Math.max(0, first); at <= Math.min(count - 1, last); at++) drawn.add(at);
  return [...drawn].sort((one, other) => one - other);
}
