/**
 * A line-based connection for protocols of our own: socket, reader, queue and watchdog. Does not know what a line means or which lines form an
 * answer.
 */
import type { Socket } from 'node:net';
import { type Failure, FailureError } from '../../contract/failure.ts';
import type { FailureCode, Protocol } from '../../contract/failures/failure-codes.ts';
import { type CommandOptions, createCommandQueue } from './command-queue.ts';
import { type ConnectionContext, connectionFailure, type FailureFields } from './connection-failure.ts';
import { type ConnectionLifetime, createLifetime } from './connection-lifetime.ts';
import { createLineReader, TooMuchError } from './line-reader.ts';
import { type PacedReading, readPaced } from './paced-reading.ts';
import { type Deadlines, defaultDeadlines, type Peer } from './peer.ts';
import { beginSession, destinationOf } from './peer-session.ts';
import type { Tap } from './tap.ts';
import { endNote, openSocket, secureSocket, type TransportEvents } from './transport.ts';

/** How much of a multi-line answer is taken, and what it is called when more comes. */
export interface AnswerBounds {
  /** Octets. One more ends the connection, because an unknown number may follow. */
  readonly limit: number;
  readonly tooMuch: 'message-longer-than-announced' | 'limit-exceeded';
  readonly detail?: Readonly<Record<string, number>>;
}

export interface LineConnection extends Omit<ConnectionLifetime, 'probeForTls' | 'heard' | 'watchdog' | 'over'> {
  readonly tap: Tap;
  readonly context: ConnectionContext;
  /** Of the server, numeric. */
  readonly address: string;
  /** Queues work; the members below are only for use within it, or before the connection is shared. */
  run<Value>(options: CommandOptions | undefined, work: () => Promise<Value>): Promise<Value>;
  /**
   * Sends a line; CRLF is added. Throws `input-invalid` where it holds a line break, and `protocol-violation`, which ends the connection,
   * where the server has said something unasked: what waits would be taken for the answer.
   * @param command its name, for failures
   */
  send(command: string, line: string): void;
  /** The next line without its end. */
  line(command: string): Promise<string>;
  /** The greeting, whatever it says. */
  greeting(): Promise<string>;
  /** Lines up to the one with the single dot, unstuffed. */
  dotted(command: string, bounds: AnswerBounds): Promise<Buffer>;
  /** The handshake, after the server agreed to it in the answer to `command`. */
  secure(command: string): Promise<void>;
  fail(code: FailureCode, fields?: FailureFields): FailureError;
  /** Ends the connection with a failure of its own, and throws it. */
  abandon(code: FailureCode, fields?: FailureFields): never;
}

interface LineConnectionOptions {
  readonly protocol: Protocol;
  readonly peer: Peer;
  /** Octets of one line outside multi-line answers, without its end. */
  readonly longestLine: number;
  readonly events: TransportEvents;
}

/** Connects; nothing has been said yet. Rejects with a `FailureError`; nothing then stays open. */
export async function openLineConnection({ protocol, peer, longestLine, events }: LineConnectionOptions): Promise<LineConnection> {
  const { security, clock, signal } = peer;
  const deadlines: Deadlines = { ...defaultDeadlines, ...peer.deadlines };
  const session = beginSession(protocol, peer);
  const { tap, context } = session;
  const destination = destinationOf(peer, session, deadlines.connect, events);
  const fail = (code: FailureCode, fields?: FailureFields) => new FailureError(connectionFailure(code, context, fields));

  let socket: Socket;
  try {
    socket = await openSocket(destination, security === 'tls');
  } catch (error) {
    if (error instanceof FailureError) tap.note(endNote(error.failure));
    tap.end(error instanceof FailureError ? error.failure : undefined);
    throw error;
  }
  const address = socket.remoteAddress ?? '';
  let reader = createLineReader();
  const lifetime = createLifetime({
    clock,
    tap,
    context: () => context,
    stalled: (milliseconds) => connectionFailure('connection-stalled', context, { detail: { milliseconds } }),
    close(reason) {
      reader.fail(reason ? new FailureError(reason) : fail('cancelled'));
      socket.destroy();
    },
  });
  const { watchdog, ended, end } = lifetime;
  lifetime.heed(signal);
  const queue = createCommandQueue({ lifetime, tap, context: () => context });

  const onData = (bytes: Buffer) => {
    lifetime.heard();
    watchdog.alive();
    tap.server(bytes);
    reader.push(bytes);
  };
  const onGone = (error?: unknown) => {
    const reason = connectionFailure('connection-lost', context, error instanceof Error ? { detail: { message: error.message } } : {});
    pacing?.flush();
    // What arrived before the end can still be read: the last answer and the close come together.
    reader.fail(new FailureError(reason));
    queueMicrotask(() => setImmediate(() => end(reason)));
  };
  const onClose = () => onGone();
  let pacing: PacedReading | null = null;
  const listen = (next: Socket, beforeTls: boolean) => {
    if (beforeTls) next.on('data', onData);
    else pacing = readPaced(next, onData);
    next.on('error', onGone).once('close', onClose);
  };
  listen(socket, security === 'starttls');
  // A port for TLS waits for the client, and one for a greeting does not: each side would wait for the other (RFC 8314 §3.3).
  if (security !== 'tls') lifetime.probeForTls(destination, peer, deadlines.greeting);

  const abandon = (code: FailureCode, fields?: FailureFields): never => {
    const reason: Failure = connectionFailure(code, context, { permanent: true, ...fields });
    end(reason);
    throw new FailureError(reason);
  };
  const waitFor = async <Value>(
    command: string,
    deadline: number,
    read: () => Promise<Value>,
    { tooMuch, detail }: Pick<AnswerBounds, 'tooMuch' | 'detail'> = { tooMuch: 'limit-exceeded' },
  ): Promise<Value> => {
    watchdog.expect(deadline);
    try {
      return await read();
    } catch (error) {
      if (error instanceof TooMuchError) return abandon(tooMuch, { command, detail: { ...detail, limit: error.limit } });
      throw error instanceof FailureError ? new FailureError({ ...error.failure, command }) : error;
    } finally {
      watchdog.rest();
    }
  };

  return {
    tap,
    context,
    address,
    ended,
    end,
    onClosed: lifetime.onClosed,
    heed: lifetime.heed,
    run: queue.run,
    fail,
    abandon,
    send(command, line) {
      if (reader.waiting() > 0) abandon('protocol-violation', { command });
      if (/[\r\n]/.test(line)) throw fail('input-invalid', { command });
      const bytes = Buffer.from(`${line}\r\n`, 'utf8');
      tap.client(bytes);
      socket.write(bytes);
    },
    line: (command) => waitFor(command, deadlines.reply, () => reader.line(longestLine)),
    greeting: () => waitFor('greeting', deadlines.greeting, () => reader.line(longestLine)),
    dotted: (command, bounds) => waitFor(command, deadlines.reply, () => reader.multiline(bounds.limit), bounds),
    async secure(command) {
      // RFC 2595 §4: data between the server's agreement and the handshake may come from an attacker.
      // Defence T3 of the checklist.
      if (reader.waiting() > 0) throw fail('data-before-tls', { command, permanent: true, detail: { bytes: reader.waiting() } });
      const plain = socket;
      plain.off('data', onData).off('error', onGone).off('close', onClose);
      reader = createLineReader();
      socket = await secureSocket(destination, plain);
      listen(socket, false);
    },
  };
}
