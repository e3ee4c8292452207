/** Ends a host without a window of its own: closes the engine within a deadline, and reports and abandons what did not close. */
import { systemClock } from '../base/clock.ts';
import type { Language } from '../contract/application.ts';
import { type Failure, failure, type Result } from '../contract/failure.ts';
import { closeDeadlines } from '../engine/engine-thread.ts';
import { describeFailureLine } from '../words/failure-line.ts';

/** Milliseconds for everything that happens between being told to end and the end. */
export const leaveWithin = closeDeadlines.close + closeDeadlines.gone + 5_000;

/** Ends the process. `exit` would wait for a thread that hangs in the operating system: then the process kills itself. */
export function endProcess(status: number, isStuck = false): never {
  if (isStuck) process.kill(process.pid, 'SIGKILL');
  return process.exit(status);
}

function sayUnfinished(reason: Failure, language: Language): void {
  process.stderr.write(`postglass: ${describeFailureLine(reason, language)}\n`);
}

/** Closes the engine; reports on standard error if it did not close in time. Answers whether a thread hangs. */
export async function closeEngine(engine: { close(): Promise<Result<null>> }, language: Language): Promise<{ readonly isStuck: boolean }> {
  const closed = await engine.close();
  if (closed.ok) return { isStuck: false };
  sayUnfinished(closed.failure, language);
  return { isStuck: closed.failure.detail?.stuck === true };
}

/** Ends the process within `milliseconds`, whatever it waits for. */
export function endWithin(milliseconds: number, language: Language): void {
  systemClock.after(milliseconds, () => {
    sayUnfinished(failure('closing-unfinished', { detail: { seconds: milliseconds / 1000 } }), language);
    endProcess(1, true);
  });
}
