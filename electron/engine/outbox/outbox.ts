/**
 * The outbox: sends what is queued, one message at a time for each account, and never lies about what became of it.
 * Every state is written to user data before and after it is true, so that a kill at any instant leaves either "not
 * handed over yet" (sent again) or "the final dot may have left" (looked up, never sent again blindly). It refuses to
 * know how a message was composed and how folders are read.
 */
import { randomUUID } from 'node:crypto';
import { createKeyedMutex } from '../../base/keyed-mutex.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxPatch, StoredOutboxEntry } from '../cache/queue/storage-interface.ts';
import { createAfterAcceptance } from './after-acceptance.ts';
import { createAttempts, type MessageToQueue } from './attempts.ts';
import { createClearing } from './clearing.ts';
import { createLooks } from './looks.ts';
import { emptyDraft } from './new-items.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { applyEvidence, applyInterruption, leaveAsItIs, queueAsItWas, requeue } from './outcome.ts';
import { fieldsForRemaining } from './remaining-recipients.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import { createUnderWay } from './under-way.ts';

export interface Outbox {
  /** Resolves what a killed program left behind, then begins to send. */
  start(): Promise<void>;
  /** Takes a message over; answers its entry once that is durable. Unless another goes out for the same account, it is being sent by then. */
  queue(message: MessageToQueue): Promise<Result<OutboxItem>>;
  /** The network or an account came back: look at what is due. */
  wake(): void;
  /** Settings, password or trust of an account are new: what waited for just that is tried again. */
  accountSaved(accountId: string): Promise<void>;
  sendNow(id: string): Promise<Result<null>>;
  /** Gives up an entry that waits, was refused or is being sent; from the final dot on it fails with `handed-over`. */
  cancel(id: string): Promise<Result<null>>;
  /** The entry with what its attempt waits for, which is not kept with it. */
  asShown(item: OutboxItem): OutboxItem;
  /** Takes a waiting entry back to its draft. */
  edit(id: string): Promise<Result<{ draftId: string }>>;
  resolve(id: string, as: 'sent' | 'send-again'): Promise<Result<null>>;
  look(id: string): Promise<Result<OutboxItem>>;
  /** Files a copy for Sent that the server did not take, once more. Answers the entry as it is then, or what the server said. */
  fileAgain(id: string): Promise<Result<OutboxItem>>;
  clear(): Promise<Result<null>>;
  /** Queues a message and tries it once, for a program that does not send by itself. Fails when it could not be queued, or its outcome not be written. */
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

/** What may be given back as a draft. */
const editable: ReadonlySet<OutboxItem['state']> = new Set(['queued', 'refused', 'partly', 'cancelled']);

const cancelled = (now: number): OutboxPatch => ({ state: 'cancelled', nextAttemptAt: null, finishedAt: now });

const gone = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { id } }) });
const tooLate = (item: OutboxItem) => ({ ok: false as const, failure: failure('too-late', { detail: { state: item.state } }) });

export function createOutbox(dependencies: OutboxDependencies, policy: RetryPolicy = defaultRetryPolicy): Outbox {
  const { storage, reader, clock, logger } = dependencies;
  /** Accounts with an attempt on its way. */
  const busy = new Map<string, Promise<void>>();
  const watchers = new Set<() => void>();
  /** Entries that wait, so that nobody has to read through everything that was ever sent to find them. */
  const waiting = new Set<string>();
  /** Entries whose attempt could not be begun or ended: at once they would fail again, and again. */
  const resting = new Set<string>();
  const inTurn = createKeyedMutex();
  /** A longer wait than this was never decided: the clock has been set back since. */
  const longestWait = 2 * Math.max(...policy.delays);
  let cancelTimer: (() => void) | null = null;
  let running = false;

  /** Writes a change, announces it, and answers the entry as it now is. */
  async function change(
    id: string,
    patch: OutboxPatch,
    options: { keepDot?: boolean; discardDraft?: boolean; unsynced?: boolean } = {},
  ): Promise<Result<OutboxItem>> {
    const written = await storage.markOutbox({ id, patch, ...options });
    if (written.ok) announce(written.value);
    return written;
  }

  /** Writes a new entry, announces and answers it. */
  async function enter(message: MessageToQueue): Promise<Result<OutboxItem>> {
    const { item } = message;
    const written = await storage.queueMessage(message);
    // What a worker that died before it answered had written is found by its id. The dot may be marked by now.
    if (!written.ok && written.failure.code === 'storage-interrupted') {
      const found = await change(item.id, { state: item.state }, { keepDot: true });
      if (found.ok) return found;
    }
    if (!written.ok) return written;
    announce(item);
    return succeed(item);
  }

  function announce(item: OutboxItem): void {
    note(item);
    dependencies.emit(asShown(item));
    for (const watcher of [...watchers]) watcher();
    clearing.changed(item);
  }

  function note({ id, state }: OutboxItem): void {
    if (state === 'queued') waiting.add(id);
    else waiting.delete(id);
  }

  /** What waits, oldest first. */
  function readWaiting(): StoredOutboxEntry[] {
    const entries: StoredOutboxEntry[] = [];
    for (const id of waiting) {
      const entry = reader.outboxEntry(id);
      if (entry) entries.push(entry);
      else waiting.delete(id); // its account is gone, or it was taken back
    }
    return entries.sort((one, other) => one.item.queuedAt - other.item.queuedAt);
  }

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

  const clearing = createClearing(dependencies);
  const looks = createLooks({
    clock,
    delays: policy.lookAfter,
    isRunning: () => running,
    isUnknown: (id) => reader.outboxEntry(id)?.item.state === 'unknown',
    look,
    logger,
  });
  const afterAcceptance = createAfterAcceptance({
    dependencies,
    fileAgainAfter: policy.fileAgainAfter,
    isRunning: () => running,
    change,
  });
  const attempts = createAttempts({ dependencies, policy, inTurn, underWay, looks, afterAcceptance, change, enter });

  const isDue = ({ item }: StoredOutboxEntry): boolean =>
    item.state === 'queued' &&
    !resting.has(item.id) &&
    (item.nextAttemptAt === null
      ? item.failure === null || !item.failure.permanent
      : item.nextAttemptAt <= clock.now() || item.nextAttemptAt > clock.now() + longestWait);

  function rest(id: string, reason: string, error?: unknown): void {
    // While the program closes, storage and lines go away under an attempt: the next start finds the entry as it was.
    if (running) logger.error(`outbox entry ${id} rests: ${reason}`, error);
    resting.add(id);
    clock.after(policy.delays[0] ?? 60_000, () => {
      // Somebody has taken it up meanwhile: what is on its way is not to be taken for what was left.
      if (!resting.delete(id)) return;
      if (running) takeUp(id).catch((failed: unknown) => rest(id, 'it could not be taken up again', failed));
    });
  }

  /** After a rest: nothing may stay `sending` of which nobody is waiting for the end. */
  async function takeUp(id: string): Promise<void> {
    const writing = attempts.writeLate(id);
    const written = await (writing ?? recoverOne(id));
    if (!written.ok) return rest(id, written.failure.code);
    if (!writing && reader.outboxEntry(id)?.item.state === 'unknown') looks.later(id);
    schedule();
  }

  /** The account is busy until this attempt has ended. */
  function keepBusy({ id, accountId }: OutboxItem, attempted: Promise<Result<null>>): void {
    const work = attempted
      .then((ended) => {
        if (!ended.ok) rest(id, ended.failure.code);
      })
      .catch((error: unknown) => rest(id, 'an attempt ended unexpectedly', error))
      .finally(() => {
        busy.delete(accountId);
        schedule();
      });
    busy.set(accountId, work);
  }

  function schedule(): void {
    if (!running) return;
    cancelTimer?.();
    cancelTimer = null;
    let next: number | null = null;
    for (const entry of readWaiting()) {
      const { accountId, state, nextAttemptAt } = entry.item;
      if (isDue(entry)) {
        // The attempt on its way looks again when it ends.
        if (!busy.has(accountId)) keepBusy(entry.item, attempts.onWaiting(entry));
      } else if (state === 'queued' && nextAttemptAt !== null && !resting.has(entry.item.id))
        next = Math.min(next ?? nextAttemptAt, nextAttemptAt);
    }
    if (next !== null) cancelTimer = clock.after(Math.max(0, next - clock.now()), schedule);
  }

  async function look(id: string): Promise<Result<OutboxItem>> {
    const item = reader.outboxEntry(id)?.item;
    if (!item) return gone(id);
    if (item.state !== 'unknown') return succeed(item);
    // Some recipients have it from an earlier attempt: what can be found may be that one's trace, and proves nothing for the others.
    if (item.recipients.some(({ state }) => state === 'accepted')) return succeed(item);
    const found = await dependencies.findEvidence(item.accountId, item.messageId);
    if (!found.ok) return found;
    if (found.value === null) return succeed(reader.outboxEntry(id)?.item ?? item);
    const settled = await settleAsSent(id, found.value === 'sent' ? 'server' : 'waiting');
    const now = reader.outboxEntry(id)?.item;
    return !settled.ok && settled.failure.code === 'too-late' && now ? succeed(now) : settled;
  }

  /** `sentCopy`: what is known of the copy now; without it, as it was. */
  async function settleAsSent(id: string, sentCopy?: OutboxItem['sentCopy']): Promise<Result<OutboxItem>> {
    const settled = await inTurn(id, async () => {
      const item = reader.outboxEntry(id)?.item;
      if (!item) return gone(id);
      if (item.state !== 'unknown') return tooLate(item);
      looks.forget(id);
      const patch = applyEvidence(item, clock.now());
      return change(id, sentCopy ? { ...patch, sentCopy } : patch, { discardDraft: patch.state === 'accepted' });
    });
    if (!settled.ok) return settled;
    schedule();
    const raw = reader.outboxRaw(id);
    if (raw) afterAcceptance.fileLater(settled.value, raw);
    return settled;
  }

  /** What the last run of the program left: `sending` means that it was killed in an attempt. */
  async function recover(): Promise<void> {
    for (const { item } of reader.outbox()) {
      await recoverOne(item.id);
      const now = reader.outboxEntry(item.id)?.item;
      if (now) note(now);
      if (now?.state === 'unknown') looks.later(item.id);
      const isTaken = now?.state === 'accepted' || now?.state === 'partly';
      const raw = isTaken && now.sentCopy === 'waiting' ? reader.outboxRaw(item.id) : null;
      if (now && raw) afterAcceptance.fileLater(now, raw);
    }
  }

  /** An entry whose attempt ended without a word. */
  async function recoverOne(id: string): Promise<Result<unknown>> {
    const entry = reader.outboxEntry(id);
    if (entry?.item.state !== 'sending') return succeed(null);
    return entry.dotPending ? change(id, applyInterruption(entry.item), { keepDot: true }) : change(id, queueAsItWas());
  }

  /** Gives back as a draft what not everybody has: addressed to the others, and to nobody who has it. */
  async function splitOff({ item, draftId }: StoredOutboxEntry): Promise<Result<{ draftId: string }>> {
    const others = item.recipients.filter(({ state }) => state !== 'accepted').map(({ address }) => address);
    const empty = emptyDraft(item.accountId, clock.now());
    const written = draftId === null ? null : reader.draft(draftId);
    const raw = written ? null : reader.outboxRaw(item.id);
    const again = raw ? await dependencies.again(raw) : null;
    if (again && !again.ok) return again;
    const draft = { ...empty, ...again?.value.fields };
    const split = await storage.splitOutbox({
      id: item.id,
      patch: leaveAsItIs(item, clock.now()),
      recipients: fieldsForRemaining(written ?? draft, others),
      now: clock.now(),
      draft,
      attachments: (again?.value.attachments ?? []).map((file) => ({ id: randomUUID(), ...file })),
    });
    if (!split.ok) return split;
    announce(split.value.item);
    dependencies.emitDraft(split.value.draftId);
    return succeed({ draftId: split.value.draftId });
  }

  async function cancel(id: string): Promise<Result<null>> {
    const settled = await inTurn(id, async () => {
      const item = reader.outboxEntry(id)?.item;
      if (!item) return gone(id);
      if (item.state === 'sending') return null;
      if (item.state !== 'queued' && item.state !== 'refused' && item.state !== 'partly') return tooLate(item);
      // Whoever has it has it: what ends is only that the others are tried.
      const isHad = item.recipients.some(({ state }) => state === 'accepted');
      const patch = isHad ? leaveAsItIs(item, clock.now()) : cancelled(clock.now());
      const changed = await change(id, patch, { discardDraft: isHad });
      return changed.ok ? succeed(null) : changed;
    });
    if (settled) return settled;
    // Not in turn: the end of the attempt, which is waited for, is written in turn.
    const ended = await underWay.cancel(id);
    const now = reader.outboxEntry(id)?.item;
    if (ended === null) return now?.state === 'sending' ? tooLate(now) : cancel(id);
    if (!ended.ok) return ended;
    return ended.value.isCancelled ? succeed(null) : cancel(id);
  }

  return {
    async start() {
      running = true;
      await recover();
      schedule();
    },
    async queue(message) {
      const { item } = message;
      if (running && !busy.has(item.accountId)) {
        const { queued, attempted } = attempts.onNew(message);
        keepBusy(item, attempted);
        return queued;
      }
      const queued = await inTurn(item.id, () => enter(message));
      if (queued.ok) schedule();
      return queued;
    },
    wake: schedule,
    look,
    async accountSaved(accountId) {
      for (const { item } of reader.outbox())
        if (item.accountId === accountId)
          await inTurn(item.id, async () => {
            const now = reader.outboxEntry(item.id)?.item;
            if (now?.state === 'queued' && now.nextAttemptAt === null && now.failure?.permanent) await change(item.id, { failure: null });
          });
      schedule();
    },
    async sendNow(id) {
      const changed = await inTurn(id, async () => {
        const item = reader.outboxEntry(id)?.item;
        if (!item) return gone(id);
        if (item.state === 'sending') return succeed(item);
        if (item.state !== 'queued' && item.state !== 'refused' && item.state !== 'partly' && item.state !== 'cancelled')
          return tooLate(item);
        resting.delete(id);
        return change(id, { ...requeue(item), failure: null });
      });
      if (!changed.ok) return changed;
      schedule();
      return succeed(null);
    },
    cancel,
    asShown,
    edit: (id) =>
      inTurn(id, async () => {
        const entry = reader.outboxEntry(id);
        if (!entry) return gone(id);
        if (!editable.has(entry.item.state)) return tooLate(entry.item);
        // Someone has it already, and must not get a second message: the draft is for the others.
        if (entry.item.recipients.some(({ state }) => state === 'accepted')) return splitOff(entry);
        // Without its draft the entry is the only place where the message still is.
        if (entry.draftId === null || !reader.draft(entry.draftId)) return tooLate(entry.item);
        const removed = await storage.removeOutbox({ id });
        if (!removed.ok) return removed;
        dependencies.emit({ ...entry.item, state: 'cancelled' });
        return removed.value.draftId === null ? gone(id) : succeed({ draftId: removed.value.draftId });
      }),
    async resolve(id, as) {
      if (as === 'sent') {
        const settled = await settleAsSent(id);
        return settled.ok ? succeed(null) : settled;
      }
      const changed = await inTurn(id, async () => {
        const item = reader.outboxEntry(id)?.item;
        if (!item) return gone(id);
        if (item.state !== 'unknown') return tooLate(item);
        looks.forget(id);
        return change(id, { ...requeue(item), failure: null });
      });
      if (!changed.ok) return changed;
      schedule();
      return succeed(null);
    },
    fileAgain: afterAcceptance.fileNow,
    clear: clearing.clear,
    async submitNow(message) {
      const { queued, attempted } = attempts.onNew(message);
      const [written, ended] = await Promise.all([queued, attempted]);
      await afterAcceptance.settled();
      return written.ok ? ended : written;
    },
    async attemptWaiting(which) {
      const tried: string[] = [];
      for (const { item, draftId } of reader.outbox()) {
        if (draftId !== null) continue;
        await recoverOne(item.id);
        const entry = reader.outboxEntry(item.id);
        if (entry?.item.state !== 'queued' || !which(entry.item)) continue;
        const ended = await attempts.onWaiting(entry);
        if (!ended.ok) logger.error(`outbox entry ${item.id} could not be tried: ${ended.failure.code}`);
        tried.push(item.id);
      }
      await afterAcceptance.settled();
      return tried.flatMap((id) => reader.outboxEntry(id)?.item ?? []);
    },
    finished(id, attempts = 0) {
      const settled = (item: OutboxItem) =>
        (item.state !== 'queued' && item.state !== 'sending') || (item.state === 'queued' && item.attempts > attempts);
      return new Promise((resolve) => {
        const check = () => {
          const item = reader.outboxEntry(id)?.item ?? null;
          if (item !== null && !settled(item)) return;
          watchers.delete(check);
          resolve(item);
        };
        watchers.add(check);
        check();
      });
    },
    async stop() {
      running = false;
      cancelTimer?.();
      looks.stop();
      await Promise.all(busy.values());
      await afterAcceptance.settled();
    },
  };
}
