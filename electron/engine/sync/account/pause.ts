/** A wait that several events may end; removes its timer and listeners whichever of them it was. */
import type { Clock } from '../../../base/clock.ts';

interface PauseOptions {
  readonly clock: Clock;
  /** Milliseconds; null: until something else ends it. */
  readonly milliseconds: number | null;
  readonly signal: AbortSignal;
  /** What else may end it: is handed the end, answers how to stop listening. */
  readonly untilAlso?: (end: () => void) => () => void;
}

interface Pause {
  readonly over: Promise<void>;
  end(): void;
}

export function createPause({ clock, milliseconds, signal, untilAlso }: PauseOptions): Pause {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isOver = false;
  let release: (() => void)[] = [];
  const end = () => {
    isOver = true;
    for (const each of release) each();
    release = [];
    resolve();
  };
  signal.addEventListener('abort', end, { once: true });
  release.push(() => signal.removeEventListener('abort', end));
  if (milliseconds !== null) release.push(clock.after(milliseconds, end));
  const stopListening = untilAlso?.(end);
  if (stopListening) release.push(stopListening);
  // It was over before everything that may end it was known.
  if (isOver || signal.aborted) end();
  return { over: promise, end };
}
