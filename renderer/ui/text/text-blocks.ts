/**
 * Long text cut into blocks that a browser lays out apart from each other, because it lays out a run of text in one go and some texts
 * in time that grows with their square. Pure; reads no more of the text than it is asked for.
 */
import { hasLongRun } from './visible-text.ts';

/** Characters of a block, if its lines let it end there. */
const blockLength = 2_000;
/** Characters of a line of ordinary words that stays whole. */
const longestLine = 20_000;
/** Characters of a block without a place to break. */
const runLength = 500;
const mostLines = 200;

export interface TextBlock {
  readonly text: string;
  /** Holds a word so long that its letters are set without kerning. */
  readonly isRun: boolean;
}

/**
 * Blocks in order, without the line ends between them. The text comes back whole when they are joined by line ends, but where a line itself
 * was cut.
 */
export function* blocksOf(text: string): Generator<TextBlock, void> {
  let from = 0;
  while (from <= text.length) {
    let end = from;
    for (let lines = 0; lines < mostLines; lines++) {
      const found = text.indexOf('\n', end);
      const lineEnd = found < 0 ? text.length : found;
      const isFull = lineEnd - from > blockLength && lines > 0;
      if (isFull) break;
      end = lineEnd + 1;
      if (end > text.length || lineEnd - from > blockLength) break;
    }
    const block = text.slice(from, end - 1);
    if (block.length <= blockLength) yield { text: block, isRun: hasLongRun(block) };
    else yield* cutLine(block);
    from = end;
  }
}

function* cutLine(line: string): Generator<TextBlock, void> {
  if (line.length <= longestLine && !hasLongRun(line)) {
    yield { text: line, isRun: false };
    return;
  }
  let from = 0;
  while (from < line.length) {
    let end = Math.min(line.length, from + blockLength);
    const blank = end < line.length ? line.lastIndexOf(' ', end) : -1;
    if (blank > from + blockLength / 2) end = blank + 1;
    let part = line.slice(from, end);
    if (hasLongRun(part)) part = line.slice(from, Math.min(end, from + runLength));
    // Half a character is none.
    if (/[\ud800-\udbff]$/.test(part) && part.length > 1) part = part.slice(0, -1);
    yield { text: part, isRun: hasLongRun(part) };
    from += part.length;
  }
}
