/**
 * One attempt on one message: records that it is being sent, hands it to the account's submitter and delivers the outcome. Submission may
 * begin before the record is written; the final dot waits for it. Does not know when an attempt is due or what its outcome means.
 */
import type { KeyedMutex } from '../../base/keyed-mutex.ts';
import { FailureError, fail, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredOutboxEntry } from '../cache/database/stored.ts';
import type { SubmissionOutcome } from '../wire/submitter.ts';
import type { CarryOut } from './carry-out.ts';
import type { MessageToQueue, OutboxDependencies } from './outbox-dependencies.ts';
import { interrupted } from './outcome.ts';
import type { SendEvent } from './send-events.ts';
import type { AttemptUnderWay } from './under-way.ts';

interface Attempts {
  /**
   * Attempts a waiting entry. Resolves when the outcome is written, without waiting for its effects. Fails when the attempt could not
   * begin or its outcome could not be written. Does nothing when the entry is no longer waiting.
   */
  onWaiting(id: string, way: AttemptUnderWay): Promise<Result<null>>;
  /** Queues a message and sends it at the same time. `queued`: the entry is durable. */
  onNew(message: MessageToQueue, way: AttemptUnderWay): NewAttempt;
}

interface NewAttempt {
  readonly queued: Promise<Result<OutboxItem>>;
  readonly attempted: Promise<Result<null>>;
}

interface AttemptOptions {
  readonly dependencies: Pick<OutboxDependencies, 'reader' | 'submitter' | 'logger'>;
  readonly inTurn: KeyedMutex;
  readonly carryOut: CarryOut;
  /** Writes a new entry, announces and answers it. */
  readonly enter: (message: MessageToQueue) => Promise<Result<OutboxItem>>;
  /** The outcome could not be written: to be delivered again. */
  readonly deliverLater: (id: string, event: SendEvent, reason: string) => void;
}

interface Attempt {
  /** As it is while it is being sent. */
  readonly entry: Omit<StoredOutboxEntry, 'dotPending'>;
  readonly raw: Buffer;
  /** That it is being sent, written. */
  readonly marked: Promise<Result<unknown>>;
  /** It is queued by the same write. */
  readonly isNew: boolean;
  readonly way: AttemptUnderWay;
}

function orThrow(written: Result<unknown>): void {
  if (!written.ok) throw new Error(written.failure.code);
}

/** @param isStopped the user's cancellation came first; what the server said first, or a broken connection, counts for what it is */
function eventOf(outcome: SubmissionOutcome, isStopped: boolean): SendEvent {
  switch (outcome.state) {
    case 'accepted':
      return { type: 'taken', outcome };
    case 'refused':
      return { type: 'refused', outcome };
    case 'unknown':
      return { type: 'unanswered', outcome };
    case 'not-sent':
      return { type: isStopped && outcome.failure.code === 'cancelled' ? 'stopped' : 'notSent', outcome };
  }
}

export function createAttempts({ dependencies, inTurn, carryOut, enter, deliverLater }: AttemptOptions): Attempts {
  const { reader, logger } = dependencies;

  async function submit({ entry, raw, marked, isNew, way }: Attempt): Promise<SubmissionOutcome> {
    const { item, envelope } = entry;
    const submitter = await dependencies.submitter(item.accountId);
    if (!submitter.ok) return { state: 'not-sent', failure: submitter.failure, session: null };
    const remaining = new Set(
      item.recipients.filter(({ state }) => state === 'waiting' || state === 'deferred').map(({ address }) => address),
    );
    return submitter.value.submit({
      envelope: { from: envelope.from, to: envelope.to.filter((address) => remaining.has(address)), id: item.id },
      raw,
      signal: way.signal,
      onWaiting: way.waitsFor,
      beforeOpening: () => marked,
      async beforeFinalDot(recipients) {
        way.passDot();
        // A new one is marked at once: the storage writes in the order in which it was asked, and what was not queued cannot be marked.
        if (!isNew) orThrow(await marked);
        const { refusal, done } = carryOut({ ...entry, dotPending: false }, { type: 'dotDue', recipients });
        if (refusal) throw new FailureError(refusal);
        for (const written of await Promise.all([marked, done])) orThrow(written);
      },
    });
  }

  async function end({ entry, raw, way }: Attempt, outcome: SubmissionOutcome): Promise<Result<null>> {
    const { id } = entry.item;
    const event = eventOf(outcome, way.signal.aborted);
    // Only this process knows the server's answer: not even a bug of ours may lose it.
    const asSent = { ...entry, dotPending: way.isPastDot() };
    const done = await inTurn(id, () => carryOut(asSent, event, { raw }).done).catch((error: unknown) => fail(toFailure(error)));
    way.end(done.ok ? succeed({ isCancelled: event.type === 'stopped' }) : done);
    if (done.ok) return succeed(null);
    logger.error(`the outcome of outbox entry ${id} could not be written: ${done.failure.code}`);
    deliverLater(id, event, done.failure.code);
    // Only this run knows what the server has; the mark before the dot tells the next run.
    return fail(outcome.state === 'accepted' || outcome.state === 'unknown' ? interrupted(entry.item) : done.failure);
  }

  /** Settles the attempt however it ends, so that no caller waits for it without end. */
  async function endWith(way: AttemptUnderWay, work: () => Promise<Result<null>>): Promise<Result<null>> {
    try {
      const done = await work();
      way.end(done.ok ? succeed({ isCancelled: false }) : done);
      return done;
    } catch (error) {
      way.end(fail(toFailure(error)));
      throw error;
    }
  }

  return {
    onWaiting: (id, way) =>
      endWith(way, async () => {
        const begun = await inTurn(id, async () => {
          const entry = reader.outboxEntry(id);
          if (!entry) return null;
          const isSuperseded = reader.lastHandover(id) > entry.item.attempts;
          // In turn: a cancellation meanwhile waits for the attempt and ends it.
          const raw = isSuperseded ? null : await reader.outboxRaw(id);
          if (raw === null && !isSuperseded) return null;
          const { sending, done: marked } = carryOut(entry, { type: 'due', isSuperseded });
          // Cancelled or edited since it was found to be due, or known to have been sent.
          if (sending === null || raw === null) {
            orThrow(await marked);
            return null;
          }
          const attempt: Attempt = { entry: sending, raw, marked, isNew: false, way };
          const outcome = submit(attempt);
          // A handler now: it is waited for only when the mark is written, and an unhandled rejection ends the process.
          outcome.catch(() => undefined);
          return { attempt, outcome, marked: await marked };
        });
        if (begun === null) return succeed(null);
        const outcome = await begun.outcome;
        return begun.marked.ok ? end(begun.attempt, outcome) : begun.marked;
      }),

    onNew(message, way) {
      const { item, envelope, draftId } = message;
      // The worker takes ownership of the buffer.
      const raw = Buffer.from(message.raw);
      const { sending, done: marked } = carryOut(
        { item, envelope, draftId, dotPending: false },
        { type: 'due', isSuperseded: false },
        { enter: (changed) => inTurn(item.id, () => enter({ ...message, item: changed })) },
      );
      const attempt: Attempt | null = sending && { entry: sending, raw, marked, isNew: true, way };
      const queued = marked.then((written) => (written.ok ? succeed(written.value.item) : written));
      const attempted = endWith(way, async () => {
        const [written, outcome] = await Promise.all([marked, attempt && submit(attempt)]);
        // Without an entry there is nothing to retry: the caller gets the failure.
        return written.ok && attempt && outcome ? end(attempt, outcome) : succeed(null);
      });
      return { queued, attempted };
    },
  };
}
