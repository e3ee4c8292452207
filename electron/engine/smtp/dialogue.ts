/**
 * A submission connection up to the point where mail can be handed over: socket, greeting, EHLO, STARTTLS, EHLO again,
 * AUTH. Shared by sending and by the step-by-step check; it refuses to know messages.
 */
import type { Socket } from 'node:net';
import { isIPv6 } from 'node:net';
import { type Failure, FailureError } from '../../contract/failure.ts';
import { type ConnectionContext, connectionFailure } from '../wire/connection-failure.ts';
import { createLifetime } from '../wire/connection-lifetime.ts';
import { destinationOf, type PeerSession } from '../wire/peer-session.ts';
import type { Tap } from '../wire/tap.ts';
import { endNote, noteSecured, type OpeningEvents, openSocket } from '../wire/transport.ts';
import { tlsOptionsFor } from '../wire/trust.ts';
import type { Watchdog } from '../wire/watchdog.ts';
import { authenticate } from './authentication.ts';
import { deadlineOf, type SmtpDeadlines, smtpDeadlines } from './deadlines.ts';
import { nameError, refusal } from './smtp-failure.ts';
import type { SubmissionOptions } from './smtp-types.ts';
import { type ConnectionHooks, TappedSmtpConnection } from './tapped-connection.ts';

type DialogueOptions = Omit<SubmissionOptions, 'envelope' | 'raw' | 'cause' | 'onRecipient' | 'beforeOpening' | 'beforeFinalDot'>;

/** What the sender of a message wants to see. */
interface TransactionHooks {
  /** @param name of the command, without what follows it */
  onCommand?(command: string, name: string): void;
  onRecipient?(address: string, reply: string): void;
  onSender?(reply: string): void;
  onFinalReply?(reply: string): boolean;
  onClientBytes?(bytes: Buffer): void;
  onFlushed?(bytes: number): void;
}

export interface Dialogue {
  readonly connection: TappedSmtpConnection;
  readonly tap: Tap;
  readonly deadlines: SmtpDeadlines;
  readonly watchdog: Watchdog;
  readonly context: ConnectionContext;
  readonly extensions: readonly string[];
  /** Rejects when the connection ends; never resolves. */
  readonly broken: Promise<never>;
  /** Sets the hooks for commands and replies from now on. */
  use(hooks: TransactionHooks): void;
  /** Sets the signal whose abort ends the connection, replacing the one before; undefined: none. */
  heed(signal: AbortSignal | undefined): void;
  /** Idle: the server may close now (RFC 5321 §4.5.3.2.7). `onGone` is called when it does. */
  rest(onGone: () => void): void;
  /** Uses the connection again. False when it is closed, or the server has sent something unsolicited. */
  resume(): boolean;
  /** Ends the connection for this reason, null for none. The first reason counts. */
  end(reason: Failure | null): void;
  /** QUIT, and the end for this reason when it is answered or the server closes. */
  quit(reason: Failure | null): void;
  authenticate(): Promise<void>;
  /** One command outside a message, and its reply whatever it says. Rejects when the connection ends. */
  ask(line: string): Promise<string>;
}

/** Only these are named: a line of an authentication exchange is no command, and may be a secret. */
const commandName = /^(MAIL FROM|RCPT TO|EHLO|HELO|STARTTLS|AUTH|DATA|RSET|QUIT)(?![^ :])/i;

/** The library's own timers are set so long that ours, on the clock handed in, always fire first. */
const never = 2 ** 31 - 1;
const largestReply = 256 * 1024;
/** Where the client never speaks first (RFC 5321, RFC 6409); some servers at port 25 reject clients that do. */
const plainPorts: ReadonlySet<number> = new Set([25, 587]);
/** How long a QUIT may take: everything is decided by then. */
const quitDeadline = 5_000;

/** Connects and goes through EHLO and STARTTLS. Rejects with a `FailureError`; nothing then stays open, and the session is over. */
export async function openDialogue(options: DialogueOptions, session: PeerSession, events: OpeningEvents = {}): Promise<Dialogue> {
  const { host, port, security, trust, clock, signal } = options;
  const { tap, context } = session;
  const deadlines: SmtpDeadlines = { ...smtpDeadlines, ...options.deadlines };
  const destination = destinationOf(options, session, deadlines.connect, events);
  let socket: Socket;
  try {
    socket = await openSocket(destination, security === 'tls');
  } catch (error) {
    const reason = nameError(error, 'connect', context);
    tap.note(endNote(reason));
    tap.end(reason);
    throw new FailureError(reason);
  }

  const broken = Promise.withResolvers<never>();
  // Attach a handler now: an unhandled rejection ends the process.
  broken.promise.catch(() => undefined);
  let farewell: Failure | null = null;
  let secured = security === 'tls';
  let step = 'greeting';
  let expected = deadlines.greeting;
  let extensions: readonly string[] = [];
  let hooks: TransactionHooks = { onCommand: (_command, name) => options.onWaiting?.({ step: 'reply', command: name }) };
  let onGone: (() => void) | null = null;

  const lifetime = createLifetime({
    clock,
    tap,
    context: () => context,
    stalled: (milliseconds) => connectionFailure('connection-stalled', context, { command: step, detail: { milliseconds } }),
    close(reason) {
      onGone?.();
      connection.close();
      broken.reject(new FailureError(reason ?? connectionFailure('cancelled', context)));
    },
  });
  const { watchdog } = lifetime;
  // RFC 5321 §3.8, §4.5.3.2.7: a server closes a connection on which nothing is asked for; that is no failure of ours.
  const end = (reason: Failure | null): void => lifetime.end(onGone ? null : reason);
  const refuse = (reason: Failure): never => {
    throw new FailureError(reason);
  };

  const connectionHooks: ConnectionHooks = {
    onClientBytes: (bytes) => {
      tap.client(bytes);
      hooks.onClientBytes?.(bytes);
    },
    onFlushed: (count) => {
      watchdog.alive();
      hooks.onFlushed?.(count);
    },
    onServerBytes: (bytes) => {
      lifetime.heard();
      watchdog.alive();
      tap.server(bytes);
    },
    onUpgrade: (tlsSocket) => {
      tap.note({ key: 'starttls', parameters: {} });
      events.onUpgrading?.();
      noteSecured(tlsSocket, tap, {
        ...events,
        onSecured: (facts) => {
          secured = true;
          events.onSecured?.(facts);
        },
      });
    },
    onCommand: (command) => {
      step = commandName.exec(command)?.[0]?.toUpperCase() ?? step;
      const limit = deadlineOf(step, deadlines);
      // RFC 2920: with PIPELINING earlier replies are still due, and may take as long as they may.
      const isFirst = connection.internals._responseActions.length <= 1;
      expected = isFirst ? limit : Math.max(expected, limit);
      watchdog.expect(expected);
      hooks.onCommand?.(command, step);
    },
    onGreeting: (reply) => {
      events.onGreeting?.(reply);
      if (!reply.startsWith('220')) refuse(refusal('greeting', reply, context));
    },
    onEhlo: (reply) => {
      const lines = reply.split('\n').map((line) => line.slice(4).trim());
      extensions = lines.slice(1);
      if (reply.startsWith('2')) events.onCapabilities?.(extensions);
      // RFC 5321 §3.2: HELO is for servers that do not know EHLO (5yz). One that is busy (4yz) has not said what it can do.
      if (reply.startsWith('4')) refuse(refusal('EHLO', reply, context));
      // RFC 8314 §3: where TLS is required its absence is the end, and STARTTLS is not even tried.
      // Defence T2b of the checklist.
      if (security === 'starttls' && !secured && !extensions.some((line) => /^STARTTLS\b/i.test(line)))
        refuse(connectionFailure('starttls-missing', context, { permanent: true, command: 'STARTTLS', reply }));
    },
    onStartTls: (reply) => {
      if (!reply.startsWith('220')) refuse(connectionFailure('starttls-refused', context, { permanent: true, command: 'STARTTLS', reply }));
    },
    onDataBeforeTls: (count) =>
      refuse(connectionFailure('data-before-tls', context, { permanent: true, command: 'STARTTLS', detail: { bytes: count } })),
    // Replies are kept with the message and shown beside it.
    onSender: (reply) => hooks.onSender?.(tap.redact(reply, false)),
    onRecipient: (address, reply) => {
      // With PIPELINING the 354 is all that is left.
      if (step === 'DATA' && connection.internals._responseActions.length === 1) watchdog.expect(deadlines.data);
      hooks.onRecipient?.(address, tap.redact(reply, false));
    },
    onFinalReply: (reply) => hooks.onFinalReply?.(tap.redact(reply, false)) ?? true,
  };

  const connection = new TappedSmtpConnection(
    {
      connection: socket,
      host,
      port,
      secure: security === 'tls',
      // The socket is inside TLS already.
      secured: security === 'tls',
      // Defence T2a of the checklist.
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: tlsOptionsFor(host, port, trust),
      name: options.name ?? addressLiteral(socket),
      logger: false,
      maxResponseSize: largestReply,
      connectionTimeout: never,
      greetingTimeout: never,
      socketTimeout: never,
      socketCloseTimeout: 1_000,
    },
    connectionHooks,
  );
  connection.on('error', (error) => end(nameError(error, step, context)));
  // A close while nothing is pending: expected after QUIT.
  connection.on('end', () => end(step === 'QUIT' ? farewell : connectionFailure('connection-lost', context, { command: step })));
  lifetime.heed(signal);

  options.onWaiting?.({ step: 'greeting' });
  const opened = Promise.withResolvers<void>();
  watchdog.expect(deadlines.greeting);
  if (security !== 'tls' && !plainPorts.has(port)) lifetime.probeForTls(destination, options, deadlines.greeting);
  connection.connect((error) => (error ? end(nameError(error, step, context)) : opened.resolve()));
  await Promise.race([opened.promise, broken.promise]);
  watchdog.rest();

  const ask = async (line: string): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    connection.internals._responseActions.push(resolve);
    connection.internals._sendCommand(line);
    try {
      return await Promise.race([promise, broken.promise]);
    } finally {
      watchdog.rest();
    }
  };

  return {
    connection,
    tap,
    deadlines,
    watchdog,
    context,
    extensions,
    broken: broken.promise,
    end,
    use: (next) => {
      hooks = next;
    },
    heed: lifetime.heed,
    rest: (gone) => {
      watchdog.rest();
      onGone = gone;
    },
    resume: () => {
      onGone = null;
      // An unsolicited reply would be taken for the answer to the next command.
      return lifetime.ended() === undefined && connection.internals._remainder === '' && connection.internals._responseQueue.length === 0;
    },
    quit: (reason) => {
      if (lifetime.ended() !== undefined) return;
      onGone = null;
      farewell = reason;
      connection.quit();
      watchdog.expect(Math.min(quitDeadline, deadlines.reply));
    },
    authenticate: () =>
      authenticate({ ...options, facts: options.signIns?.of(options) ?? null, connection, watchdog, context, broken: broken.promise, ask }),
    ask,
  };
}

/** RFC 5321 §4.1.3: a client without a name of its own says its address. */
function addressLiteral(socket: Socket): string {
  const address = (socket.localAddress ?? '127.0.0.1').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`;
}
