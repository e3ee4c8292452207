/** How a host without a window of its own ends: the engine is closed, within a deadline, and what did not end in time is said and left. */
import { systemClock } from '../base/clock.ts';
import type { Language } from '../contract/application.ts';
import { type Failure, failure, type Result } from '../contract/failure.ts';
import { closeDeadlines } from '../engine/engine-thread.ts';
import { describeFailureLine } from '../words/failure-line.ts';

/** Milliseconds for everything that happens between being told to end and the end. */
export const leaveWithin = closeDeadlines.close + closeDeadlines.gone + 5_000;

/** Ends the process. A thread that hangs in the operating system would be waited for by `exit`; then nothing helps but to end at once. */
export function endProcess(status: number, isStuck = false): never {
  if (isStuck) process.kill(process.pid, 'SIGKILL');
  return process.exit(status);
}

function sayUnfinished(reason: Failure, language: Language): void {
  process.stderr.write(`postglass: ${describeFailureLine(reason, language)}\n`);
}

/** Closes the engine and says on standard error where it did not close in time. Answers whether a thread hangs. */
export async function closeEngine(engine: { close(): Promise<Result<null>> }, language: Language): Promise<{ readonly isStuck: boolean }> {
  const closed = await engine.close();
  if (closed.ok) return { isStuck: false };
  sayUnfinished(closed.failure, language);
  return { isStuck: closed.failure.detail?.stuck === true };
}

/** From now on the process ends within `milliseconds`, whatever it waits for. */
export function endWithin(milliseconds: number, language: Language): void {
  systemClock.after(milliseconds, () => {
    sayUnfinished(failure('closing-unfinished', { detail: { seconds: milliseconds / 1000 } }), language);
    endProcess(1, true);
  });
}
