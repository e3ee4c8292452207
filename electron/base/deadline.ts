/** Waits with a deadline: the awaited work may hang, its caller must not. */
import type { Clock } from './clock.ts';

/**
 * Waits for `work`, at most so many milliseconds. Resolves with whether it ended in time; rejects when it failed in time. A later
 * outcome is ignored: the caller knows that it was late.
 */
export function within(clock: Clock, milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(false));
    work.then(
      () => {
        cancel();
        resolve(true);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
