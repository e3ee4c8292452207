/** How often the vault is asked for a covered span: a user presses a button now and then, a program would ask for all of them at once. */
import type { Clock } from '../../../base/clock.ts';
import { fail, failure, type Result } from '../../../contract/failure.ts';

/** Milliseconds from one to the next. */
const shortest = 1_000;

/**
 * @returns does what it is given at most once a second, whatever comes of it; in between it answers `too-soon`, and the second is not
 * counted anew
 */
export function createRevealLimit(clock: Clock): <Value>(ask: () => Promise<Result<Value>>) => Promise<Result<Value>> {
  let next = Number.NEGATIVE_INFINITY;
  return async (ask) => {
    const now = clock.now();
    // A clock that was set back does not hold it up for longer.
    if (now < next && next - now <= shortest) return fail(failure('too-soon'));
    next = now + shortest;
    return ask();
  };
}
