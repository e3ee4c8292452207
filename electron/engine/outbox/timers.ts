/** Named timers: setting a name again replaces its timer. Nothing here is stored. */
import type { Clock } from '../../base/clock.ts';

export interface Timers {
  /** Calls `run` once after so many milliseconds. `run` must handle its own failures. */
  set(name: string, milliseconds: number, run: () => void): void;
  cancel(name: string): void;
  cancelAll(): void;
}

/** Node's timers accept at most 2^31 - 1 milliseconds and fire at once beyond that. A timer that fires early is set again. */
const longest = 24 * 60 * 60_000;

export function createTimers(clock: Clock): Timers {
  const waiting = new Map<string, () => void>();
  const timers: Timers = {
    set(name, milliseconds, run) {
      timers.cancel(name);
      const cancel = clock.after(Math.min(Math.max(0, milliseconds), longest), () => {
        waiting.delete(name);
        run();
      });
      waiting.set(name, cancel);
    },
    cancel(name) {
      waiting.get(name)?.();
      waiting.delete(name);
    },
    cancelAll() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
  return timers;
}
