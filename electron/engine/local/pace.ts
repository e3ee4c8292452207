/** Work over many messages in pieces, so that the thread which answers the window is never kept for longer than some milliseconds. */
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work between two turns. */
const longest = 4;
/** Pieces that are sorted at once. */
const atOnce = 1_000;

/** Call it between two small pieces of work, and wait for what it answers, if anything. */
type Pace = () => Promise<void> | undefined;

export function createPace(): Pace {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longest) return undefined;
    return turn().then(() => {
      since = performance.now();
    });
  };
}

/** Two ascending lists as one; of equal ones those of the first list come first. */
export async function merged<Item>(one: readonly Item[], other: readonly Item[], order: (a: Item, b: Item) => number, pace: Pace) {
  const all: Item[] = [];
  let at = 0;
  for (const item of one) {
    for (let next = other[at]; next !== undefined && order(next, item) < 0; next = other[at]) {
      all.push(next);
      at += 1;
      if (all.length % 100 === 0) await pace();
    }
    all.push(item);
    if (all.length % 100 === 0) await pace();
  }
  for (; at < other.length; at += atOnce) {
    for (const item of other.slice(at, at + atOnce)) all.push(item);
    await pace();
  }
  return all;
}

/** As `toSorted`, a piece at a time. */
export async function sortedInPieces<Item>(items: readonly Item[], order: (a: Item, b: Item) => number, pace: Pace): Promise<Item[]> {
  let lists: Item[][] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    lists.push(items.slice(at, at + atOnce).sort(order));
    await pace();
  }
  while (lists.length > 1) {
    const next: Item[][] = [];
    for (let at = 0; at < lists.length; at += 2) next.push(await merged(lists[at] ?? [], lists[at + 1] ?? [], order, pace));
    lists = next;
  }
  return lists[0] ?? [];
}
