/**
 * HTTP over TLS as a tapped connection (RFC 9110, RFC 9112): one GET on a connection of its own, every byte of which is in the session.
 * Node's client speaks it. It refuses to know cookies, caches, redirects and proxies.
 */
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { FailureError, failure } from '../../contract/failure.ts';
import { classifyTlsError } from './classify.ts';
import type { Tap } from './tap.ts';
import { type Destination, openSocket } from './transport.ts';

interface Get<Value> {
  readonly destination: Destination;
  /** The target in origin form (RFC 9112 §3.2.1). */
  readonly path: string;
  /** Sent as they are, beside Host and Connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** Takes what is wanted of the answer. The connection is closed when it is settled, whatever is left. */
  readonly read: (response: IncomingMessage) => Promise<Value>;
}

/** Rejects with a `FailureError`, or with what `read` rejects with; the connection is closed then, too. The tap is the caller's to end. */
export async function getOverTls<Value>({ destination, path, headers, read }: Get<Value>): Promise<Value> {
  const { host, port, tap, trust, signal } = destination;
  const socket = await openSocket(destination, true);
  tapWrites(socket, tap);
  const answered = Promise.withResolvers<IncomingMessage>();
  const asked = request(
    // With a connection of ours there is no agent, and so `Connection: close`.
    { host, port, defaultPort: 443, path, headers, createConnection: () => socket, ...(signal ? { signal } : {}) },
    answered.resolve,
  );
  // Before the client's own listener: the answer is in the session when it is acted upon.
  asked.once('socket', () => socket.prependListener('data', (bytes: Buffer) => tap.server(bytes)));
  asked.on('error', (error) => {
    const named = signal?.aborted ? failure('cancelled') : classifyTlsError(error, host, port, trust);
    answered.reject(new FailureError({ ...named, protocol: 'http', host, port, ...(tap.session ? { session: tap.session } : {}) }));
  });
  asked.end();
  try {
    return await read(await answered.promise);
  } finally {
    asked.destroy();
    socket.destroy();
  }
}

/** What the client writes is text, with its encoding beside it, or bytes. */
function tapWrites(socket: Socket, tap: Tap): void {
  const write = socket.write.bind(socket) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean; // the overloads of `write` cannot be spread into
  socket.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const encoding = rest.find((each): each is BufferEncoding => typeof each === 'string');
    tap.client(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk));
    return write(chunk, ...rest);
  };
}
