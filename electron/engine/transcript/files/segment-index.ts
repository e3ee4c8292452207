/**
 * Where the lines of a segment stand in its file: every so many-th is remembered, and where the parts of payloads are.
 * Grows with the file, so that a pane that follows a busy session reads only what is new.
 */
import { stat } from 'node:fs/promises';
import { placeOf } from './log-lines.ts';
import { readPart } from './session-files.ts';

export interface SegmentIndex {
  readonly path: string;
  /** Bytes looked at so far: whole lines only. */
  scanned: number;
  /** Indexes of its first and last line; null while it has none. */
  first: number | null;
  last: number | null;
  /** Every `stride`-th line: its index and where it begins. */
  readonly marks: { readonly index: number; readonly offset: number }[];
  /** Parts of payloads by run: where each stands. */
  readonly parts: Map<number, { readonly offset: number; readonly length: number }[]>;
  /** The look at the file that is under way; the next one waits for it. */
  looking: Promise<void>;
}

const stride = 64;
const block = 1024 * 1024;
const lineFeed = 0x0a;

export const createSegmentIndex = (path: string): SegmentIndex => ({
  path,
  scanned: 0,
  first: null,
  last: null,
  marks: [],
  parts: new Map(),
  looking: Promise.resolve(),
});

/**
 * Reads what the file has more than at the last time. A half line at its end waits until it is whole. Callers that come together look one
 * after the other: each begins where the one before it ended, or the same bytes would be counted twice and what follows them never seen.
 */
export function extendIndex(index: SegmentIndex): Promise<void> {
  const look = index.looking.then(() => extend(index));
  // Who asked hears of the failure; the next one tries for itself.
  index.looking = look.catch(() => {});
  return look;
}

async function extend(index: SegmentIndex): Promise<void> {
  const size = await stat(index.path).then(
    (found) => found.size,
    () => 0, // removed meanwhile: nothing new
  );
  while (index.scanned < size) {
    let length = block;
    let bytes = await readPart(index.path, index.scanned, length);
    // A line may be longer than a block.
    while (bytes.length === length && bytes.lastIndexOf(lineFeed) < 0) {
      length *= 2;
      bytes = await readPart(index.path, index.scanned, length);
    }
    const before = index.scanned;
    scan(index, bytes);
    if (index.scanned === before) return;
  }
}

function scan(index: SegmentIndex, bytes: Buffer): void {
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    const place = placeOf(bytes, start, end);
    if (place?.kind === 'part') notePart(index, place.number, index.scanned + start, end - start);
    else if (place) noteLines(index, place.number, place.count, index.scanned + start);
    start = end + 1;
  }
  index.scanned += start;
}

function noteLines(index: SegmentIndex, line: number, count: number, offset: number): void {
  index.first ??= line;
  index.last = line + count - 1;
  if (line >= (index.marks.at(-1)?.index ?? Number.NEGATIVE_INFINITY) + stride) index.marks.push({ index: line, offset });
}

function notePart(index: SegmentIndex, run: number, offset: number, length: number): void {
  const parts = index.parts.get(run);
  if (parts) parts.push({ offset, length });
  else index.parts.set(run, [{ offset, length }]);
}

/** The part of the file in which lines `from` to `to` (not included) stand. */
export function rangeOf(index: SegmentIndex, from: number, to: number): { offset: number; length: number } {
  let offset = index.marks[0]?.offset ?? 0;
  let end = index.scanned;
  for (const mark of index.marks) {
    if (mark.index <= from) offset = mark.offset;
    if (mark.index >= to) {
      end = mark.offset;
      break;
    }
  }
  return { offset, length: Math.max(0, end - offset) };
}
