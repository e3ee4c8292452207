import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { CloseKind, Protocol } from './faults.ts';
import { createByteReader, type LineResult } from './line-reader.ts';

/** What is spoken on a connection: a protocol of mail, or lines of a shell. */
export type Spoken = Protocol | 'shell';

/** Sees every octet of a connection, after TLS is taken off and before TLS is put on. */
export type Observer = (connectionId: string, protocol: Spoken, direction: 'client' | 'server', bytes: Buffer) => void;

/** Follows one connection, as the server sees it. */
export interface Watcher {
  /** Octets above TLS, in the order in which they came and left. */
  received(bytes: Buffer): void;
  sent(bytes: Buffer): void;
  /** TLS is up; what follows is inside it. */
  secured(facts: { readonly protocol: string; readonly cipher: string }): void;
  closed(): void;
}

/** Called for each connection as it is accepted. */
export type Watch = (connection: {
  readonly protocol: Protocol;
  /** Where the server listens. */
  readonly port: number;
  /** Where the client speaks from. */
  readonly clientPort: number;
}) => Watcher;

/** What a fault does to the octets that leave while its command is being done. */
interface OutputShape {
  readonly change?: (bytes: Buffer) => Buffer;
  readonly cutAfterBytes?: number;
  readonly drip?: { readonly octets: number; readonly pause: () => Promise<void> };
}

export interface Connection {
  readonly id: string;
  /** Counted from 1 for each protocol. */
  readonly ordinal: number;
  readonly protocol: Spoken;
  readonly remoteAddress: string;
  readonly isSecure: boolean;
  /** TLS version and cipher, once there is TLS. */
  readonly tlsSummary: string | undefined;
  readonly isClosed: boolean;
  /** Fulfilled when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  readLine(limit: number): Promise<LineResult>;
  readExactly(count: number): Promise<Buffer | undefined>;
  /** Sends; fulfilled when the peer can take more. Text is UTF-8. Nothing happens on a closed connection. */
  write(bytes: string | Buffer): Promise<void>;
  /** Sends `reply` in the clear, drops what the peer sent ahead of the handshake and begins TLS. False when the handshake fails. */
  startTls(reply?: string): Promise<boolean>;
  /** Changes what leaves until the returned function is called. */
  shapeOutput(shape: OutputShape): () => void;
  close(kind: CloseKind): void;
}

interface ConnectionDependencies {
  readonly socket: Socket;
  readonly id: string;
  readonly ordinal: number;
  readonly protocol: Spoken;
  readonly secureContext: SecureContext;
  readonly observe: Observer | undefined;
  readonly watcher: Watcher | undefined;
}

const pauseAbove = 262_144;

/** Wraps one accepted socket; the protocol sessions above it see lines and never sockets. */
export function createConnection(dependencies: ConnectionDependencies): Connection {
  const { socket: plain, id, ordinal, protocol, secureContext, observe, watcher } = dependencies;
  let socket: Socket = plain;
  let shape: OutputShape = {};
  let cutAfter = Number.POSITIVE_INFINITY;
  let isClosed = false;
  let markClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    markClosed = resolve;
  });
  let writing: Promise<void> = Promise.resolve();
  let resumeWriting = () => {};

  // A block that is being read must arrive whole, however large.
  const isFull = () => reader.buffered >= Math.max(pauseAbove, reader.wanted);
  const reader = createByteReader(() => {
    if (!isFull() && socket.isPaused()) socket.resume();
  });
  const onData = (bytes: Buffer) => {
    observe?.(id, protocol, 'client', bytes);
    watcher?.received(bytes);
    reader.push(bytes);
    if (isFull()) socket.pause();
  };
  const onGone = () => {
    if (isClosed) return;
    isClosed = true;
    reader.end();
    watcher?.closed();
    markClosed();
    resumeWriting();
  };
  const listen = (to: Socket) => {
    to.on('data', onData);
    to.on('end', () => reader.end());
    to.on('close', onGone);
    to.on('drain', () => resumeWriting());
    to.on('error', () => to.destroy()); // a peer that resets is ordinary here; 'close' follows
  };
  listen(plain);
  plain.setNoDelay(true);

  async function sendNow(bytes: Buffer): Promise<void> {
    if (isClosed || !socket.writable || bytes.length === 0) return;
    const last = bytes.length >= cutAfter;
    const piece = last ? bytes.subarray(0, cutAfter) : bytes;
    cutAfter -= piece.length;
    if (piece.length > 0) {
      observe?.(id, protocol, 'server', piece);
      watcher?.sent(piece);
      const current = socket;
      if (last) await new Promise<void>((resolve) => current.write(piece, () => resolve()));
      else if (!current.write(piece)) {
        await new Promise<void>((resolve) => {
          resumeWriting = resolve;
        });
      }
    }
    if (last) close('rst');
  }

  async function sendShaped(bytes: Buffer, by: OutputShape): Promise<void> {
    const changed = by.change ? by.change(bytes) : bytes;
    if (!by.drip) return sendNow(changed);
    for (let start = 0; start < changed.length && !isClosed; start += by.drip.octets) {
      if (start > 0) await by.drip.pause();
      await sendNow(changed.subarray(start, start + by.drip.octets));
    }
  }

  function close(kind: CloseKind): void {
    if (isClosed) return;
    if (kind === 'rst') {
      plain.resetAndDestroy();
      if (socket !== plain) socket.destroy();
      onGone();
    } else {
      reader.end();
      void writing.then(() => socket.end());
      // The peer may never close its side; what it still sends is of no interest.
      socket.resume();
    }
  }

  return {
    id,
    ordinal,
    protocol,
    remoteAddress: plain.remoteAddress ?? 'unknown',
    get isSecure() {
      return socket instanceof TLSSocket;
    },
    get tlsSummary() {
      return socket instanceof TLSSocket ? `${socket.getProtocol()} with cipher ${socket.getCipher().name}` : undefined;
    },
    get isClosed() {
      return isClosed;
    },
    closed,
    readLine: (limit) => reader.readLine(limit),
    readExactly: (count) => reader.readExactly(count),
    write(bytes) {
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
      const by = shape;
      writing = writing.then(() => sendShaped(buffer, by));
      return writing;
    },
    async startTls(reply) {
      await writing;
      if (isClosed) return false;
      // RFC 3207 §4.2, RFC 9051 §6.2.1: what came in the clear before TLS must not be used after it.
      plain.removeAllListeners('data');
      plain.removeAllListeners('end');
      reader.discard();
      if (reply !== undefined) await sendShaped(Buffer.from(reply, 'utf8'), shape);
      if (isClosed) return false;
      const secure = new TLSSocket(plain, { isServer: true, secureContext });
      const established = new Promise<boolean>((resolve) => {
        secure.once('secure', () => {
          watcher?.secured({ protocol: secure.getProtocol() ?? '', cipher: secure.getCipher().name });
          resolve(true);
        });
        void closed.then(() => resolve(false));
      });
      socket = secure;
      listen(secure);
      return established;
    },
    shapeOutput(next) {
      shape = next;
      if (next.cutAfterBytes !== undefined) cutAfter = next.cutAfterBytes;
      return () => {
        shape = {};
      };
    },
    close,
  };
}
