/** Waits with a deadline: the awaited work may hang, its caller must not. */
import type { Clock } from './clock.ts';

/**
 * Waits for `work`, at most so many milliseconds. Answers whether it was over in time; rejects where it failed in time. What
 * becomes of it later is nobody's business any more: that it was late has been said.
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
