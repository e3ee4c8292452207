/**
 * The outbox: sends what is queued, one message at a time for each account, and reports only what is known. All states and events are one
 * table (`send-table.ts`); `driver.ts` delivers events to it. This is its interface for the rest of the engine. Does not know how a message was
 * composed or how folders are read.
 */
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import { createDriver } from './driver.ts';
import type { MessageToQueue, OutboxDependencies } from './outbox-dependencies.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import type { SendEvent } from './send-events.ts';

export interface Outbox {
  /** Resolves what a killed program left behind, then begins to send. */
  start(): Promise<void>;
  /** Takes a message over; answers its entry once that is durable. Unless another goes out for the same account, it is being sent by then. */
  queue(message: MessageToQueue): Promise<Result<OutboxItem>>;
  /** The network or an account came back: look at what is due. */
  wake(): void;
  /** Settings, password or trust of an account are new: retries what waited for them. */
  accountSaved(accountId: string): Promise<void>;
  sendNow(id: string): Promise<Result<null>>;
  /** Gives up an entry that waits, was refused or is being sent; from the final dot on it fails with `handed-over`. */
  cancel(id: string): Promise<Result<null>>;
  /** The entry with what its attempt waits for, which is not kept with it. */
  asShown(item: OutboxItem): OutboxItem;
  /** Turns a waiting entry back into its draft. */
  edit(id: string): Promise<Result<{ draftId: string }>>;
  resolve(id: string, as: 'sent' | 'send-again'): Promise<Result<null>>;
  look(id: string): Promise<Result<OutboxItem>>;
  /** Files a copy for Sent that the server did not take, once more. Answers the entry as it is then, or what the server said. */
  fileAgain(id: string): Promise<Result<OutboxItem>>;
  clear(): Promise<Result<null>>;
  /**
   * Queues a message and tries it once, for a program that does not send by itself. Fails when it could not be queued, or its outcome not
   * be written.
   */
  submitNow(message: MessageToQueue): Promise<Result<null>>;
  /**
   * Tries messages that came whole from elsewhere and wait, one after the other, for a program that does not send by itself. Answers them as
   * they are then. One that a killed program left in its attempt waits, too, unless its final dot may have left.
   */
  attemptWaiting(which: (item: OutboxItem) => boolean): Promise<OutboxItem[]>;
  /** Waits until the entry is accepted, refused, unknown, or waits for what will not come by itself or for an attempt after so many. */
  finished(id: string, attempts?: number): Promise<OutboxItem | null>;
  /** Stops after the attempts on their way. */
  stop(): Promise<void>;
}

const tooLate = (item: OutboxItem) => ({ ok: false as const, failure: failure('too-late', { detail: { state: item.state } }) });

export function createOutbox(dependencies: OutboxDependencies, policy: RetryPolicy = defaultRetryPolicy): Outbox {
  const { reader, logger } = dependencies;
  const driver = createDriver(dependencies, policy);

  /** Resolves with success or failure only. */
  async function done(id: string, event: SendEvent): Promise<Result<null>> {
    const delivered = await driver.deliver(id, event);
    return delivered.ok ? succeed(null) : delivered;
  }

  /** Resolves with the entry as it is afterwards, the server having been asked where necessary. */
  async function answered(id: string, event: SendEvent): Promise<Result<OutboxItem>> {
    const delivered = await driver.deliver(id, event);
    return delivered.ok ? (delivered.value.asked ?? succeed(delivered.value.item)) : delivered;
  }

  async function cancel(id: string): Promise<Result<null>> {
    const cancelled = await driver.deliver(id, { type: 'cancel' });
    if (!cancelled.ok) return cancelled;
    const { item, aborted } = cancelled.value;
    if (item.state !== 'sending') return succeed(null);
    // The attempt is over and its outcome could not be written: it is unknown.
    if (!aborted) return tooLate(item);
    const ended = await aborted;
    if (!ended.ok) return ended;
    return ended.value.isCancelled ? succeed(null) : cancel(id);
  }

  return {
    start: driver.start,
    stop: driver.stop,
    queue: driver.queue,
    wake: driver.wake,
    asShown: driver.asShown,
    cancel,
    async accountSaved(accountId) {
      const event = { type: 'accountSaved' } as const;
      for (const item of driver.concernedBy(event, reader.openOutbox()))
        if (item.accountId === accountId) await driver.deliver(item.id, event);
      driver.wake();
    },
    sendNow: (id) => done(id, { type: 'sendNow' }),
    async edit(id) {
      const edited = await driver.deliver(id, ({ draftId }) => ({
        type: 'edit',
        draftExists: draftId !== null && reader.draft(draftId) !== null,
      }));
      if (!edited.ok) return edited;
      const { value } = edited;
      return value.draftId === null
        ? { ok: false, failure: failure('not-found', { detail: { id } }) }
        : succeed({ draftId: value.draftId });
    },
    resolve: (id, as) => done(id, { type: as === 'sent' ? 'markArrived' : 'sendAgain' }),
    look: (id) => answered(id, { type: 'look', round: null }),
    fileAgain: (id) => answered(id, { type: 'fileNow' }),
    async clear() {
      const event = { type: 'clear' } as const;
      for (const { id } of driver.concernedBy(event)) {
        const cleared = await driver.deliver(id, event);
        if (!cleared.ok) return cleared;
      }
      return succeed(null);
    },
    async submitNow(message) {
      const ended = await driver.attemptNew(message);
      await driver.copiesFiled();
      return ended;
    },
    async attemptWaiting(which) {
      const tried: string[] = [];
      for (const { item, draftId } of reader.openOutbox()) {
        if (draftId !== null) continue;
        if (item.state === 'sending') await driver.deliver(item.id, { type: 'lost' });
        const now = reader.outboxEntry(item.id)?.item;
        if (now?.state !== 'queued' || !which(now)) continue;
        const ended = await driver.attemptWaiting(now);
        if (!ended.ok) logger.error(`outbox entry ${item.id} could not be tried: ${ended.failure.code}`);
        tried.push(item.id);
      }
      await driver.copiesFiled();
      return tried.flatMap((id) => reader.outboxEntry(id)?.item ?? []);
    },
    finished(id, attempts = 0) {
      const settled = (item: OutboxItem) =>
        (item.state !== 'queued' && item.state !== 'sending') || (item.state === 'queued' && item.attempts > attempts);
      return new Promise((resolve) => {
        const check = () => {
          const item = reader.outboxEntry(id)?.item ?? null;
          if (item !== null && !settled(item)) return;
          stopWatching();
          resolve(item);
        };
        const stopWatching = driver.watch(check);
        check();
      });
    },
  };
}
