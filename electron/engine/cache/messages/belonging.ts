/**
 * Which keep a cache belongs to. A keep that is missing would otherwise be begun anew without a word, and a cache beside somebody else's keep
 * would show mail under the wrong accounts: so both files carry the same number in their headers, where SQLite leaves room for one
 * (`application_id`, https://sqlite.org/fileformat2.html §1.3.15).
 */
import { randomInt } from 'node:crypto';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { Database } from '../database/database.ts';
import { schemaVersion } from '../database/migrations.ts';

const numberOf = (database: Database): number =>
  database.guard(() => database.sql`PRAGMA application_id`.get<{ application_id: number }>()?.application_id ?? 0);

function setNumber(database: Database, number: number): void {
  // A pragma takes no parameters; the number is ours.
  database.guard(() => database.script(`PRAGMA application_id = ${number}`));
}

const isNew = (database: Database): boolean => schemaVersion(database) === 0;

/**
 * Compares the two before anything is written into either, and gives both one number where they have none.
 * @returns what to call once both have their tables
 * @throws FailureError `database-corrupt` of the keep (`detail.missing`) when a cache lies here whose keep is gone or empty; of the cache when
 * it belongs to another keep
 */
export function checkBelonging(keep: Database, cache: Database): () => void {
  const [keepNumber, cacheNumber] = [numberOf(keep), numberOf(cache)];
  if (isNew(keep) && !isNew(cache))
    throw new FailureError(
      failure('database-corrupt', { detail: { database: 'keep', path: keep.path, cache: cache.path, missing: true } }),
    );
  if (keepNumber !== 0 && cacheNumber !== 0 && keepNumber !== cacheNumber)
    throw new FailureError(
      failure('database-corrupt', { detail: { database: 'cache', path: cache.path, message: 'it belongs to another keep.sqlite' } }),
    );
  return () => {
    const number = keepNumber || cacheNumber || randomInt(1, 2 ** 31 - 1);
    if (keepNumber !== number) setNumber(keep, number);
    if (cacheNumber !== number) setNumber(cache, number);
  };
}
