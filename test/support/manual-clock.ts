/** A clock that stands still until a test moves it. */
import type { Clock } from '../../electron/base/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on by so many milliseconds and calls what has become due, in order. */
  advance(milliseconds: number): void;
  /** The machine sleeps so long: what has become due is called after it, once, late. */
  sleep(milliseconds: number): void;
  /** How many timers are set. */
  pending(): number;
  /** Milliseconds until each timer that is set. */
  timers(): number[];
  /** Resolves when something waits for this clock. */
  waiting(): Promise<void>;
}

/** @param start milliseconds since 1970 */
export function createManualClock(start = Date.UTC(2026, 4, 4, 12)): ManualClock {
  let now = start;
  const timers = new Set<{ at: number; callback: () => void }>();
  let awaited = Promise.withResolvers<void>();
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      awaited.resolve();
      return () => void timers.delete(timer);
    },
    pending: () => timers.size,
    timers: () => [...timers].map(({ at }) => at - now),
    waiting() {
      if (timers.size > 0) return Promise.resolve();
      awaited = Promise.withResolvers();
      return awaited.promise;
    },
    advance(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((left, right) => left.at - right.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = until;
    },
    sleep(milliseconds) {
      now += milliseconds;
      const due = [...timers].filter(({ at }) => at <= now).sort((left, right) => left.at - right.at);
      for (const timer of due) if (timers.delete(timer)) timer.callback();
    },
  };
}
