/**
 * How long the lock of a mailbox file has to be left free, so that a delivering program gets at it. Postfix looks once a second, twenty times
 * (deliver_lock_delay, deliver_lock_attempts); Exim every three seconds, ten times (lock_interval, lock_retries): changes that are made one after
 * the other, each of them short, could keep both from it.
 */
import type { Clock } from '../../../base/clock.ts';

interface LockRest {
  /** It was held so many milliseconds, until now. */
  held(milliseconds: number): void;
  /** Milliseconds until it may be held again; 0: now. */
  left(): number;
}

/** Milliseconds that it is held, one change after the other, before it rests: a fifth of what Postfix waits. */
const mostHeld = 4_000;
/** Milliseconds that it rests then: long enough for everybody to look once. */
const rest = 3_500;

export function createLockRest({ now }: Pick<Clock, 'now'>): LockRest {
  let heldSince = 0;
  let freeFrom = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  return {
    held(milliseconds) {
      // What it was free meanwhile counts as rest.
      const rested = Math.max(0, now() - milliseconds - freeFrom);
      heldSince = Math.max(0, heldSince - rested) + milliseconds;
      freeFrom = now();
      if (heldSince < mostHeld) return;
      until = freeFrom + rest;
      heldSince = 0;
    },
    left() {
      // The clock was put back.
      if (until - now() > rest) until = now();
      return Math.max(0, until - now());
    },
  };
}
