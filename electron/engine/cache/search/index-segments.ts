/** In how many segments the full-text index lies: a word is looked up in each (https://sqlite.org/fts5.html#fts5_data_structures). */
import type { Database } from '../database/database.ts';

/** Found by seeking behind the one before, without reading the many pages of a segment. */
export const countSegments = (cache: Database): number =>
  cache.sql`WITH RECURSIVE segments (id) AS (
      SELECT min(segid) FROM search_idx
      UNION ALL
      SELECT (SELECT min(segid) FROM search_idx WHERE segid > segments.id) FROM segments WHERE segments.id IS NOT NULL
    )
    SELECT count(id) AS count FROM segments`.get<{ count: number }>()?.count ?? 0;

/** How much of the index its largest segment holds, from 0 to 1. */
export function largestSegment(cache: Database): number {
  const pages = cache.sql`SELECT count(*) AS count FROM search_idx GROUP BY segid`.all<{ count: number }>().map(({ count }) => count);
  return (
    Math.max(0, ...pages) /
    Math.max(
      1,
      pages.reduce((sum, count) => sum + count, 0),
    )
  );
}
