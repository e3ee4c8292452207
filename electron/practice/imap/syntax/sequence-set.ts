import { type CommandCursor, CommandSyntaxError } from './command-cursor.ts';

/** A range of a sequence set; `*` is infinite. The ends come in any order (RFC 3501 §9, seq-range). */
export interface SequenceRange {
  readonly low: number;
  readonly high: number;
}

/** Reads a sequence set such as `1,3:5,7:*`. */
export function parseSequenceSet(cursor: CommandCursor): SequenceRange[] {
  return cursor
    .match(/[\d*:,]+/, 'a sequence set')
    .split(',')
    .map(parseRange);
}

function parseRange(text: string): SequenceRange {
  const match = /^(\*|[1-9]\d{0,9})(?::(\*|[1-9]\d{0,9}))?$/.exec(text);
  if (!match) throw new CommandSyntaxError(`"${text}" is no sequence set`);
  const first = numberOf(match[1] ?? '');
  const second = numberOf(match[2] ?? match[1] ?? '');
  return { low: Math.min(first, second), high: Math.max(first, second) };
}

const numberOf = (text: string): number => (text === '*' ? Number.POSITIVE_INFINITY : Number(text));

/** The ranges with `*` replaced by the largest number in use, each lying the right way round. */
export function resolveRanges(ranges: readonly SequenceRange[], largest: number): SequenceRange[] {
  return ranges.map(({ low, high }) => {
    const first = low === Number.POSITIVE_INFINITY ? largest : low;
    const second = high === Number.POSITIVE_INFINITY ? largest : high;
    return { low: Math.min(first, second), high: Math.max(first, second) };
  });
}

/** Numbers in ascending order, written as a set: `1:3,7`. */
export function formatSequenceSet(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start;
    while (end + 1 < numbers.length && numbers[end + 1] === (numbers[end] ?? 0) + 1) end += 1;
    ranges.push(end === start ? `${numbers[start]}` : `${numbers[start]}:${numbers[end]}`);
    start = end + 1;
  }
  return ranges.join(',');
}
