/** The clock that a faulty relay waits by, so that a test decides when time passes. */

export interface RelayClock {
  /** Resolves when so many milliseconds have passed. */
  wait(milliseconds: number): Promise<void>;
}

/** Time as it passes. */
export function createRealClock(): RelayClock {
  return { wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };
}

export interface ManualClock extends RelayClock {
  /** Lets time pass, all at once; those who wait are woken in the order of their times. */
  advance(milliseconds: number): void;
  /** How many are waiting. */
  waiting(): number;
}

/** Time stands still until the test moves it. */
export function createManualClock(): ManualClock {
  let now = 0;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    wait: (milliseconds) => new Promise((wake) => sleepers.push({ until: now + milliseconds, wake })),
    advance(milliseconds) {
      now += milliseconds;
      const woken = sleepers.filter(({ until }) => until <= now).sort((one, other) => one.until - other.until);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of woken) wake();
    },
    waiting: () => sleepers.length,
  };
}
