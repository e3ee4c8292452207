/**
 * Attempts under way: what each waits for, and whether it can still be cancelled. Both are known to this run of the program only, and
 * decided on one thread: whoever comes first, the cancellation or the final dot, has the last word.
 */
import type { Clock } from '../../base/clock.ts';
import { FailureError, failure, type Result } from '../../contract/failure.ts';
import type { WaitingFor } from '../../contract/outbox.ts';
import type { SubmissionWait } from '../smtp/smtp-types.ts';

/** Milliseconds after which a step is worth a word. */
const slowAfter = 2_000;

export interface AttemptUnderWay {
  /** Ends what the attempt does, while it can be cancelled. */
  readonly signal: AbortSignal;
  waitsFor(wait: SubmissionWait): void;
  /** From now on the message cannot be cancelled. Throws `cancelled` where it has been. */
  passDot(): void;
  /** What it came to is written, or could not be. */
  end(written: Result<{ readonly isCancelled: boolean }>): void;
}

export interface UnderWay {
  begin(id: string): AttemptUnderWay;
  /** What an attempt has waited for longer than usual; null: nothing, or there is none. */
  waitingFor(id: string): WaitingFor | null;
  /**
   * Ends an attempt before its final dot. Answers when its end is written, and whether it was this one; null: there is no attempt.
   * `handed-over`: the dot is on its way, or has left.
   */
  cancel(id: string): Promise<Result<{ readonly isCancelled: boolean }>> | null;
}

interface Attempt {
  readonly controller: AbortController;
  readonly ended: PromiseWithResolvers<Result<{ readonly isCancelled: boolean }>>;
  isPastDot: boolean;
  wait: WaitingFor | null;
  isSlow: boolean;
  stopTimer: () => void;
}

/** @param onSlow told when what an attempt waits for is worth a word, and when that changes */
export function createUnderWay({ clock, onSlow }: { readonly clock: Clock; readonly onSlow: (id: string) => void }): UnderWay {
  const attempts = new Map<string, Attempt>();
  const watch = (id: string, attempt: Attempt, wait: SubmissionWait): void => {
    attempt.stopTimer();
    attempt.wait = { step: wait.step, command: wait.step === 'reply' ? wait.command : null, since: clock.now() };
    const wasSlow = attempt.isSlow;
    attempt.isSlow = false;
    if (wasSlow) onSlow(id);
    attempt.stopTimer = clock.after(slowAfter, () => {
      attempt.isSlow = true;
      onSlow(id);
    });
  };
  return {
    begin(id) {
      const attempt: Attempt = {
        controller: new AbortController(),
        ended: Promise.withResolvers(),
        isPastDot: false,
        wait: null,
        isSlow: false,
        stopTimer: () => {},
      };
      attempts.set(id, attempt);
      const { signal } = attempt.controller;
      return {
        signal,
        waitsFor: (wait) => {
          if (attempts.get(id) === attempt) watch(id, attempt, wait);
        },
        passDot() {
          if (signal.aborted) throw new FailureError(failure('cancelled', { protocol: 'smtp' }));
          attempt.isPastDot = true;
        },
        end(written) {
          attempt.stopTimer();
          if (attempts.get(id) === attempt) attempts.delete(id);
          attempt.ended.resolve(written);
        },
      };
    },
    waitingFor(id) {
      const attempt = attempts.get(id);
      return attempt?.isSlow ? attempt.wait : null;
    },
    cancel(id) {
      const attempt = attempts.get(id);
      if (!attempt) return null;
      if (attempt.isPastDot) return Promise.resolve({ ok: false, failure: failure('handed-over', { protocol: 'smtp' }) });
      attempt.controller.abort();
      return attempt.ended.promise;
    },
  };
}
