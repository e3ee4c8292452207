/**
 * HTTP over TLS as a tapped connection (RFC 9110, RFC 9112): one GET on a connection of its own, every byte of which is in the session.
 * Node's client speaks it. It refuses to know cookies, caches, redirects and proxies.
 */
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import { classifyTlsError } from './classify.ts';
import type { Tap } from './tap.ts';
import { type Destination, openSocket } from './transport.ts';

interface Get<Value> {
  readonly destination: Destination;
  /** The target in origin form (RFC 9112 §3.2.1). */
  readonly path: string;
  /** Sent as they are, beside Host and Connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** Octets of the answer as it comes, header and framing included; with the next one the connection ends as `limit-exceeded`. */
  readonly limit: number;
  /** Reads the answer. The connection is closed when this settles, whatever is left. */
  readonly read: (response: IncomingMessage) => Promise<Value>;
}

/** Octets before the answer has begun: interim ones (RFC 9110 §15.2) may come without end. */
const mostBeforeAnswer = 256 * 1024;

/** Rejects with a `FailureError`, or with what `read` rejects with; the connection is closed then, too. The tap is the caller's to end. */
export async function getOverTls<Value>({ destination, path, headers, limit, read }: Get<Value>): Promise<Value> {
  const { host, port, tap, trust, signal } = destination;
  const socket = await openSocket(destination, true);
  tapWrites(socket, tap);
  const named = (reason: Failure) =>
    new FailureError({ ...reason, protocol: 'http', host, port, ...(tap.session ? { session: tap.session } : {}) });
  const answered = Promise.withResolvers<IncomingMessage>();
  const tooMuch = Promise.withResolvers<never>();
  let hasBegun = false;
  let received = 0;
  const asked = request(
    // With a connection of ours there is no agent, and so `Connection: close`.
    { host, port, defaultPort: 443, path, headers, createConnection: () => socket, ...(signal ? { signal } : {}) },
    (response) => {
      hasBegun = true;
      answered.resolve(response);
    },
  );
  const onBytes = (bytes: Buffer) => {
    received += bytes.length;
    const most = hasBegun ? limit : mostBeforeAnswer;
    if (received <= most) return tap.server(bytes);
    tooMuch.reject(named(failure('limit-exceeded', { detail: { limit: most } })));
    socket.destroy();
  };
  // Before the client's own listener: the answer is in the session when it is acted upon.
  asked.once('socket', () => socket.prependListener('data', onBytes));
  asked.on('error', (error) => answered.reject(named(signal?.aborted ? failure('cancelled') : classifyTlsError(error, host, port, trust))));
  asked.end();
  try {
    return await Promise.race([tooMuch.promise, answered.promise.then(read)]);
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
