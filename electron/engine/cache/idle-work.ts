/** What is done when nothing is asked: addresses are counted, text is indexed, unused bodies go, the index is tidied, bodies are compressed. */
import { compressPage } from './compress-waiting.ts';
import { type IdleWork, indexWaiting } from './index-text.ts';
import { sweepOrphans } from './upkeep.ts';
import type { WriterContext } from './writer-context.ts';

/** Pages of the index merged per step: a step of some milliseconds. */
const mergePages = 64;

/**
 * @param quiet whether no synchronisation seems to be under way: then messages without a body are indexed by their header,
 *   which would be work in vain a moment before the body comes
 */
export function* idleWork(context: WriterContext, quiet: boolean): IdleWork<void> {
  let indexed = yield* indexWaiting(context, 'text');
  if (!quiet) return;
  context.people.save();
  indexed += yield* indexWaiting(context, 'header');
  yield* sweepOrphans(context);
  if (indexed > 1_000) yield* mergeIndex(context);
  // Mail that has come meanwhile is found before the rest is compressed.
  while (yield* compressPage(context)) yield* indexWaiting(context, 'text');
}

/** Merges segments of the index that its own automatic merging left, in small steps (https://sqlite.org/fts5.html#the_merge_command). */
function* mergeIndex({ cache }: WriterContext): IdleWork<void> {
  for (;;) {
    const before = totalChanges(cache);
    cache.sql`INSERT INTO search (search, rank) VALUES ('merge', ${mergePages})`.run();
    // Fewer than two changes: there was nothing left to merge.
    if (totalChanges(cache) - before < 2) return;
    yield;
  }
}

const totalChanges = (cache: WriterContext['cache']): number =>
  cache.sql`SELECT total_changes() AS count`.get<{ count: number }>()?.count ?? 0;
