/**
 * Attempts under way: their account, what each waits for, whether it can still be cancelled, and its outcome until that is written. State of
 * this process only, on one thread: of cancellation and final dot, the first one wins.
 */
import type { Clock } from '../../base/clock.ts';
import { FailureError, failure, type Result } from '../../contract/failure.ts';
import type { OutboxItem, WaitingFor } from '../../contract/outbox.ts';
import type { SubmissionWait } from '../wire/submitter.ts';
import type { SendEvent } from './send-events.ts';

/** Milliseconds after which a slow step is reported. */
const slowAfter = 2_000;

/** Whether it was the cancellation that ended the attempt. */
export interface AttemptEnd {
  readonly isCancelled: boolean;
}

export interface AttemptUnderWay {
  /** Ends what the attempt does, while it can be cancelled. */
  readonly signal: AbortSignal;
  waitsFor(wait: SubmissionWait): void;
  /** From now on the message cannot be cancelled. Throws `cancelled` where it has been. */
  passDot(): void;
  isPastDot(): boolean;
  /** Its outcome is written, or could not be: answers a pending cancellation. Only the first call counts. */
  end(written: Result<AttemptEnd>): void;
  /** Nothing of it is left; its account is free. */
  close(): void;
}

export interface UnderWay {
  begin(item: Pick<OutboxItem, 'id' | 'accountId'>): AttemptUnderWay;
  isBusy(accountId: string): boolean;
  /** What an attempt has waited for longer than usual; null: nothing, or there is none. */
  waitingFor(id: string): WaitingFor | null;
  /**
   * Ends an attempt before its final dot. Answers when its end is written, and whether it was this one; null: there is no attempt.
   * `handed-over`: the dot is on its way, or has left.
   */
  cancel(id: string): Promise<Result<AttemptEnd>> | null;
  /** Keeps an outcome that could not be written. */
  keepUnwritten(id: string, event: SendEvent): void;
  unwritten(id: string): SendEvent | undefined;
  forgetUnwritten(id: string): void;
  /** Resolves when every attempt of this moment is closed. */
  idle(): Promise<void>;
}

interface Attempt {
  readonly accountId: string;
  readonly controller: AbortController;
  readonly ended: PromiseWithResolvers<Result<AttemptEnd>>;
  readonly closed: PromiseWithResolvers<void>;
  isEnded: boolean;
  isPastDot: boolean;
  wait: WaitingFor | null;
  isSlow: boolean;
  stopTimer: () => void;
}

/** @param onSlow called when a step becomes slow, and when that changes */
export function createUnderWay({ clock, onSlow }: { readonly clock: Clock; readonly onSlow: (id: string) => void }): UnderWay {
  const attempts = new Map<string, Attempt>();
  const unwritten = new Map<string, SendEvent>();
  /** An attempt whose end is not yet known. */
  const running = (id: string): Attempt | null => {
    const attempt = attempts.get(id);
    return attempt && !attempt.isEnded ? attempt : null;
  };
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
    begin({ id, accountId }) {
      const attempt: Attempt = {
        accountId,
        controller: new AbortController(),
        ended: Promise.withResolvers(),
        closed: Promise.withResolvers(),
        isEnded: false,
        isPastDot: false,
        wait: null,
        isSlow: false,
        stopTimer: () => {},
      };
      attempts.set(id, attempt);
      const { signal } = attempt.controller;
      const end = (written: Result<AttemptEnd>) => {
        attempt.stopTimer();
        attempt.isEnded = true;
        attempt.ended.resolve(written);
      };
      return {
        signal,
        waitsFor: (wait) => {
          if (running(id) === attempt) watch(id, attempt, wait);
        },
        passDot() {
          if (signal.aborted) throw new FailureError(failure('cancelled', { protocol: 'smtp' }));
          attempt.isPastDot = true;
        },
        isPastDot: () => attempt.isPastDot,
        end,
        close() {
          if (attempts.get(id) === attempt) attempts.delete(id);
          attempt.closed.resolve();
        },
      };
    },
    isBusy: (account) => [...attempts.values()].some(({ accountId }) => accountId === account),
    waitingFor(id) {
      const attempt = running(id);
      return attempt?.isSlow ? attempt.wait : null;
    },
    cancel(id) {
      const attempt = running(id);
      if (!attempt) return null;
      if (attempt.isPastDot) return Promise.resolve({ ok: false, failure: failure('handed-over', { protocol: 'smtp' }) });
      attempt.controller.abort();
      return attempt.ended.promise;
    },
    keepUnwritten: (id, event) => void unwritten.set(id, event),
    unwritten: (id) => unwritten.get(id),
    forgetUnwritten: (id) => void unwritten.delete(id),
    idle: async () => void (await Promise.all([...attempts.values()].map(({ closed }) => closed.promise))),
  };
}
