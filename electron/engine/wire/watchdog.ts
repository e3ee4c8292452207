/** Detects a peer that owes an answer and stays silent. Runs on the clock handed in; arriving bytes cost one comparison. */
import type { Clock } from '../../base/clock.ts';

export interface Watchdog {
  /** An answer is due: `onStall` is called once after `milliseconds` without a sign of life. */
  expect(milliseconds: number): void;
  /** Bytes arrived. */
  alive(): void;
  /** Nothing is due any more. */
  rest(): void;
  /** Whether an answer is due. */
  readonly isDue: boolean;
}

export function createWatchdog({ clock, onStall }: { clock: Clock; onStall: (milliseconds: number) => void }): Watchdog {
  let lastSign = 0;
  let limit: number | null = null;
  let cancel: (() => void) | null = null;

  const arm = (milliseconds: number) => {
    cancel = clock.after(milliseconds, () => {
      cancel = null;
      if (limit === null) return;
      const left = limit - (clock.now() - lastSign);
      if (left > 0) return arm(left);
      const stalled = limit;
      limit = null;
      onStall(stalled);
    });
  };

  return {
    expect: (milliseconds) => {
      cancel?.();
      limit = milliseconds;
      lastSign = clock.now();
      arm(milliseconds);
    },
    alive: () => {
      if (limit !== null) lastSign = clock.now();
    },
    rest: () => {
      cancel?.();
      cancel = null;
      limit = null;
    },
    get isDue() {
      return limit !== null;
    },
  };
}
