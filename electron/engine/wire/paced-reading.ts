import type { Socket } from 'node:net';
import { setImmediate as soon } from 'node:timers';

/** Octets passed on before other events get their turn. */
// Defence P2c of the checklist.
const slice = 16_384;

export interface PacedReading {
  /** Hands on at once what waits: the connection has ended. */
  flush(): void;
}

/**
 * Reads a socket so that a server which sends at full speed leaves the thread to others: libuv reads a busy socket up to 32 times, two
 * megabytes, before it handles anything else, and a flood of short lines costs far more to record than to receive. Never for what comes before
 * TLS: there every byte must be at hand when the handshake begins (RFC 2595 §4), so that none is taken for one that came inside it.
 */
export function readPaced(socket: Socket, onBytes: (bytes: Buffer) => void): PacedReading {
  let waiting: Buffer[] = [];
  let pumping = false;
  const pump = () => {
    const [first] = waiting;
    if (!first) {
      pumping = false;
      socket.resume();
      return;
    }
    if (first.length > slice) waiting[0] = first.subarray(slice);
    else waiting.shift();
    onBytes(first.subarray(0, slice));
    soon(pump);
  };
  socket.on('data', (bytes: Buffer) => {
    if (!pumping && bytes.length < slice) return onBytes(bytes);
    waiting.push(bytes);
    if (pumping) return;
    pumping = true;
    socket.pause();
    pump();
  });
  return {
    flush() {
      const rest = waiting;
      waiting = [];
      for (const bytes of rest) onBytes(bytes);
    },
  };
}
