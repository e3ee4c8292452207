/** Stands between an IMAP client and its server, changes nothing, and says who is in IDLE and when the server told of a new message. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Relay, type RelayOptions, startRelay } from '../../support/relay/relay.ts';

export interface WatchingRelay extends Relay {
  /** Resolves when so many connections have asked for IDLE and said nothing since; fails after two minutes. */
  untilIdling(count: number): Promise<void>;
  /** When this many messages were first told of, on the clock of `performance`; null before. */
  toldOf(count: number): number | null;
}

export async function startWatchingRelay(options: RelayOptions): Promise<WatchingRelay> {
  const idling = new Set<number>();
  const told = new Map<number, number>();
  const relay = await startRelay(options, {
    intercept({ direction, bytes, connection: number }, connection) {
      if (direction === 'client') {
        // RFC 2177 §3: nothing but DONE may follow IDLE. It is a command by itself, so it comes in a piece of its own.
        if (/^\S+ IDLE\r\n$/i.test(bytes.toString('latin1'))) idling.add(number);
        else idling.delete(number);
      } else if (bytes.length < 1_000) {
        // What stands in the middle of bodies comes in larger pieces than this.
        for (const [, count] of bytes.toString('latin1').matchAll(/^\* (\d+) EXISTS\r$/gm))
          if (!told.has(Number(count))) told.set(Number(count), performance.now());
      }
      return connection.forward(direction, bytes);
    },
  });
  return {
    ...relay,
    toldOf: (count) => told.get(count) ?? null,
    async untilIdling(count) {
      for (const late = performance.now() + 120_000; idling.size < count; await pause(50))
        if (performance.now() > late) throw new Error(`${idling.size} of ${count} connections are in IDLE`);
    },
  };
}
