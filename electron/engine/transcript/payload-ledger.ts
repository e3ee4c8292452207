/**
 * Decides, for every message that crossed the wire, whether the log keeps its bytes or only its hash. The store of
 * messages is asked first and told of it later; whoever waits too long, or for whom there is no room, keeps the bytes.
 * So a line that only names a hash is written after the bytes are durable elsewhere, never before.
 */
import type { Clock } from '../../base/clock.ts';

export interface PayloadStore {
  /** Whether the raw message with this SHA-256 (hexadecimal) is durable in the store now. */
  holds(hash: string): boolean;
  /** The raw message, or null if it is gone. */
  read(hash: string): Buffer | null;
}

export interface PayloadLedger {
  /**
   * Asks about a message.
   * @param size bytes that are held in memory until the decision
   * @param decide called once, at once or later: true if the store holds it
   */
  offer(hash: string, size: number, decide: (held: boolean) => void): void;
  /** The store has made this message durable. */
  stored(hash: string): void;
  /** Decides everything that waits. */
  settle(): void;
}

interface Waiting {
  readonly hash: string;
  readonly size: number;
  readonly since: number;
  readonly decide: (held: boolean) => void;
}

export function createPayloadLedger(options: {
  readonly store: PayloadStore;
  readonly clock: Clock;
  readonly wait: number;
  readonly room: number;
}): PayloadLedger {
  const { store, clock, wait, room } = options;
  const waiting = new Set<Waiting>();
  const byHash = new Map<string, Waiting[]>();
  let size = 0;
  let cancel: (() => void) | null = null;

  function decide(entry: Waiting, held: boolean): void {
    if (!waiting.delete(entry)) return;
    size -= entry.size;
    const others = byHash.get(entry.hash)?.filter((each) => each !== entry) ?? [];
    if (others.length > 0) byHash.set(entry.hash, others);
    else byHash.delete(entry.hash);
    entry.decide(held);
  }

  const oldest = () => waiting.values().next().value;

  function arm(): void {
    const first = oldest();
    if (!first || cancel) return;
    cancel = clock.after(Math.max(0, first.since + wait - clock.now()), () => {
      cancel = null;
      for (let entry = oldest(); entry && entry.since + wait <= clock.now(); entry = oldest()) decide(entry, store.holds(entry.hash));
      arm();
    });
  }

  return {
    offer(hash, bytes, answer) {
      if (store.holds(hash)) {
        answer(true);
        return;
      }
      const entry = { hash, size: bytes, since: clock.now(), decide: answer };
      waiting.add(entry);
      byHash.set(hash, [...(byHash.get(hash) ?? []), entry]);
      size += bytes;
      for (let first = oldest(); first && size > room; first = oldest()) decide(first, store.holds(first.hash));
      arm();
    },
    stored(hash) {
      for (const entry of byHash.get(hash) ?? []) decide(entry, true);
    },
    settle() {
      for (const entry of [...waiting]) decide(entry, store.holds(entry.hash));
    },
  };
}
