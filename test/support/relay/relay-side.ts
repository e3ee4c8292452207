/** One of a relay's two connections: bytes are taken from it one piece at a time, and its socket can be wrapped into TLS midway. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface RelaySide {
  /** The next piece, or undefined when no more will come. */
  next(): Promise<Buffer | undefined>;
  /** Resolves when there is room for more; silently drops what can no longer arrive. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends only our direction. */
  finish(): void;
  close(manner: 'end' | 'reset'): void;
  /** Nothing more will come from it. */
  isOver(): boolean;
  /** It ended by an error, a reset most likely. */
  isBroken(): boolean;
  /** Leaves what comes from now on unread until `replace`. */
  hold(): void;
  /** Carries on inside TLS over the same TCP connection. */
  replace(wrap: (raw: Socket) => TLSSocket): void;
}

export function createRelaySide(raw: Socket): RelaySide {
  let socket = raw;
  let isBroken = false;
  let isOver = false;
  let isReset = false;
  const queue: Buffer[] = [];
  let wake = () => {};
  let onRoom = () => {};

  const onData = (bytes: Buffer) => {
    queue.push(bytes);
    socket.pause(); // one piece at a time, so that a slow reader slows the writer
    wake();
  };
  const onOver = () => {
    isOver = true;
    wake();
    onRoom();
  };
  const onError = () => {
    isBroken = true;
    onOver();
  };
  const onDrain = () => onRoom();
  const handlers = { data: onData, end: onOver, close: onOver, error: onError, drain: onDrain } as const;
  const attach = (to: Socket) => {
    socket = to;
    to.pause(); // nothing is taken before it is asked for: it might belong to TLS
    for (const [event, handler] of Object.entries(handlers)) to.on(event, handler);
  };
  attach(raw);

  return {
    async next() {
      while (queue.length === 0 && !isOver) {
        socket.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return queue.shift();
    },
    async write(bytes) {
      if (socket.destroyed || socket.writableEnded || socket.write(bytes)) return;
      await new Promise<void>((resolve) => {
        onRoom = resolve;
      });
    },
    finish: () => void socket.end(),
    close(manner) {
      // After a polite end the relay goes on reading: closing with bytes unread would turn it into a reset.
      if (manner === 'end') return void socket.end();
      if (isReset) return;
      isReset = true;
      // Node loses a socket that is reset while its end is still on its way out: it is never closed, and nobody is told (uv_tcp_close_reset refuses it).
      if (raw.writableEnded && !raw.writableFinished) raw.destroy();
      else raw.resetAndDestroy();
    },
    isOver: () => isOver && queue.length === 0,
    isBroken: () => isBroken,
    hold: () => void socket.pause(),
    replace(wrap) {
      for (const [event, handler] of Object.entries(handlers)) raw.off(event, handler);
      raw.on('error', onError); // the TLS socket does not pass on every error of the one below
      attach(wrap(raw));
      wake(); // who waits for the next piece waits for the new socket's
    },
  };
}
