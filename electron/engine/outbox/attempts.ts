/**
 * One attempt on one message: records that it is being sent, hands it to the account's submitter and delivers the outcome. Submission may
 * begin before the record is written; the final dot waits for it. Does not know when an attempt is due or what its outcome means.
 */
import type { KeyedMutex } from '../../base/keyed-mutex.ts';
import { FailureError, fail, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredOutboxEntry } from '../cache/database/stored.ts';
import type { SubmissionOutcome } from '../wire/submitter.ts';
import type { MessageToQueue, OutboxDependencies } from './outbox-dependencies.ts';
import { interrupted } from './outcome.ts';
import type { Moment, SendEntry, SendEvent, Step, Write } from './send-events.ts';
import { next } from './send-table.ts';
import type { AttemptUnderWay } from './under-way.ts';

interface Attempts {
  /**
   * Attempts a waiting entry. Resolves when the outcome is written, without waiting for its effects. Fails when the attempt could not
   * begin or its outcome could not be written. Does nothing when the entry is no longer waiting.
   */
  onWaiting(id: string, way: AttemptUnderWay): Promise<Result<null>>;
  /** Queues a message and sends it at the same time. `queued`: the entry is durable. Null: its time has not come. */
  onNew(message: MessageToQueue, way: AttemptUnderWay): NewAttempt | null;
}

interface NewAttempt {
  readonly queued: Promise<Result<OutboxItem>>;
  readonly attempted: Promise<Result<null>>;
}

interface AttemptOptions {
  readonly dependencies: Pick<OutboxDependencies, 'reader' | 'submitter' | 'logger'>;
  readonly moment: () => Moment;
  readonly inTurn: KeyedMutex;
  /** Writes a change, announces it, and answers the entry as it is then. */
  readonly write: (entry: SendEntry, what: Write) => Promise<Result<{ readonly item: OutboxItem }>>;
  /** Writes a new entry, announces and answers it. */
  readonly enter: (message: MessageToQueue) => Promise<Result<OutboxItem>>;
  /** Carries out what an event does to an entry, in its turn. */
  readonly carryOut: (entry: SendEntry, event: SendEvent) => Promise<Result<unknown>>;
  /** Delivers the outcome, with the entry as the attempt knows it. */
  readonly conclude: (entry: SendEntry, event: SendEvent, raw: Buffer) => Promise<Result<unknown>>;
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

type Change = Extract<Write, { kind: 'change' }>;

/** What has to be written for an attempt to begin; null: it does not. */
const changeToBegin = (step: Step): Change | null =>
  'write' in step && step.write?.kind === 'change' && step.effects.some(({ kind }) => kind === 'attempt') ? step.write : null;

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

export function createAttempts({ dependencies, moment, inTurn, write, enter, carryOut, conclude, deliverLater }: AttemptOptions): Attempts {
  const { reader, logger } = dependencies;

  async function submit({ entry, raw, marked, isNew, way }: Attempt): Promise<SubmissionOutcome> {
    const { item, envelope } = entry;
    const submitter = await dependencies.submitter(item.accountId);
    if (!submitter.ok) return { state: 'not-sent', failure: submitter.failure, session: null };
    const remaining = new Set(
      item.recipients.filter(({ state }) => state === 'waiting' || state === 'deferred').map(({ address }) => address),
    );
    return submitter.value.submit({
      envelope: { from: envelope.from, to: envelope.to.filter((address) => remaining.has(address)) },
      raw,
      signal: way.signal,
      onWaiting: way.waitsFor,
      beforeOpening: () => marked,
      async beforeFinalDot(recipients) {
        way.passDot();
        // A new one is marked at once: the storage writes in the order in which it was asked, and what was not queued cannot be marked.
        if (!isNew) orThrow(await marked);
        const step = next({ ...entry, dotPending: false }, { type: 'dotDue', recipients }, moment());
        if ('refusal' in step) throw new FailureError(step.refusal);
        const pending = step.write ? write({ ...entry, dotPending: false }, step.write) : succeed(null);
        for (const written of await Promise.all([marked, pending])) orThrow(written);
      },
    });
  }

  async function end({ entry, raw, way }: Attempt, outcome: SubmissionOutcome): Promise<Result<null>> {
    const { id } = entry.item;
    const event = eventOf(outcome, way.signal.aborted);
    // Only this process knows the server's answer: not even a bug of ours may lose it.
    const done = await conclude({ ...entry, dotPending: way.isPastDot() }, event, raw).catch((error: unknown) => fail(toFailure(error)));
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
          if (isSuperseded) {
            orThrow(await carryOut(entry, { type: 'due', isSuperseded }));
            return null;
          }
          const change = changeToBegin(next(entry, { type: 'due', isSuperseded }, moment()));
          // Cancelled or edited since it was found to be due.
          if (!change) return null;
          // In turn: a cancellation meanwhile waits for the attempt and ends it.
          const raw = await reader.outboxRaw(id);
          if (!raw) return null;
          const marked = write(entry, change);
          const attempt: Attempt = { entry: { ...entry, item: { ...entry.item, ...change.patch } }, raw, marked, isNew: false, way };
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
      const change = changeToBegin(next({ item, draftId, dotPending: false }, { type: 'due', isSuperseded: false }, moment()));
      if (!change) return null;
      const entry = { item: { ...item, ...change.patch }, envelope, draftId };
      // The worker takes ownership of the buffer.
      const raw = Buffer.from(message.raw);
      const queued = inTurn(item.id, () => enter({ ...message, item: entry.item }));
      const attempt: Attempt = { entry, raw, marked: queued, isNew: true, way };
      // Without an entry there is nothing to retry: the caller gets the failure.
      const attempted = endWith(way, async () => {
        const [marked, outcome] = await Promise.all([queued, submit(attempt)]);
        return marked.ok ? end(attempt, outcome) : succeed(null);
      });
      return { queued, attempted };
    },
  };
}
