/**
 * The outbox: sends what is queued, one message at a time for each account, and never lies about what became of it.
 * Every state is written to the keep before and after it is true, so that a kill at any instant leaves either "not
 * handed over yet" (sent again) or "the final dot may have left" (looked up, never sent again blindly). It refuses to
 * know how a message was composed and how folders are read.
 */
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxPatch, StoredOutboxEntry } from '../cache/storage-interface.ts';
import type { SubmissionOutcome } from '../smtp/smtp-types.ts';
import { createAfterAcceptance } from './after-acceptance.ts';
import { createClearing } from './clearing.ts';
import { createLooks } from './looks.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { applyEvidence, applyInterruption, applyOutcome, interrupted, recipientsBeforeDot, requeue } from './outcome.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import { createTurns } from './turns.ts';

export interface Outbox {
  /** Resolves what a killed program left behind, then begins to send. */
  start(): Promise<void>;
  /** Something was queued, or the network came back: look at what is due. */
  wake(): void;
  /** Settings, password or trust of an account are new: what waited for just that is tried again. */
  accountSaved(accountId: string): Promise<void>;
  sendNow(id: string): Promise<Result<null>>;
  /** Gives up an entry that waits or was refused. */
  cancel(id: string): Promise<Result<null>>;
  /** Takes a waiting entry back to its draft. */
  edit(id: string): Promise<Result<{ draftId: string }>>;
  resolve(id: string, as: 'sent' | 'send-again'): Promise<Result<null>>;
  look(id: string): Promise<Result<OutboxItem>>;
  clear(): Promise<Result<null>>;
  /** One attempt on one waiting entry, for a program that does not send by itself. Fails when it could not be begun, or its outcome not be written. */
  attemptNow(id: string): Promise<Result<null>>;
  /** Waits until the entry is accepted, refused, unknown, or waits for something that will not come by itself. */
  finished(id: string): Promise<OutboxItem | null>;
  /** Stops after the attempts on their way. */
  stop(): Promise<void>;
}

const gone = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { id } }) });
const tooLate = (item: OutboxItem) => ({ ok: false as const, failure: failure('too-late', { detail: { state: item.state } }) });

export function createOutbox(dependencies: OutboxDependencies, policy: RetryPolicy = defaultRetryPolicy): Outbox {
  const { storage, reader, clock, random, logger } = dependencies;
  /** Accounts with an attempt on its way. */
  const busy = new Map<string, Promise<void>>();
  const watchers = new Set<() => void>();
  /** Entries whose attempt could not be begun or ended: at once they would fail again, and again. */
  const resting = new Set<string>();
  /** What is known of an attempt and could not be written; tried again after the rest. */
  const unwritten = new Map<string, () => Promise<Result<null>>>();
  const inTurn = createTurns();
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
    if (!written.ok) return written;
    const entry = reader.outboxEntry(id);
    if (!entry) return gone(id);
    dependencies.emit(entry.item);
    for (const watcher of [...watchers]) watcher();
    clearing.changed(entry.item);
    return succeed(entry.item);
  }

  const clearing = createClearing(dependencies);
  const looks = createLooks({
    clock,
    delays: policy.lookAfter,
    isRunning: () => running,
    isUnknown: (id) => reader.outboxEntry(id)?.item.state === 'unknown',
    look,
  });
  const afterAcceptance = createAfterAcceptance({
    dependencies,
    fileAgainAfter: policy.fileAgainAfter,
    isRunning: () => running,
    change,
  });

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
      resting.delete(id);
      if (running) takeUp(id).catch((failed: unknown) => rest(id, 'it could not be taken up again', failed));
    });
  }

  /** After a rest: nothing may stay `sending` of which nobody is waiting for the end. */
  async function takeUp(id: string): Promise<void> {
    const write = unwritten.get(id);
    const written = await (write ? write() : recoverOne(id));
    if (!written.ok) return rest(id, written.failure.code);
    if (!write && reader.outboxEntry(id)?.item.state === 'unknown') looks.later(id);
    schedule();
  }

  function schedule(): void {
    if (!running) return;
    cancelTimer?.();
    cancelTimer = null;
    let next: number | null = null;
    for (const entry of reader.outbox().reverse()) {
      const { accountId, state, nextAttemptAt } = entry.item;
      if (isDue(entry)) {
        // The attempt on its way looks again when it ends.
        if (busy.has(accountId)) continue;
        const work = attempt(entry)
          .then((attempted) => {
            if (!attempted.ok) rest(entry.item.id, attempted.failure.code);
          })
          .catch((error: unknown) => rest(entry.item.id, 'an attempt ended unexpectedly', error))
          .finally(() => {
            busy.delete(accountId);
            schedule();
          });
        busy.set(accountId, work);
      } else if (state === 'queued' && nextAttemptAt !== null && !resting.has(entry.item.id))
        next = Math.min(next ?? nextAttemptAt, nextAttemptAt);
    }
    if (next !== null) cancelTimer = clock.after(Math.max(0, next - clock.now()), schedule);
  }

  /** Answers when the outcome is written. What follows from it keeps nobody waiting. */
  async function attempt(entry: StoredOutboxEntry): Promise<Result<null>> {
    const { id } = entry.item;
    const raw = reader.outboxRaw(id);
    if (!raw) return gone(id);
    const begun = await inTurn(id, async () => {
      const now = reader.outboxEntry(id)?.item;
      // Cancelled or taken back since it was found to be due.
      if (now?.state !== 'queued') return null;
      const patch = { state: 'sending', attempts: now.attempts + 1, nextAttemptAt: null, failure: null } as const;
      // Unsynced: without the dot mark, `sending` and `queued` mean the same after a power cut.
      const marked = change(id, patch, { unsynced: true });
      const item = { ...now, ...patch };
      // The dialogue begins meanwhile; its dot waits for both marks.
      const outcome = submit(entry, item, raw, marked);
      // It is waited for below; until then its failure would be nobody's, and end the program.
      outcome.catch(() => undefined);
      return { item, outcome, marked: await marked };
    });
    if (begun === null) return succeed(null);
    const { item, marked } = begun;
    const outcome = await begun.outcome;
    if (!marked.ok) return marked;
    const patch = applyOutcome(item, outcome, { policy, now: clock.now(), random: random() });
    const draft = entry.draftId === null ? null : reader.draft(entry.draftId);
    const conclude = async (): Promise<Result<null>> => {
      const done = await inTurn(id, () => change(id, patch, { discardDraft: patch.state === 'accepted' }));
      unwritten.delete(id);
      if (!done.ok) {
        logger.error(`the outcome of outbox entry ${id} could not be written: ${done.failure.code}`);
        unwritten.set(id, conclude);
        // What the server has is known to nobody but this run; the mark before the dot tells the next one.
        return fail(outcome.state === 'accepted' || outcome.state === 'unknown' ? interrupted(item) : done.failure);
      }
      if (done.value.state === 'unknown') looks.later(id);
      if (outcome.state === 'accepted') afterAcceptance.begin(done.value, raw, draft);
      return succeed(null);
    };
    return conclude();
  }

  /** @param marked that the entry is being sent, written */
  async function submit(
    entry: StoredOutboxEntry,
    item: OutboxItem,
    raw: Buffer,
    marked: Promise<Result<OutboxItem>>,
  ): Promise<SubmissionOutcome> {
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
      beforeFinalDot: async (recipients) => {
        const begun = await marked;
        if (!begun.ok) throw new Error(begun.failure.code);
        const pending = await storage.markDotPending({ id: item.id, recipients: recipientsBeforeDot(item, recipients) });
        if (!pending.ok) throw new Error(pending.failure.code);
      },
    });
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
    if (raw) await afterAcceptance.file(settled.value, raw);
    return settled;
  }

  /** What the last run of the program left: `sending` means that it was killed in an attempt. */
  async function recover(): Promise<void> {
    for (const { item } of reader.outbox()) {
      await recoverOne(item.id);
      const now = reader.outboxEntry(item.id)?.item;
      if (now?.state === 'unknown') looks.later(item.id);
      const raw = now?.state === 'accepted' && now.sentCopy === 'waiting' ? reader.outboxRaw(item.id) : null;
      if (now && raw) void afterAcceptance.file(now, raw);
    }
  }

  /** An entry whose attempt ended without a word. */
  async function recoverOne(id: string): Promise<Result<unknown>> {
    const entry = reader.outboxEntry(id);
    if (entry?.item.state !== 'sending') return succeed(null);
    return entry.dotPending ? change(id, applyInterruption(entry.item), { keepDot: true }) : change(id, requeue(entry.item));
  }

  return {
    async start() {
      running = true;
      await recover();
      schedule();
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
        if (item.state !== 'queued' && item.state !== 'refused' && item.state !== 'cancelled') return tooLate(item);
        resting.delete(id);
        return change(id, { ...requeue(item), failure: null });
      });
      if (!changed.ok) return changed;
      schedule();
      return succeed(null);
    },
    cancel: (id) =>
      inTurn(id, async () => {
        const item = reader.outboxEntry(id)?.item;
        if (!item) return gone(id);
        if (item.state !== 'queued' && item.state !== 'refused') return tooLate(item);
        const changed = await change(id, { state: 'cancelled', nextAttemptAt: null, finishedAt: clock.now() });
        return changed.ok ? succeed(null) : changed;
      }),
    edit: (id) =>
      inTurn(id, async () => {
        const entry = reader.outboxEntry(id);
        if (!entry) return gone(id);
        if (entry.item.state !== 'queued' && entry.item.state !== 'refused' && entry.item.state !== 'cancelled') return tooLate(entry.item);
        // Someone has it already: editing would send those a second message.
        if (entry.item.recipients.some(({ state }) => state === 'accepted')) return tooLate(entry.item);
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
    clear: clearing.clear,
    async attemptNow(id) {
      const entry = reader.outboxEntry(id);
      const attempted = entry ? await attempt(entry) : gone(id);
      await afterAcceptance.settled();
      return attempted;
    },
    finished(id) {
      const settled = (item: OutboxItem) =>
        (item.state !== 'queued' && item.state !== 'sending') || (item.state === 'queued' && item.attempts > 0);
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
