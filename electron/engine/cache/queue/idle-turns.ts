/** Runs `idleWork` when no job waits, one transaction at a time, and tells those who wait for its end. Tried again after a failure. */
import type { Failure, Result } from '../../../contract/failure.ts';
import { removeEmptiedFiles } from '../bodies/waiting-bodies.ts';
import { storageFailure } from '../database/storage-failure.ts';
import { idleWork } from '../search/idle-work.ts';
import type { IdleWork } from '../search/index-text.ts';
import { queueLimits } from './queue-limits.ts';
import type { WriterContext } from './writer-context.ts';

interface IdleTurnsOptions {
  readonly context: WriterContext;
  readonly receive: () => void;
  readonly committed: () => void;
  readonly steady: () => number;
  readonly idleTrouble: ((trouble: Failure | null) => void) | undefined;
  /** Whether a job waits: then nothing more is done here. */
  readonly isAsked: () => boolean;
}

interface IdleTurns {
  /** Does one transaction's worth. Answers in how many milliseconds there is more to do: 0 at once, null when there is nothing. */
  turn(): number | null;
  /** Answers once there is nothing left to do, or why that cannot be reached. */
  settle(answer: (result: Result<unknown>) => void): void;
  /** Whether somebody waits for its end. */
  isAwaited(): boolean;
  /** Milliseconds until it is tried again after it has failed; below zero: now. */
  failedFor(): number;
  /** Nothing was asked for a while. */
  readonly quiet: () => void;
}

export function createIdleTurns({ context, receive, committed, steady, idleTrouble, isAsked }: IdleTurnsOptions): IdleTurns {
  const { cache } = context;
  const settling: ((result: Result<unknown>) => void)[] = [];
  let idle: IdleWork<void> | null = null;
  /** Restart with the next turn: a thorough run was requested meanwhile. */
  let isAnew = false;
  let isQuiet = false;
  /** Failures in a row, and when it is tried again. */
  let failures = 0;
  let againAt = Number.NEGATIVE_INFINITY;

  const failed = (error: unknown): number => {
    idle = null;
    context.changes.discard();
    const reason = storageFailure(error, cache.name, cache.path);
    for (const answer of settling.splice(0)) answer({ ok: false, failure: reason });
    const wait = Math.min(queueLimits.firstRetryMs * 2 ** failures, queueLimits.longestRetryMs);
    failures += 1;
    againAt = steady() + wait;
    idleTrouble?.(reason);
    return isAsked() ? 0 : wait;
  };

  return {
    turn() {
      if (isAnew || !idle) idle = idleWork(context, isQuiet || settling.length > 0);
      isAnew = false;
      const work = idle;
      let came: 'done' | 'more' | 'wait' | 'rest' = 'more';
      try {
        came = cache.transaction(() => {
          const startedAt = steady();
          let receivedAt = startedAt;
          for (;;) {
            const step = work.next();
            if (step.done) return 'done';
            if (step.value === 'wait' || (step.value === 'rest' && settling.length === 0)) return step.value;
            const at = steady();
            if (at - receivedAt > queueLimits.receiveEveryMs) {
              receivedAt = at;
              receive();
            }
            if (isAsked() || at - startedAt > queueLimits.idleTransactionMs) return 'more';
          }
        });
        committed();
        removeEmptiedFiles(context);
      } catch (error) {
        return failed(error);
      }
      if (failures > 0) {
        failures = 0;
        idleTrouble?.(null);
      }
      if (came === 'done' && !isAnew) {
        idle = null;
        isQuiet = false;
      }
      if (isAsked() || isAnew) return 0;
      if (came === 'more') return 0;
      if (came === 'rest') return queueLimits.pauseMs;
      if (came === 'done') for (const answer of settling.splice(0)) answer({ ok: true, value: null });
      return null;
    },
    settle(answer) {
      settling.push(answer);
      isAnew = true;
    },
    isAwaited: () => settling.length > 0,
    failedFor: () => againAt - steady(),
    quiet() {
      isQuiet = true;
      isAnew = true;
    },
  };
}
