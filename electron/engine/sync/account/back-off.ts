/** Exponential back-off with jitter, so that many clients of one server do not reconnect together. */
import type { SyncLimits } from '../sync-limits.ts';

interface BackOff {
  /** Milliseconds to wait before the next attempt. */
  next(): number;
  succeeded(): void;
}

export function createBackOff({
  limits,
  random,
}: {
  readonly limits: Pick<SyncLimits, 'firstRetry' | 'longestRetry'>;
  readonly random: () => number;
}): BackOff {
  let attempts = 0;
  return {
    next() {
      const full = Math.min(limits.longestRetry, limits.firstRetry * 2 ** attempts);
      attempts += 1;
      return Math.round(full * (0.5 + random() / 2));
    },
    succeeded() {
      attempts = 0;
    },
  };
}
