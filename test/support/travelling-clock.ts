/** The machine's clock, which a test can move on: what waits is called when its time has come, by itself or by the journey. */
import type { Clock } from '../../electron/base/clock.ts';

export interface TravellingClock extends Clock {
  /** Moves time on by so many milliseconds and calls what has become due, in order. */
  advance(milliseconds: number): void;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  handle: NodeJS.Timeout;
}

export function createTravellingClock(): TravellingClock {
  let travelled = 0;
  const timers = new Set<Timer>();
  const now = () => Date.now() + travelled;
  const fire = (timer: Timer) => {
    if (!timers.delete(timer)) return;
    clearTimeout(timer.handle);
    timer.callback();
  };
  const arm = (timer: Timer) => {
    timer.handle = setTimeout(fire, Math.max(0, timer.at - now()), timer).unref();
  };
  return {
    now,
    after(milliseconds, callback) {
      const timer: Timer = { at: now() + milliseconds, callback, handle: setTimeout(() => undefined, 0) };
      clearTimeout(timer.handle);
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    advance(milliseconds) {
      travelled += milliseconds;
      const due = [...timers].filter(({ at }) => at <= now()).sort((one, other) => one.at - other.at);
      for (const timer of due) fire(timer);
      for (const timer of timers) {
        clearTimeout(timer.handle);
        arm(timer);
      }
    },
  };
}
