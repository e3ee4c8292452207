/**
 * One attempt on one message: it is written down that it is being sent, the dialogue is held, and what came of it is
 * written. The dialogue may begin while the first is under way; its final dot waits for it. It refuses to know when an
 * attempt is due.
 */
import type { KeyedMutex } from '../../base/keyed-mutex.ts';
import { fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { JobInput, OutboxPatch, StoredOutboxEntry } from '../cache/queue/storage-interface.ts';
import type { SubmissionOutcome } from '../smtp/smtp-types.ts';
import type { AfterAcceptance } from './after-acceptance.ts';
import type { Looks } from './looks.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { applyCancellation, applyOutcome, interrupted, recipientsBeforeDot } from './outcome.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { AttemptUnderWay, UnderWay } from './under-way.ts';

/** A message with its entry, as it is queued. */
export type MessageToQueue = JobInput<'queueMessage'>;

interface Attempts {
  /** Writes what is known of an attempt and could not be written when it ended; null when there is no such thing. */
  writeLate(id: string): Promise<Result<null>> | null;
  /** Answers when the outcome is written. What follows from it keeps nobody waiting. Fails when it could not be begun, or its outcome not be written. */
  onWaiting(entry: StoredOutboxEntry): Promise<Result<null>>;
  /** Queues a message and sends it at the same time. `queued`: the entry is durable. */
  onNew(message: MessageToQueue): { readonly queued: Promise<Result<OutboxItem>>; readonly attempted: Promise<Result<null>> };
}

interface AttemptOptions {
  readonly dependencies: OutboxDependencies;
  readonly policy: RetryPolicy;
  readonly inTurn: KeyedMutex;
  readonly underWay: UnderWay;
  readonly looks: Looks;
  readonly afterAcceptance: AfterAcceptance;
  /** Writes a change, announces it, and answers the entry as it now is. */
  readonly change: (
    id: string,
    patch: OutboxPatch,
    options?: { readonly discardDraft?: boolean; readonly unsynced?: boolean },
  ) => Promise<Result<OutboxItem>>;
  /** Writes a new entry, announces and answers it. */
  readonly enter: (message: MessageToQueue) => Promise<Result<OutboxItem>>;
}

interface Attempt {
  readonly entry: Pick<StoredOutboxEntry, 'envelope' | 'draftId'>;
  /** As it is while it is being sent. */
  readonly item: OutboxItem;
  readonly raw: Buffer;
  /** That it is being sent, written. */
  readonly marked: Promise<Result<OutboxItem>>;
  /** It is queued by the same write. */
  readonly isNew: boolean;
  readonly way: AttemptUnderWay;
}

function orThrow(written: Result<unknown>): void {
  if (!written.ok) throw new Error(written.failure.code);
}

const gone = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { id } }) });

const beingSent = ({ attempts }: OutboxItem) =>
  ({ state: 'sending', attempts: attempts + 1, nextAttemptAt: null, failure: null }) satisfies OutboxPatch;

export function createAttempts({
  dependencies,
  policy,
  inTurn,
  underWay,
  looks,
  afterAcceptance,
  change,
  enter,
}: AttemptOptions): Attempts {
  const { storage, reader, clock, random, logger } = dependencies;
  /** What is known of an attempt and could not be written. */
  const unwritten = new Map<string, () => Promise<Result<null>>>();

  async function submit({ entry, item, raw, marked, isNew, way }: Attempt): Promise<SubmissionOutcome> {
    const peer = await dependencies.peer(item.accountId);
    if (!peer.ok) return { state: 'not-sent', failure: peer.failure, session: null };
    const remaining = new Set(
      item.recipients.filter(({ state }) => state === 'waiting' || state === 'deferred').map(({ address }) => address),
    );
    return dependencies.submit({
      ...peer.value,
      envelope: { from: entry.envelope.from, to: entry.envelope.to.filter((address) => remaining.has(address)) },
      raw,
      cause: { key: 'send' },
      signal: way.signal,
      onWaiting: way.waitsFor,
      beforeOpening: () => marked,
      beforeFinalDot: async (recipients) => {
        way.passDot();
        // A new one is marked at once: the storage writes in the order in which it was asked, and what was not queued cannot be marked.
        if (!isNew) orThrow(await marked);
        const pending = storage.markDotPending({ id: item.id, recipients: recipientsBeforeDot(item, recipients) });
        for (const written of await Promise.all([marked, pending])) orThrow(written);
      },
    });
  }

  async function conclude({ entry, item, raw, way }: Attempt, outcome: SubmissionOutcome): Promise<Result<null>> {
    const { id } = item;
    // What the server said first, or a broken connection, counts for what it is; the cancellation then finds an entry that is not being sent.
    const isCancelled = way.signal.aborted && outcome.state === 'not-sent' && outcome.failure.code === 'cancelled';
    const patch = isCancelled
      ? applyCancellation(item, outcome.recipients ?? [], outcome.session, clock.now())
      : applyOutcome(item, outcome, { policy, now: clock.now(), random: random() });
    const draft = entry.draftId === null ? null : reader.draft(entry.draftId);
    const write = async (): Promise<Result<null>> => {
      const done = await inTurn(id, () => change(id, patch, { discardDraft: patch.state === 'accepted' }));
      unwritten.delete(id);
      way.end(done.ok ? succeed({ isCancelled }) : done);
      if (!done.ok) {
        logger.error(`the outcome of outbox entry ${id} could not be written: ${done.failure.code}`);
        unwritten.set(id, write);
        // What the server has is known to nobody but this run; the mark before the dot tells the next one.
        return fail(outcome.state === 'accepted' || outcome.state === 'unknown' ? interrupted(item) : done.failure);
      }
      if (done.value.state === 'unknown') looks.later(id);
      if (outcome.state === 'accepted') afterAcceptance.begin(done.value, raw, draft);
      return succeed(null);
    };
    return write();
  }

  /** However an attempt ends, nobody goes on waiting for it. */
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
    writeLate: (id) => unwritten.get(id)?.() ?? null,
    async onWaiting(entry) {
      const { id } = entry.item;
      const raw = reader.outboxRaw(id);
      if (!raw) return gone(id);
      const begun = await inTurn(id, async () => {
        const now = reader.outboxEntry(id)?.item;
        // Cancelled or taken back since it was found to be due.
        if (now?.state !== 'queued') return null;
        const patch = beingSent(now);
        // Unsynced: without the dot mark, `sending` and `queued` mean the same after a power cut.
        const way = underWay.begin(id);
        const attempt = { entry, item: { ...now, ...patch }, raw, marked: change(id, patch, { unsynced: true }), isNew: false, way };
        const outcome = submit(attempt);
        // It is waited for below; until then its failure would be nobody's, and end the program.
        outcome.catch(() => undefined);
        return { attempt, outcome, marked: await attempt.marked };
      });
      if (begun === null) return succeed(null);
      const { attempt, marked } = begun;
      return endWith(attempt.way, async () => {
        const outcome = await begun.outcome;
        return marked.ok ? conclude(attempt, outcome) : marked;
      });
    },

    onNew(message) {
      const { id } = message.item;
      const item = { ...message.item, ...beingSent(message.item) };
      // The worker takes the memory of what it is given.
      const raw = Buffer.from(message.raw);
      const queued = inTurn(id, () => enter({ ...message, item }));
      const way = underWay.begin(id);
      const attempt = { entry: message, item, raw, marked: queued, isNew: true, way };
      // Without an entry there is nothing to try again: who wanted it queued is told.
      const attempted = endWith(way, async () => {
        const [marked, outcome] = await Promise.all([queued, submit(attempt)]);
        return marked.ok ? conclude(attempt, outcome) : succeed(null);
      });
      return { queued, attempted };
    },
  };
}
