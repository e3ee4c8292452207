/**
 * Which attempt on an outbox entry last reached its final dot. Noted in the cache, beside what user data knows of the entry itself: user data
 * that is put back from a copy forgets what was sent since, and would send it again.
 */
import { cacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';

/** How many are remembered, the latest. */
const remembered = 20_000;

// biome-ignore lint/correctness/useYield: one slice
function* noteHandover({ cache }: WriterContext, { id, attempt }: { readonly id: string; readonly attempt: number }): Work<null> {
  cache.sql`INSERT OR REPLACE INTO handovers (id, attempt) VALUES (${id}, ${attempt})`.run();
  cache.sql`DELETE FROM handovers WHERE rowid <= (SELECT max(rowid) FROM handovers) - ${remembered}`.run();
  return null;
}

export const handoverJobs = {
  /** Notes that the final dot of this attempt on an outbox entry may leave. After a power cut it may be missing. */
  noteHandover: cacheJob('user', noteHandover),
};
