/**
 * Decides, for every message that crossed the wire, whether the log keeps its bytes or only its hash. The message
 * store reports what is durable; the log keeps the bytes of a message that waits too long or finds no memory. So a line
 * that only names a hash is written after the bytes are durable elsewhere, never before.
 *
 * A message is recognised by its fingerprint, and hashed here only where that is ambiguous: two with the same one wait at
 * once, or the store may still report one that is decided.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../base/clock.ts';
import { createFifo } from '../record/fifo.ts';
import type { Payload } from './payload.ts';

export interface PayloadStore {
  /** Whether the raw message with this SHA-256 (hexadecimal) is durable in the store now. */
  holds(hash: string): boolean;
  /** The raw message, or null if it is gone. */
  read(hash: string): Buffer | null;
}

/** A message that waits; its hash may be asked for before the decision. */
interface OfferedMessage {
  hash(): string;
}

export interface PayloadRetention {
  /**
   * Asks about a message.
   * @param message the raw message, held in memory until the decision and released after it
   * @param expected whether the store has probably held it before: what is sent was stored first
   * @param decide called once, at once or later, with its hash and whether the store holds it
   */
  offer(message: Payload, expected: boolean, decide: Decide): OfferedMessage;
  /** The store has made this message durable. */
  stored(hash: string, fingerprint: number): void;
  /** Decides everything that waits. */
  settle(): void;
}

type Decide = (hash: string, held: boolean) => void;

/** A class, because there is one for every message of a bulk synchronisation. */
class Waiting implements OfferedMessage {
  readonly message: Payload;
  readonly fingerprint: number;
  readonly since: number;
  /** The callback; null once called, which frees what it holds of the message. */
  decide: Decide | null;
  /** Its hash, if it was computed. */
  known: string | null = null;
  isDecided = false;
  /** The next that shares its fingerprint. */
  next: Waiting | null = null;
  /** The last that shares it, if this is the first. */
  last: Waiting = this;

  constructor(message: Payload, since: number, decide: Decide) {
    this.message = message;
    this.fingerprint = message.fingerprint();
    this.since = since;
    this.decide = decide;
  }

  hash(): string {
    this.known ??= this.message.hash();
    return this.known;
  }
}

/** So many fingerprints of messages that were decided last are remembered at least: the store may still report them, or report them again. */
const leastDecided = 4_096;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createPayloadRetention(options: {
  readonly store: PayloadStore;
  readonly clock: Clock;
  readonly wait: number;
  readonly capacity: number;
}): PayloadRetention {
  const { store, clock, wait, capacity } = options;
  /** In the order in which they came; those that are decided leave it when they stand first. */
  const queue = createFifo<Waiting>();
  /** The first of those that share a fingerprint, in the same order and by the same rule. More than one: all are hashed. */
  const byFingerprint = new Map<number, Waiting>();
  let decided = new Set<number>();
  let decidedBefore = new Set<number>();
  let size = 0;
  let cancel: (() => void) | null = null;

  function decide(entry: Waiting, hash: string, held: boolean): void {
    if (entry.isDecided) return;
    entry.isDecided = true;
    // Its message can no longer be read.
    entry.known = hash;
    size -= entry.message.length;
    leaveTwins(entry);
    const { decide: tell } = entry;
    entry.decide = null;
    tell?.(hash, held);
    entry.message.release();
  }

  function joinTwins(entry: Waiting): void {
    const { fingerprint } = entry;
    const first = byFingerprint.get(fingerprint);
    if (first) {
      first.hash();
      first.last.next = entry;
      first.last = entry;
    } else byFingerprint.set(fingerprint, entry);
    if (first || decided.has(fingerprint) || decidedBefore.has(fingerprint)) entry.hash();
  }

  function leaveTwins({ fingerprint }: Waiting): void {
    const first = byFingerprint.get(fingerprint);
    let next = first ?? null;
    while (next?.isDecided) next = next.next;
    if (!next) byFingerprint.delete(fingerprint);
    else if (first && next !== first) {
      next.last = first.last;
      byFingerprint.set(fingerprint, next);
    }
    decided.add(fingerprint);
    if (decided.size < leastDecided) return;
    decidedBefore = decided;
    decided = new Set();
  }

  const decideNow = (entry: Waiting): void => decide(entry, entry.hash(), store.holds(entry.hash()));

  function oldest(): Waiting | undefined {
    let first = queue.first();
    while (first?.isDecided) {
      queue.shift();
      first = queue.first();
    }
    return first;
  }

  function arm(): void {
    if (cancel) return;
    const first = oldest();
    if (!first) return;
    cancel = clock.after(Math.max(0, first.since + wait - clock.now()), () => {
      cancel = null;
      for (let entry = oldest(); entry && entry.since + wait <= clock.now(); entry = oldest()) decideNow(entry);
      arm();
    });
  }

  return {
    offer(message, expected, answer) {
      const entry = new Waiting(message, clock.now(), answer);
      if (expected && store.holds(entry.hash())) {
        answer(entry.hash(), true);
        message.release();
        return entry;
      }
      joinTwins(entry);
      queue.push(entry);
      size += message.length;
      if (size > capacity) for (let first = oldest(); first && size > capacity; first = oldest()) decideNow(first);
      arm();
      return entry;
    },
    stored(hash, fingerprint) {
      let next: Waiting | null = null;
      for (let entry = byFingerprint.get(fingerprint) ?? null; entry; entry = next) {
        next = entry.next;
        if (entry.known === null || entry.known === hash) decide(entry, hash, true);
      }
    },
    settle() {
      for (let entry = oldest(); entry; entry = oldest()) decideNow(entry);
    },
  };
}
