/**
 * Rows of one height, one of which may be opened to a height of its own: where each stands and which are in sight, by arithmetic and so
 * in constant time, whether there are a hundred or 200,000. Knows no document; `use-fixed-rows.ts` joins it to one.
 */
import type { RowRange } from './overscan.ts';

/** Pixels. A higher element is cut off by Chromium (LayoutUnit: 2³¹ sixty-fourths, less a little): 200,000 rows of 120 px are 24,000,000. */
const highest = 33_554_400;

export interface RowLayout {
  readonly count: number;
  /** Pixels of every row but the opened one; more than 0. */
  readonly rowHeight: number;
  readonly opened: { readonly position: number; readonly height: number } | null;
}

/** What of the list is in sight: pixels above it, and its own. */
export interface View {
  readonly top: number;
  readonly height: number;
}

const openedIn = ({ opened, count }: RowLayout) => (opened && opened.position < count ? opened : null);

/** Pixels that the opened row has more than any other. */
const surplus = (layout: RowLayout) => (openedIn(layout)?.height ?? layout.rowHeight) - layout.rowHeight;

export const sizeOf = (layout: RowLayout, position: number): number =>
  openedIn(layout)?.position === position ? layout.rowHeight + surplus(layout) : layout.rowHeight;

/** Pixels from the top of the list to a row. */
export const startOf = (layout: RowLayout, position: number): number =>
  position * layout.rowHeight + (position > (openedIn(layout)?.position ?? position) ? surplus(layout) : 0);

/** Pixels of the whole list; at most 33,554,400, beyond which no browser scrolls: rows past them cannot be reached. */
export const totalOf = (layout: RowLayout): number => Math.min(highest, startOf(layout, layout.count));

/** The row that a pixel of the list belongs to; the nearest one for a pixel outside. */
function rowAt(layout: RowLayout, pixel: number): number {
  const opened = openedIn(layout);
  const passed = opened ? Math.min(Math.max(0, pixel - opened.position * layout.rowHeight), opened.height) : 0;
  // The opened row is passed in one step, however high it is.
  const isPast = opened !== null && passed >= opened.height;
  const within = opened !== null && passed > 0 && !isPast;
  if (within) return opened.position;
  const position = Math.floor((isPast ? pixel - surplus(layout) : pixel) / layout.rowHeight);
  return Math.min(layout.count - 1, Math.max(0, position));
}

/** Rows of which at least a pixel is in sight; none while the view has no height. A view below the end, as after a folder shrank, is the last one. */
export function rowsInSight(layout: RowLayout, { top, height }: View): RowRange {
  if (layout.count === 0 || height <= 0) return { first: 0, last: -1 };
  const start = Math.min(Math.max(0, top), Math.max(0, totalOf(layout) - height));
  return { first: rowAt(layout, start), last: rowAt(layout, Math.ceil(start + height) - 1) };
}

/**
 * Pixels above the view that bring a row into sight.
 * @param align `nearest`: as little as possible, nothing where it is in sight as a whole; of a row higher than the view, its head
 */
export function topToShow(layout: RowLayout, view: View, position: number, align: 'nearest' | 'center'): number {
  const start = startOf(layout, position);
  const size = sizeOf(layout, position);
  const furthest = Math.max(0, totalOf(layout) - view.height);
  const within = (top: number) => Math.min(furthest, Math.max(0, top));
  if (align === 'center') return within(start - (view.height - size) / 2);
  if (view.top > start) return within(start);
  const lowest = Math.min(start, start + size - view.height);
  return view.top < lowest ? within(lowest) : view.top;
}

/** Pixels above the view with which the same row stays at its top after the heights changed. An opened row grows at its end. */
export function topToStay(before: RowLayout, after: RowLayout, top: number): number {
  if (before.count === 0 || after.count === 0) return top;
  const position = rowAt(before, top);
  const into = top - startOf(before, position);
  const size = sizeOf(after, position);
  const isOpened = openedIn(after)?.position === position;
  return startOf(after, position) + (isOpened ? Math.min(into, size) : (into * size) / sizeOf(before, position));
}
