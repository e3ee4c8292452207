/** Delays every quit until the engine has closed, with a deadline. */
import type { Clock } from '../base/clock.ts';
import { within } from '../base/deadline.ts';
import { type Failure, failure, type Result } from '../contract/failure.ts';
import { closeDeadlines, type Engine } from '../engine/engine-thread.ts';

/** Milliseconds from the first quit to the end: an engine that is still starting may not come to it at all. */
export const quitWithin = closeDeadlines.close + closeDeadlines.gone + 3_000;

interface QuitParts {
  /** Calls back at each quit; `preventDefault` puts it off. */
  readonly onQuit: (listener: (event: { preventDefault(): void }) => void) => void;
  /** Asks for a quit again. */
  readonly quit: () => void;
  /** Ends the program at once, after a failure that was reported. */
  readonly abandon: (reason: Failure) => void;
  readonly clock: Clock;
  readonly starting: Promise<Result<Pick<Engine, 'close'>>>;
}

interface Leaving {
  begun: boolean;
  stopBridge: () => void;
}

export function closeBeforeQuit({ onQuit, quit, abandon, clock, starting }: QuitParts): Leaving {
  const leaving: Leaving = { begun: false, stopBridge: () => {} };
  let closed = false;
  const close = async (): Promise<Failure | null> => {
    const started = await starting;
    const ended = started.ok ? await started.value.close() : null;
    return ended && !ended.ok ? ended.failure : null;
  };
  const leave = async () => {
    leaving.stopBridge();
    const closing = close();
    const isOver = await within(clock, quitWithin, closing);
    const reason = isOver ? await closing : failure('closing-unfinished', { detail: { seconds: quitWithin / 1000, stuck: true } });
    closed = true;
    if (reason) abandon(reason);
    else quit();
  };
  onQuit((event) => {
    if (closed) return;
    // A second quit while the engine closes: it still needs time.
    event.preventDefault();
    if (leaving.begun) return;
    leaving.begun = true;
    leave().catch((error: unknown) => {
      closed = true;
      abandon(failure('internal', { detail: { message: error instanceof Error ? error.message : String(error) } }));
    });
  });
  return leaving;
}
