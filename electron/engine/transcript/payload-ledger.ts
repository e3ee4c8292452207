/**
 * Decides, for every message that crossed the wire, whether the log keeps its bytes or only its hash. The store of
 * messages tells what it has made durable; whoever waits too long, or for whom there is no room, keeps the bytes. So a
 * line that only names a hash is written after the bytes are durable elsewhere, never before.
 *
 * A message is recognised by its fingerprint, and hashed here only where that does not suffice: when two different ones
 * that share it wait at once, or one that was given up may still be told of.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Payload } from './payload.ts';

export interface PayloadStore {
  /** Whether the raw message with this SHA-256 (hexadecimal) is durable in the store now. */
  holds(hash: string): boolean;
  /** The raw message, or null if it is gone. */
  read(hash: string): Buffer | null;
}

/** A message that waits; its hash may be asked for before the decision. */
export interface Offered {
  hash(): string;
}

export interface PayloadLedger {
  /**
   * Asks about a message.
   * @param message the raw message, held in memory until the decision
   * @param expected whether the store has probably held it before: what is sent was stored first
   * @param decide called once, at once or later, with its hash and whether the store holds it
   */
  offer(message: Payload, expected: boolean, decide: (hash: string, held: boolean) => void): Offered;
  /** The store has made this message durable. */
  stored(hash: string, fingerprint: string): void;
  /** Decides everything that waits. */
  settle(): void;
}

interface Waiting {
  readonly message: Payload;
  readonly fingerprint: string;
  readonly since: number;
  readonly decide: (hash: string, held: boolean) => void;
  hash: string | null;
}

/** Fingerprints of messages that were given up: the store may tell of them yet. */
const mostForgotten = 4_096;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createPayloadLedger(options: {
  readonly store: PayloadStore;
  readonly clock: Clock;
  readonly wait: number;
  readonly room: number;
}): PayloadLedger {
  const { store, clock, wait, room } = options;
  const waiting = new Set<Waiting>();
  const byFingerprint = new Map<string, Waiting[]>();
  const forgotten = new Set<string>();
  let size = 0;
  let cancel: (() => void) | null = null;

  const hashOf = (entry: Waiting): string => {
    entry.hash ??= entry.message.hash();
    return entry.hash;
  };

  function decide(entry: Waiting, hash: string, held: boolean): void {
    if (!waiting.delete(entry)) return;
    size -= entry.message.length;
    const others = byFingerprint.get(entry.fingerprint)?.filter((each) => each !== entry) ?? [];
    if (others.length > 0) byFingerprint.set(entry.fingerprint, others);
    else byFingerprint.delete(entry.fingerprint);
    if (!held) forget(entry.fingerprint);
    entry.decide(hash, held);
  }

  function forget(fingerprint: string): void {
    forgotten.add(fingerprint);
    const oldest = forgotten.values().next();
    if (forgotten.size > mostForgotten && !oldest.done) forgotten.delete(oldest.value);
  }

  const decideNow = (entry: Waiting): void => decide(entry, hashOf(entry), store.holds(hashOf(entry)));
  const oldest = () => waiting.values().next().value;

  function arm(): void {
    const first = oldest();
    if (!first || cancel) return;
    cancel = clock.after(Math.max(0, first.since + wait - clock.now()), () => {
      cancel = null;
      for (let entry = oldest(); entry && entry.since + wait <= clock.now(); entry = oldest()) decideNow(entry);
      arm();
    });
  }

  return {
    offer(message, expected, answer) {
      const entry: Waiting = { message, fingerprint: message.fingerprint(), since: clock.now(), decide: answer, hash: null };
      const offered = { hash: () => hashOf(entry) };
      if (expected && store.holds(hashOf(entry))) {
        answer(hashOf(entry), true);
        return offered;
      }
      const twins = byFingerprint.get(entry.fingerprint) ?? [];
      if (forgotten.has(entry.fingerprint) || twins.some((twin) => !twin.message.whole().equals(message.whole())))
        for (const each of [...twins, entry]) hashOf(each);
      waiting.add(entry);
      byFingerprint.set(entry.fingerprint, [...twins, entry]);
      size += message.length;
      for (let first = oldest(); first && size > room; first = oldest()) decideNow(first);
      arm();
      return offered;
    },
    stored(hash, fingerprint) {
      for (const entry of byFingerprint.get(fingerprint) ?? []) if (entry.hash === null || entry.hash === hash) decide(entry, hash, true);
    },
    settle() {
      for (const entry of [...waiting]) decideNow(entry);
    },
  };
}
