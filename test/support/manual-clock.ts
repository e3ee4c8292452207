/** A clock that stands still until a test moves it. */
import type { Clock } from '../../electron/base/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and calls what has become due, in order. */
  advance(milliseconds: number): void;
  /** How many timers are set. */
  pending(): number;
}

export function createManualClock(start = 0): ManualClock {
  let now = start;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => now,
    after: (milliseconds, callback) => {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pending: () => timers.size,
    advance: (milliseconds) => {
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
  };
}
