/** Where a line stands in the list, and which line stands at a place: of lines that were deleted, one note is left for each range. Pure. */
import type { LineRange } from '../../electron/contract/transcript.ts';

/** @param deleted in order and apart from each other */
export function positionOf(deleted: readonly LineRange[], index: number): number {
  let hidden = 0;
  for (const { first, last } of deleted) {
    if (index <= first) break;
    hidden += Math.min(index, last) - first;
  }
  return index - hidden;
}

export function indexAt(deleted: readonly LineRange[], position: number): number {
  let index = position;
  for (const { first, last } of deleted) {
    if (index <= first) break;
    index += last - first;
  }
  return index;
}
