/**
 * One connection of the console: what is typed goes out as it is, what the server says goes to the tap, and TLS begins when the server has
 * agreed to it, as in any client. It knows how a dialogue stands and no protocol beyond that.
 */
import type { Socket } from 'node:net';
import { createMutex } from '../../base/mutex.ts';
import type { ConsoleProtocol, ConsoleState } from '../../contract/console.ts';
import { type Failure, FailureError } from '../../contract/failure.ts';
import type { ShownCertificate } from '../wire/certificate.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import { type ConnectionLifetime, createLifetime } from '../wire/connection-lifetime.ts';
import { readPaced } from '../wire/paced-reading.ts';
import { defaultDeadlines, type Peer } from '../wire/peer.ts';
import { beginSession, destinationOf } from '../wire/peer-session.ts';
import { endNote, openSocket, secureSocket } from '../wire/transport.ts';
import type { Heard } from './dialogue/dialogue.ts';
import { dialogues } from './dialogue/dialogues.ts';
import { createLineSplitter } from './line-splitter.ts';

/** Milliseconds without data from either side after which a console is closed. */
const idleAfter = 30 * 60_000;
/** Milliseconds that a caller waits for a reply, if it asked to wait. */
const replyWithin = 60_000;

interface Reply {
  readonly heard: Heard;
  /** The last line of it, as the server wrote it. */
  readonly line: Buffer;
}

export interface ConsoleConnection {
  readonly session: string;
  readonly tap: ReturnType<typeof beginSession>['tap'];
  /** Resolves when it is open, with TLS where that was asked for; rejects with a `FailureError`, and nothing is then open. */
  readonly opened: Promise<void>;
  readonly standing: () => Pick<ConsoleState, 'state' | 'security' | 'awaits' | 'failure'>;
  /** The chain that the server showed, leaf first. */
  readonly chain: () => readonly ShownCertificate[];
  /** Runs work when all work before it is done and no handshake is under way. Rejects with a `FailureError` where the connection is over. */
  inTurn<Value>(work: () => Promise<Value> | Value): Promise<Value>;
  /** Sends octets that the dialogue takes for lines, each with its CRLF; only within a turn. */
  write(lines: readonly Buffer[]): void;
  /** Resolves when the server owes nothing any more: true; or after a minute, or when the connection is over: false. */
  settled(): Promise<boolean>;
  /** The next reply, or the next time that the server waits for more. A server that stays silent for a minute ends the connection. */
  nextReply(): Promise<Reply>;
  close(): void;
}

interface ConsoleOptions {
  readonly protocol: ConsoleProtocol;
  readonly peer: Omit<Peer, 'deadlines' | 'signal'>;
  readonly onChange: () => void;
}

export function openConsole({ protocol, peer, onChange }: ConsoleOptions): ConsoleConnection {
  const { clock, security: asked } = peer;
  const cancelling = new AbortController();
  const own: Omit<Peer, 'deadlines'> = { ...peer, signal: cancelling.signal };
  const session = beginSession(protocol, own);
  const { tap, context } = session;
  let chain: readonly ShownCertificate[] = [];
  const destination = destinationOf(own, session, defaultDeadlines.connect, {
    onCertificate(certificates) {
      chain = certificates;
    },
  });
  const dialogue = dialogues[protocol]();
  const fail = (code: Failure['code'], fields: Partial<Omit<Failure, 'code'>> = {}) => connectionFailure(code, context, fields);

  let socket: Socket | null = null;
  let lifetime: ConnectionLifetime | null = null;
  let state: ConsoleState['state'] = 'connecting';
  let security: ConsoleState['security'] = asked === 'tls' ? 'tls' : 'none';
  let failure: Failure | null = null;
  let goodbye = protocol === 'raw';
  let lastWord = clock.now();
  /** While TLS is being started. */
  let starting: PromiseWithResolvers<void> | null = null;
  const oneAtATime = createMutex();
  const replies = new Set<PromiseWithResolvers<Reply>>();
  const settling = new Set<() => void>();

  let shown = '';
  const changed = () => {
    const now = JSON.stringify([state, security, dialogue.awaits()]);
    if (now === shown) return;
    shown = now;
    onChange();
  };
  const isOurTurn = () => starting === null && dialogue.isOurTurn();

  const over = (reason: Failure | null): void => {
    const error = new FailureError(reason ?? fail(state === 'connecting' ? 'cancelled' : 'connection-lost'));
    state = 'closed';
    failure = reason;
    stopIdle();
    starting?.resolve();
    starting = null;
    for (const waiting of [...replies]) waiting.reject(error);
    for (const resolve of [...settling]) resolve();
    changed();
  };

  const splitter = createLineSplitter((line, rest) => {
    const heard = dialogue.heard(line);
    if (heard.kind === 'final') {
      if (dialogue.isGoodbye(heard.command)) goodbye = true;
      if (starting && heard.command === dialogue.startTls) {
        if (heard.isPositive) return void startTls(rest, { heard, line });
        starting.resolve();
        starting = null;
      }
    }
    if (heard.kind !== 'part') reply({ heard, line });
    if (isOurTurn()) for (const resolve of [...settling]) resolve();
    changed();
  });
  const reply = (said: Reply) => {
    for (const waiting of [...replies]) waiting.resolve(said);
  };

  const onData = (bytes: Buffer) => {
    lastWord = clock.now();
    lifetime?.heard();
    lifetime?.watchdog.alive();
    tap.server(bytes);
    splitter.push(bytes);
  };
  const onError = (error: Error) => {
    lost = error.message;
  };
  let lost: string | null = null;
  const onClose = () => {
    flush();
    lifetime?.end(goodbye && lost === null ? null : fail('connection-lost', lost === null ? {} : { detail: { message: lost } }));
  };
  let flush = () => {};
  const listen = (next: Socket, isPaced: boolean) => {
    if (isPaced) flush = readPaced(next, onData).flush;
    else next.on('data', onData);
    next.on('error', onError).once('close', onClose);
  };

  const refusePlanted = (bytes: number): void =>
    lifetime?.end(fail('data-before-tls', { command: dialogue.startTls ?? '', permanent: true, detail: { bytes } }));

  /** The server has agreed to TLS: the handshake follows at once. @param rest octets that came after its reply */
  async function startTls(rest: number, said: Reply): Promise<void> {
    const plain = socket;
    if (!plain) return;
    plain.off('data', onData).off('error', onError).off('close', onClose);
    // RFC 3207 §6, RFC 9051 §6.2.1, RFC 2595 §4: what was said before the handshake was said by anyone.
    // Defence T3b of the checklist.
    if (rest > 0) return refusePlanted(rest);
    try {
      socket = await secureSocket(destination, plain);
    } catch (error) {
      return lifetime?.end(error instanceof FailureError ? error.failure : fail('tls-failed'));
    }
    if (lifetime?.ended() !== undefined) return void socket.destroy();
    security = 'starttls';
    dialogue.restart();
    listen(socket, true);
    starting?.resolve();
    starting = null;
    reply(said);
    if (isOurTurn()) for (const resolve of [...settling]) resolve();
    changed();
  }

  const write = (lines: readonly Buffer[]): void => {
    const ended = lifetime?.over();
    if (!lifetime || !socket || ended) throw ended ?? new FailureError(fail('connection-lost'));
    lastWord = clock.now();
    for (const line of lines) {
      const wasCommand = dialogue.awaits() === 'command';
      dialogue.sent(line);
      if (wasCommand && dialogue.startTls !== null && security === 'none' && isCommand(line, dialogue.startTls))
        starting ??= Promise.withResolvers<void>();
    }
    const bytes = Buffer.concat(lines);
    tap.client(bytes);
    socket.write(bytes);
    changed();
  };
  const isCommand = (line: Buffer, name: string): boolean => {
    const words = line.toString('latin1').trim().toUpperCase().split(/\s+/);
    return words[protocol === 'imap' ? 1 : 0] === name;
  };

  const nextReply = async (): Promise<Reply> => {
    const waiting = Promise.withResolvers<Reply>();
    const ended = lifetime?.over();
    if (ended) throw ended;
    replies.add(waiting);
    lifetime?.watchdog.expect(replyWithin);
    try {
      return await waiting.promise;
    } finally {
      lifetime?.watchdog.rest();
      replies.delete(waiting);
    }
  };

  async function open(): Promise<void> {
    try {
      socket = await openSocket(destination, asked === 'tls');
    } catch (error) {
      const reason = error instanceof FailureError ? error.failure : fail('connection-lost');
      tap.note(endNote(reason));
      tap.end(reason);
      over(reason);
      throw new FailureError(reason);
    }
    const living = createLifetime({
      clock,
      tap,
      context: () => context,
      stalled: (milliseconds) => fail('connection-stalled', { detail: { milliseconds } }),
      // What was typed last still leaves.
      close: () => socket?.destroySoon(),
    });
    lifetime = living;
    living.onClosed(over);
    living.heed(cancelling.signal);
    watchIdle(idleAfter);
    listen(socket, asked === 'tls' || protocol === 'raw');
    // A port for TLS waits for the client, and one for a greeting does not (RFC 8314 §3.3).
    if (asked !== 'tls' && protocol !== 'raw') living.probeForTls(destination, peer, defaultDeadlines.greeting);
    if (asked === 'starttls') await upgradeFirst();
    const ended = living.over();
    if (ended) throw ended;
    state = 'open';
    changed();
  }

  /** For a connection that is to be protected before anything is typed. */
  async function upgradeFirst(): Promise<void> {
    await nextReply();
    const local = socket?.localAddress ?? '127.0.0.1';
    // RFC 5321 §4.1.3: an address literal where there is no name.
    if (protocol === 'smtp') {
      write([Buffer.from(`EHLO [${local.includes(':') ? 'IPv6:' : ''}${local}]\r\n`)]);
      await nextReply();
    }
    write([Buffer.from(protocol === 'imap' ? 'tls STARTTLS\r\n' : `${dialogue.startTls}\r\n`)]);
    const { heard, line } = await nextReply();
    if (heard.isPositive) return;
    lifetime?.end(fail('starttls-refused', { permanent: true, reply: line.toString('utf8').trimEnd() }));
  }

  let stopIdle = () => {};
  const watchIdle = (milliseconds: number): void => {
    stopIdle = clock.after(milliseconds, () => {
      const left = lastWord + idleAfter - clock.now();
      if (left > 0) watchIdle(left);
      else lifetime?.end(fail('console-idle', { detail: { minutes: idleAfter / 60_000 } }));
    });
  };

  const opened = open();
  opened.catch(() => undefined); // also of one that nobody waits for
  return {
    session: tap.session,
    tap,
    opened,
    standing: () => ({ state, security, awaits: dialogue.awaits(), failure }),
    chain: () => chain,
    inTurn: (work) =>
      oneAtATime(async () => {
        await starting?.promise;
        const ended = lifetime?.over();
        if (ended) throw ended;
        return work();
      }),
    write,
    async settled() {
      if (state === 'closed' || isOurTurn()) return state !== 'closed';
      const { promise, resolve } = Promise.withResolvers<void>();
      const cancel = clock.after(replyWithin, resolve);
      settling.add(resolve);
      await promise;
      settling.delete(resolve);
      cancel();
      return state === 'open' && isOurTurn();
    },
    nextReply,
    close() {
      if (lifetime) lifetime.end(null);
      else cancelling.abort();
    },
  };
}
