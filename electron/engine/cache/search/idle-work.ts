/** Idle work: text is indexed, the index is merged, addresses are counted, unused bodies go, bodies are compressed. */
import { compressPage } from '../bodies/compress-waiting.ts';
import { indexWants } from '../messages/message-rows.ts';
import { sweepOrphans } from '../operations/upkeep.ts';
import { settlingJob } from '../queue/job.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { countSegments, largestSegment } from './index-segments.ts';
import { type IdleWork, indexWaiting } from './index-text.ts';

/** Pages of the index merged per step: a step of some milliseconds. */
const mergePages = 64;
/** So many segments may be left as they are. */
const fewSegments = 6;
/** The index is merged into one segment when the largest holds less than this share, so that each page is rewritten only a few times. */
const largeShare = 3 / 4;
/** Below the first number of texts no rest is left for after a merge; the second is the size of the rest. */
const manyTexts = 1_000;
const lastTexts = 32;

/**
 * @param quiet whether no synchronisation seems to be under way: then messages without a body are indexed by their header;
 *   during one their bodies are about to arrive
 */
export function* idleWork(context: WriterContext, quiet: boolean): IdleWork<void> {
  yield* indexTexts(context);
  if (!quiet) return;
  context.people.save();
  yield* indexWaiting(context, 'header');
  yield* sweepOrphans(context);
  // Mail that has come meanwhile is found before the rest is compressed.
  while (yield* compressPage(context)) yield* indexWaiting(context, 'text');
}

/** Merges segments before it reports the index as complete: a search looks a word up in every segment, so fewer are faster. */
function* indexTexts(context: WriterContext): IdleWork<void> {
  if (isTimeToMerge(context)) yield* mergeIndex(context); // which was cut short
  const texts = indexWaiting(context, 'text');
  for (let step = texts.next(); !step.done; step = texts.next()) {
    yield step.value;
    if (step.value === 'wait') continue;
    context.unmerged += 1;
    if (context.unmerged % (lastTexts / 2) === 0 && isTimeToMerge(context)) yield* mergeIndex(context);
  }
}

function isTimeToMerge({ cache, unmerged }: WriterContext): boolean {
  if (unmerged < manyTexts) return false;
  const waiting = cache.sql`SELECT id FROM messages WHERE index_wanted = ${indexWants.text} AND index_wanted > 0 LIMIT ${lastTexts + 1}`;
  return waiting.all().length <= lastTexts;
}

/** Merges what the automatic merging of the index left, in small steps (https://sqlite.org/fts5.html#the_merge_command). */
function* mergeIndex(context: WriterContext): IdleWork<void> {
  const { cache } = context;
  // A negative number puts all segments in line to become one; the steps after it go on with whatever is in line.
  let pages = largestSegment(cache) < largeShare ? -mergePages : mergePages;
  let changed = countSegments(cache) > fewSegments;
  while (changed) {
    const before = totalChanges(cache);
    cache.sql`INSERT INTO search (search, rank) VALUES ('merge', ${pages})`.run();
    // Fewer than two changes: there was nothing left to merge.
    changed = totalChanges(cache) - before >= 2;
    pages = mergePages;
    yield;
  }
  context.unmerged = 0;
}

const totalChanges = (cache: WriterContext['cache']): number =>
  cache.sql`SELECT total_changes() AS count`.get<{ count: number }>()?.count ?? 0;

export const idleJobs = {
  /** Answers when nothing waits any more, text indexed and unused bodies swept included. */
  settle: settlingJob(),
};
