/**
 * Delivers events to the entries, one at a time for each, and begins what `send-table.ts` says of them (`carry-out.ts`). Every
 * state is stored before anything relies on it, so that a kill at any instant leaves either "not handed over yet" (sent again) or "the final
 * dot may have left" (looked up, never sent again blindly). It decides nothing about a message and does not know how one is submitted.
 */
import { createKeyedMutex } from '../../base/keyed-mutex.ts';
import { fail, failure, type Result } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredOutboxEntry } from '../cache/database/stored.ts';
import { createAttempts } from './attempts.ts';
import { createCarryOut, type Delivered } from './carry-out.ts';
import { createDueEntries } from './due-entries.ts';
import { createEffects } from './effects.ts';
import type { MessageToQueue, OutboxDependencies } from './outbox-dependencies.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { Moment, SendEntry, SendEvent } from './send-events.ts';
import { createTimers } from './timers.ts';
import { createUnderWay } from './under-way.ts';
import { createWrites } from './writes.ts';

/** An event that says something of its entry: read in the entry's turn. */
type EventOf = (entry: SendEntry) => SendEvent;

interface Driver {
  /** Takes up what a killed program left, then begins to send. */
  start(): Promise<void>;
  /** Stops after the attempts on their way. */
  stop(): Promise<void>;
  /** Delivers an event to an entry, in its turn. Fails where the table refuses it, the entry is gone, or it could not be written. */
  deliver(id: string, event: SendEvent | EventOf): Promise<Result<Delivered>>;
  /** The entries that an event affects, newest first. @param among default: everything that was ever sent */
  concernedBy(event: SendEvent, among?: readonly StoredOutboxEntry[]): OutboxItem[];
  /** Starts what is due, according to the store. */
  wake(): void;
  /** Queues a message, and begins to send it if it may leave and nothing else does for its account. */
  queue(message: MessageToQueue): Promise<Result<OutboxItem>>;
  /** One attempt on a message that is queued by it, or on one that waits, for a program that does not send by itself. */
  attemptNew(message: MessageToQueue): Promise<Result<null>>;
  attemptWaiting(item: OutboxItem): Promise<Result<null>>;
  /** The entry with what its attempt waits for, which is not stored. */
  asShown(item: OutboxItem): OutboxItem;
  /** Called at every change of an entry; answers how to stop that. */
  watch(watcher: () => void): () => void;
  /** Resolves when the copies of this moment are filed, or put off. */
  copiesFiled(): Promise<void>;
}

export function createDriver(dependencies: OutboxDependencies, policy: RetryPolicy): Driver {
  const { reader, clock, logger } = dependencies;
  const inTurn = createKeyedMutex();
  const timers = createTimers(clock);
  const watchers = new Set<() => void>();
  let running = false;

  const moment = (): Moment => ({ policy, now: clock.now(), random: dependencies.random() });

  const underWay = createUnderWay({
    clock,
    onSlow: (id) => {
      const item = reader.outboxEntry(id)?.item;
      if (item?.state === 'sending') dependencies.emit(asShown(item));
    },
  });
  function asShown(item: OutboxItem): OutboxItem {
    const waitingFor = item.state === 'sending' ? underWay.waitingFor(item.id) : null;
    return waitingFor ? { ...item, waitingFor } : item;
  }

  function announce(item: OutboxItem, isGone = false): void {
    if (isGone) due.forget(item.id);
    else due.note(item);
    dependencies.emit(asShown(item), isGone);
    for (const watcher of [...watchers]) watcher();
  }

  const deliverOnly = (id: string, event: SendEvent | EventOf): Promise<Result<Delivered>> =>
    inTurn(id, async () => {
      const entry = reader.outboxEntry(id);
      if (entry) return carryOut(entry, typeof event === 'function' ? event(entry) : event).done;
      due.forget(id);
      return fail(failure('not-found', { detail: { id } }));
    });

  async function deliver(id: string, event: SendEvent | EventOf): Promise<Result<Delivered>> {
    const delivered = await deliverOnly(id, event);
    schedule();
    return delivered;
  }

  const concernedBy = (event: SendEvent, among = reader.outbox()): OutboxItem[] =>
    among.filter((entry) => affects(entry, event)).map(({ item }) => item);

  const { write, enter } = createWrites({ dependencies, announce });
  const effects = createEffects({ dependencies, policy, timers, underWay, isRunning: () => running, deliver });
  const { carryOut, affects } = createCarryOut({ reader, moment, write, begin: effects.begin, onChanged: underWay.forgetUnwritten });
  const attempts = createAttempts({ dependencies, inTurn, carryOut, enter, deliverLater });

  /**
   * An event that could not be written, or an attempt that could not begin, is retried after a pause: at once it would fail again. Meanwhile
   * the entry rests.
   */
  function deliverLater(id: string, event: SendEvent, reason: string, error?: unknown): void {
    // While the program closes, storage and lines go away under an attempt: the next start finds the entry as it was.
    if (!running) return;
    logger.error(`outbox entry ${id} rests: ${reason}`, error);
    // A known outcome is not replaced by a mere end.
    underWay.keepUnwritten(id, underWay.unwritten(id) ?? event);
    timers.set(`unwritten ${id}`, policy.delays[0] ?? 60_000, () => {
      const again = underWay.unwritten(id);
      // The entry has changed meanwhile: do not mistake the attempt under way for one that a killed program left.
      if (!again || !running) return;
      deliver(id, again)
        .then((delivered) => {
          if (!delivered.ok && delivered.failure.code !== 'not-found') deliverLater(id, again, delivered.failure.code);
          else underWay.forgetUnwritten(id);
          schedule();
        })
        .catch((failed: unknown) => deliverLater(id, again, 'it could not be taken up again', failed));
    });
  }

  /** Runs an attempt in the background; its account is busy until it has ended. */
  function inBackground({ id }: OutboxItem, attempted: Promise<Result<null>>, close: () => void): void {
    attempted
      .then((ended) => {
        if (!ended.ok && !underWay.unwritten(id)) deliverLater(id, { type: 'lost' }, ended.failure.code);
      })
      .catch((error: unknown) => deliverLater(id, { type: 'lost' }, 'an attempt ended unexpectedly', error))
      .finally(() => {
        close();
        schedule();
      });
  }

  const due = createDueEntries({
    reader,
    clock,
    policy,
    timers,
    rests: (id) => underWay.unwritten(id) !== undefined,
    isBusy: underWay.isBusy,
    begin(item) {
      const way = underWay.begin(item);
      const attempted = attempts.onWaiting(item.id, way).then((ended) => {
        // If nothing was begun, entry or account are gone: found due again, it would be retried without end.
        due.readAgain(item.id);
        return ended;
      });
      inBackground(item, attempted, way.close);
    },
  });
  function schedule(): void {
    if (running) due.beginDue();
  }

  async function enterInTurn(message: MessageToQueue): Promise<Result<OutboxItem>> {
    const entered = await inTurn(message.item.id, () => enter(message));
    if (entered.ok) schedule();
    return entered;
  }

  return {
    async start() {
      running = true;
      const open = reader.openOutbox();
      for (const { item } of open) due.note(item);
      for (const { id } of concernedBy({ type: 'start' }, open)) {
        const taken = await deliverOnly(id, { type: 'start' });
        if (!taken.ok) deliverLater(id, { type: 'lost' }, taken.failure.code);
      }
      schedule();
    },
    async stop() {
      running = false;
      timers.cancelAll();
      await underWay.idle();
      await effects.copiesFiled();
    },
    deliver,
    concernedBy,
    wake() {
      due.readAgain();
      schedule();
    },
    async queue(message) {
      const { item } = message;
      if (!running || underWay.isBusy(item.accountId)) return enterInTurn(message);
      const way = underWay.begin(item);
      const attempt = attempts.onNew(message, way);
      inBackground(item, attempt.attempted, way.close);
      return attempt.queued;
    },
    async attemptNew(message) {
      const way = underWay.begin(message.item);
      try {
        const attempt = attempts.onNew(message, way);
        const [written, ended] = await Promise.all([attempt.queued, attempt.attempted]);
        return written.ok ? ended : written;
      } finally {
        way.close();
      }
    },
    async attemptWaiting(item) {
      const way = underWay.begin(item);
      try {
        return await attempts.onWaiting(item.id, way);
      } finally {
        way.close();
      }
    },
    asShown,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    copiesFiled: effects.copiesFiled,
  };
}
