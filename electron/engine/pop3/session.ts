/**
 * One POP3 connection below the commands: socket, reader, watchdog, and a queue that runs one piece of work at a time.
 * It sends a line and reads the answer; what lines mean is its callers' business.
 */
import type { Socket } from 'node:net';
import { type Failure, FailureError } from '../../contract/failure.ts';
import { createReplyReader, TooMuchError } from '../wire/line-reader.ts';
import { type PacedReading, readPaced } from '../wire/paced-reading.ts';
import { type Deadlines, defaultDeadlines } from '../wire/peer.ts';
import { findTlsInSilence } from '../wire/speaks-tls.ts';
import type { Tap } from '../wire/tap.ts';
import { endsInSilence, openSocket, secureSocket, type TransportEvents } from '../wire/transport.ts';
import { createWatchdog } from '../wire/watchdog.ts';
import { type FailureContext, isRefusalLine, pop3Failure, refusal } from './pop3-failure.ts';
import { defaultPop3Limits, type Pop3CommandOptions, type Pop3Limits, type Pop3Options } from './pop3-types.ts';

/** How much of a multi-line answer is taken, and what it is called when more comes. */
export interface AnswerBounds {
  /** Octets. With the next one the connection ends: nobody knows how many more there are. */
  readonly limit: number;
  readonly tooMuch: 'message-longer-than-announced' | 'limit-exceeded';
  readonly detail?: Readonly<Record<string, number>>;
}

export interface Pop3Session {
  readonly options: Pop3Options;
  readonly limits: Pop3Limits;
  readonly tap: Tap;
  readonly context: FailureContext;
  readonly address: string;
  /** Undefined while it lives, null when it ended by our own will. */
  readonly ended: () => Failure | null | undefined;
  /** Queues work. */
  readonly run: <Value>(options: Pop3CommandOptions | undefined, work: () => Promise<Value>) => Promise<Value>;
  /** Reads the greeting, whatever it says. */
  readonly greeting: () => Promise<string>;
  /** Sends a line and reads the first line of the answer; -ERR rejects. Only within `run`, or before anybody else has the session. */
  readonly ask: (command: string, line?: string) => Promise<string>;
  /** The same, but -ERR is an answer. */
  readonly askFor: (command: string, line?: string) => Promise<{ ok: boolean; line: string }>;
  /** The rest of a multi-line answer, unstuffed. */
  readonly rest: (command: string, bounds: AnswerBounds) => Promise<Buffer>;
  /** The handshake after STLS was accepted. */
  readonly secure: () => Promise<void>;
  readonly fail: (
    ...parameters: Parameters<typeof pop3Failure> extends [infer Code, unknown, ...infer Rest] ? [Code, ...Rest] : never
  ) => FailureError;
  readonly end: (reason: Failure | null) => void;
  readonly onClosed: (listener: (reason: Failure | null) => void) => void;
}

/** Connects; nothing has been said yet. Rejects with a `FailureError`. */
export async function openSession(options: Pop3Options, tap: Tap, events: TransportEvents = {}): Promise<Pop3Session> {
  const { host, port, security, trust, clock, signal } = options;
  const deadlines: Deadlines = { ...defaultDeadlines, ...options.deadlines };
  const limits = { ...defaultPop3Limits, ...options.limits };
  const context: FailureContext = { options, session: tap.session, redact: tap.redact };
  const destination = {
    protocol: 'pop3',
    host,
    port,
    trust,
    tap,
    clock,
    deadline: deadlines.connect,
    ...(signal ? { signal } : {}),
    events,
  } as const;
  const fail: Pop3Session['fail'] = (code, ...rest) => new FailureError(pop3Failure(code, context, ...rest));

  let ended: Failure | null | undefined;
  let heardAnything = false;
  let cancelProbe = () => {};
  let socket: Socket;
  try {
    socket = await openSocket(destination, security === 'tls');
  } catch (error) {
    tap.end(error instanceof FailureError ? error.failure : undefined);
    throw error;
  }
  const address = socket.remoteAddress ?? '';
  let reader = createReplyReader();
  let tail: Promise<unknown> = Promise.resolve();
  const closedListeners: ((reason: Failure | null) => void)[] = [];

  const end = (reason: Failure | null): void => {
    if (ended !== undefined) return;
    ended = reason;
    watchdog.rest();
    cancelProbe();
    signal?.removeEventListener('abort', onAbort);
    tap.note(
      reason
        ? { key: endsInSilence.has(reason.code) ? 'stalled' : 'lost', parameters: { code: reason.code } }
        : { key: 'closed', parameters: {} },
    );
    tap.end(reason ?? undefined);
    reader.fail(new FailureError(reason ?? pop3Failure('cancelled', context)));
    socket.destroy();
    for (const listener of closedListeners) listener(reason);
  };
  const onAbort = () => end(pop3Failure('cancelled', context));
  signal?.addEventListener('abort', onAbort, { once: true });
  const watchdog = createWatchdog({
    clock,
    onStall: (limit) => end(pop3Failure('connection-stalled', context, { detail: { milliseconds: limit } })),
  });

  const onData = (bytes: Buffer) => {
    heardAnything = true;
    watchdog.alive();
    tap.server(bytes);
    reader.push(bytes);
  };
  const onGone = (error?: unknown) => {
    const detail = error instanceof Error ? { detail: { message: error.message } } : {};
    const reason = pop3Failure('connection-lost', context, detail);
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
  // A port for TLS waits for the client, and one for a greeting does not: both would wait for ever (RFC 8314 §3.3).
  if (security !== 'tls')
    cancelProbe = findTlsInSilence({
      destination,
      openTap: options.openTap,
      opening: options.opening,
      greeting: deadlines.greeting,
      isSilent: () => !heardAnything && ended === undefined,
      onTls: () => end(pop3Failure('tls-expected', context, { permanent: true, command: 'greeting' })),
    });

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
      if (error instanceof TooMuchError) {
        const reason = pop3Failure(tooMuch, context, { command, permanent: true, detail: { ...detail, limit: error.limit } });
        end(reason);
        throw new FailureError(reason);
      }
      throw error instanceof FailureError ? new FailureError({ ...error.failure, command }) : error;
    } finally {
      watchdog.rest();
    }
  };

  const session: Pop3Session = {
    options,
    limits,
    tap,
    context,
    address,
    ended: () => ended,
    fail,
    end,
    onClosed: (listener) => {
      if (ended !== undefined) listener(ended);
      else closedListeners.push(listener);
    },
    run: (commandOptions, work) => {
      const turn = tail.then(async () => {
        if (ended !== undefined) throw ended === null ? fail('cancelled') : new FailureError(ended);
        if (commandOptions?.signal?.aborted) throw fail('cancelled');
        tap.cause(commandOptions?.cause ?? null);
        return work();
      });
      tail = turn.catch(() => undefined); // the caller gets the failure; the queue goes on
      return turn;
    },
    greeting: () => waitFor('greeting', deadlines.greeting, () => reader.line(limits.line)),
    askFor: async (command, line = command) => {
      // Nothing may come unasked (RFC 1939 §3): an answer that waits already was sent by somebody who guesses the questions.
      if (reader.waiting() > 0) {
        const reason = pop3Failure('protocol-violation', context, { command, permanent: true });
        end(reason);
        throw new FailureError(reason);
      }
      if (/[\r\n]/.test(line)) throw fail('input-invalid', { command });
      const bytes = Buffer.from(`${line}\r\n`, 'utf8');
      tap.client(bytes);
      socket.write(bytes);
      const answer = await waitFor(command, deadlines.reply, () => reader.line(limits.line));
      // RFC 1939 §3: +OK alone is success. RFC 5034 §4: `+ ` goes on with AUTH, and means nothing elsewhere.
      if (/^\+OK\b/i.test(answer) || (/^AUTH\b/.test(command) && /^\+(?: |$)/.test(answer))) return { ok: true, line: answer };
      if (isRefusalLine(answer)) return { ok: false, line: answer };
      const reason = pop3Failure('protocol-violation', context, { command, reply: answer, permanent: true });
      end(reason);
      throw new FailureError(reason);
    },
    ask: async (command, line) => {
      const answer = await session.askFor(command, line);
      if (!answer.ok) throw new FailureError(refusal(command, answer.line, context));
      return answer.line;
    },
    rest: (command, bounds) => waitFor(command, deadlines.reply, () => reader.multiline(bounds.limit), bounds),
    secure: async () => {
      // RFC 2595 §4: what the server says between its +OK and the handshake was said by anyone.
      // Defence T3 of the checklist.
      if (reader.waiting() > 0) throw fail('data-before-tls', { command: 'STLS', permanent: true, detail: { bytes: reader.waiting() } });
      const plain = socket;
      plain.off('data', onData).off('error', onGone).off('close', onClose);
      reader = createReplyReader();
      socket = await secureSocket(destination, plain);
      listen(socket, false);
    },
  };
  return session;
}
