/** Ranges of lines by their indexes, both ends included. Pure. */
import type { LineRange } from '../../../contract/transcript.ts';

/** The ranges and one more, in order; those that overlap or touch are one. */
export function withRange(ranges: readonly LineRange[], added: LineRange): LineRange[] {
  const joined: LineRange[] = [];
  for (const range of [...ranges, added].sort((left, right) => left.first - right.first)) {
    const last = joined.at(-1);
    if (last && range.first <= last.last + 1) joined[joined.length - 1] = { first: last.first, last: Math.max(last.last, range.last) };
    else joined.push(range);
  }
  return joined;
}

/** The ranges without the lines of one. */
export const withoutRange = (ranges: readonly LineRange[], removed: LineRange): LineRange[] =>
  ranges.flatMap((range) =>
    [
      { first: range.first, last: Math.min(range.last, removed.first - 1) },
      { first: Math.max(range.first, removed.last + 1), last: range.last },
    ].filter(({ first, last }) => first <= last && (first > removed.last || last < removed.first)),
  );

/** The one that an index is in. */
export const rangeWith = (ranges: readonly LineRange[], index: number): LineRange | undefined =>
  ranges.find(({ first, last }) => index >= first && index <= last);
