import type { Clock } from '../../electron/base/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and does what has become due. */
  advance(milliseconds: number): void;
  /** Resolves when something waits for this clock. */
  waiting(): Promise<void>;
}

/** A clock that stands still until the test moves it. */
export function createManualClock(start = Date.UTC(2026, 4, 4, 12)): ManualClock {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  let onWaiting = () => {};
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      onWaiting();
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(milliseconds) {
      now += milliseconds;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.callback();
    },
    waiting: () =>
      timers.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            onWaiting = resolve;
          }),
  };
}
