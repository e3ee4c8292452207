/** A server that does what a test tells it, line by line, and remembers every byte: for peers that lie, stall and hang up. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KeyedCertificate } from '../certificates.ts';

export interface ScriptedConnection {
  /** The next line without its end; null when the client has closed. */
  line(): Promise<string | null>;
  /** Lines up to and without the one that satisfies `last`. */
  linesUntil(last: (line: string) => boolean): Promise<string[]>;
  /** Exactly so many bytes. */
  take(count: number): Promise<Buffer>;
  send(text: string | Buffer): void;
  /** Becomes the TLS server on this connection; everything read and sent from now on is inside. */
  startTls(certificate: KeyedCertificate): Promise<void>;
  close(): void;
  reset(): void;
  /** Resolves when the client has closed. */
  closed(): Promise<void>;
  /** What the protocol was, in order: inside TLS decrypted. */
  readonly received: Buffer[];
  readonly sent: Buffer[];
  /** Whether TLS is up. */
  readonly secured: () => boolean;
  /** What was received before TLS. */
  readonly receivedInClear: Buffer[];
}

export interface ScriptedServer {
  readonly host: string;
  readonly port: number;
  readonly connections: ScriptedConnection[];
  /** What a script threw, if one did. */
  readonly errors: unknown[];
  stop(): Promise<void>;
}

export async function startScriptedServer(
  script: (connection: ScriptedConnection, index: number) => Promise<void>,
  place: { readonly host: string; readonly port: number } = { host: '127.0.0.1', port: 0 },
): Promise<ScriptedServer> {
  const connections: ScriptedConnection[] = [];
  const errors: unknown[] = [];
  const sockets = new Set<Socket>();
  // Without Nagle's algorithm (RFC 1122 §4.2.3.4): what a reset overtakes in the kernel was never said.
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const connection = createConnection(socket, (next) => sockets.add(next));
    connections.push(connection);
    script(connection, connections.length - 1).catch((error: unknown) => errors.push(error));
  });
  server.listen(place.port, place.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    host: place.host,
    port,
    connections,
    errors,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function createConnection(plain: Socket, own: (socket: Socket) => void): ScriptedConnection {
  let socket = plain;
  let buffer = Buffer.alloc(0);
  let secured = false;
  let over = false;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const each of woken) each();
  };
  const received: Buffer[] = [];
  const receivedInClear: Buffer[] = [];
  const sent: Buffer[] = [];
  const onData = (bytes: Buffer) => {
    received.push(Buffer.from(bytes));
    if (!secured) receivedInClear.push(Buffer.from(bytes));
    buffer = Buffer.concat([buffer, bytes]);
    wake();
  };
  const listen = (next: Socket) => {
    next.on('data', onData);
    next.on('error', () => undefined); // a client that hangs up is what many tests want
    next.once('close', () => {
      over = true;
      wake();
    });
  };
  listen(plain);
  const more = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const connection: ScriptedConnection = {
    received,
    receivedInClear,
    sent,
    secured: () => secured,
    line: async () => {
      for (;;) {
        const end = buffer.indexOf(0x0a);
        if (end >= 0) {
          const line = buffer.toString('latin1', 0, end).replace(/\r$/, '');
          buffer = buffer.subarray(end + 1);
          return line;
        }
        if (over) return null;
        await more();
      }
    },
    linesUntil: async (last) => {
      const lines: string[] = [];
      for (;;) {
        const line = await connection.line();
        if (line === null || last(line)) return lines;
        lines.push(line);
      }
    },
    take: async (count) => {
      while (buffer.length < count && !over) await more();
      const bytes = buffer.subarray(0, count);
      buffer = buffer.subarray(count);
      return bytes;
    },
    send: (text) => {
      const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
      sent.push(bytes);
      if (!socket.destroyed) socket.write(bytes);
    },
    startTls: async ({ certificate, key }) => {
      plain.off('data', onData);
      const next = new TLSSocket(plain, { isServer: true, cert: certificate, key });
      own(next);
      next.on('error', () => undefined); // as above
      await Promise.race([once(next, 'secure'), once(next, 'close').then(() => Promise.reject(new Error('no handshake')))]);
      secured = true;
      socket = next;
      listen(next);
    },
    close: () => socket.end(),
    reset: () => plain.resetAndDestroy(),
    closed: async () => {
      while (!over) await more();
    },
  };
  return connection;
}
