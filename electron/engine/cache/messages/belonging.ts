/**
 * Checks that cache and user data belong together: both files carry the same number in their headers. Without it, missing user data would be
 * created anew silently, and a cache beside foreign user data would show mail under the wrong accounts. SQLite has a header field for such a
 * number (`application_id`, https://sqlite.org/fileformat2.html §1.3.15).
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
 * @throws FailureError `database-corrupt` of user data (`detail.missing`) when a cache lies here whose user data is gone or empty; of the cache when
 * it belongs to other user data
 */
export function checkBelonging(userData: Database, cache: Database): () => void {
  const [userDataNumber, cacheNumber] = [numberOf(userData), numberOf(cache)];
  if (isNew(userData) && !isNew(cache))
    throw new FailureError(
      failure('database-corrupt', { detail: { database: 'user-data', path: userData.path, cache: cache.path, missing: true } }),
    );
  if (userDataNumber !== 0 && cacheNumber !== 0 && userDataNumber !== cacheNumber)
    throw new FailureError(
      failure('database-corrupt', { detail: { database: 'cache', path: cache.path, message: 'it belongs to another user-data.sqlite' } }),
    );
  return () => {
    const number = userDataNumber || cacheNumber || randomInt(1, 2 ** 31 - 1);
    if (userDataNumber !== number) setNumber(userData, number);
    if (cacheNumber !== number) setNumber(cache, number);
  };
}
