/** The retry policy, as data. */

export interface RetryPolicy {
  /** Milliseconds before the second attempt, the third …; the last one repeats. */
  readonly delays: readonly number[];
  /** Milliseconds after queuing at which a temporary refusal becomes final. RFC 5321 §4.5.4.1: four to five days. */
  readonly giveUpAfter: number;
  /** … but not before so many milliseconds were really waited between attempts: while the clock jumps or the machine sleeps, nothing is tried. */
  readonly leastTried: number;
  /** Milliseconds after an unknown outcome at which evidence is looked for. */
  readonly lookAfter: readonly number[];
  /** Milliseconds until a copy for Sent that could not be filed is tried again. */
  readonly fileAgainAfter: number;
}

const minute = 60_000;

export const defaultRetryPolicy: RetryPolicy = {
  delays: [minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute, 120 * minute],
  giveUpAfter: 5 * 24 * 60 * minute,
  leastTried: 24 * 60 * minute,
  lookAfter: [2_000, 15_000, 60_000, 5 * minute, 30 * minute],
  fileAgainAfter: 5 * minute,
};

/**
 * The instant of the next attempt, with a fifth of jitter so that many clients do not return at once.
 * @param attempts how many were made, at least 1
 * @returns null when it is time to give up
 */
export function nextAttemptAt(policy: RetryPolicy, queuedAt: number, attempts: number, now: number, random: number): number | null {
  if (now - queuedAt >= policy.giveUpAfter && triedFor(policy, attempts) >= policy.leastTried) return null;
  return Math.round(now + delayAfter(policy, attempts) * (0.9 + 0.2 * random));
}

const delayAfter = ({ delays }: RetryPolicy, attempts: number): number => delays[Math.min(attempts, delays.length) - 1] ?? minute;

/** The least time that so many attempts have taken. By their number, because a clock cannot be relied on across a restart. */
function triedFor(policy: RetryPolicy, attempts: number): number {
  let tried = 0;
  for (let attempt = 1; attempt < attempts; attempt += 1) tried += delayAfter(policy, attempt);
  return tried;
}
