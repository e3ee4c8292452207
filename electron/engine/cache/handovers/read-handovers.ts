/** Which attempt on an outbox entry last reached its final dot, as the cache knows it. */
import type { Database } from '../database/database.ts';

export interface HandoverReader {
  /** Number of that attempt, from 1; 0 where none is known. */
  lastHandover(outboxId: string): number;
}

export const createHandoverReader = (cache: Database): HandoverReader => ({
  lastHandover: (outboxId) => cache.sql`SELECT attempt FROM handovers WHERE id = ${outboxId}`.get<{ attempt: number }>()?.attempt ?? 0,
});
