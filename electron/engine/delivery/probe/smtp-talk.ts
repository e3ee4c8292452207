/**
 * A short talk with a mail server: greeting, EHLO, STARTTLS, EHLO again, QUIT (RFC 5321 §3.1, RFC 3207), every octet of it in the transcript. No
 * mail is begun. It takes any certificate and says which one it was: nothing is sent that is worth protecting.
 */
import { isIPv6, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { type ShownCertificate, shownChain } from '../../wire/certificate.ts';
import { createLineReader } from '../../wire/line-reader.ts';
import type { Peer } from '../../wire/peer.ts';
import type { Tap } from '../../wire/tap.ts';
import { noteSecured, openPlainSocket } from '../../wire/transport.ts';
import { tlsOptionsFor } from '../../wire/trust.ts';

export interface TalkNeeds {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** TLS from the first octet (RFC 8314 §3.3). */
  readonly isTls: boolean;
  readonly tap: Tap;
  readonly trust: Peer['trust'];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Reply {
  readonly code: number;
  /** Lines without their codes. */
  readonly lines: readonly string[];
  /** As the server wrote it. */
  readonly text: string;
}

export interface Talk {
  readonly greeting: string;
  /** Of the last EHLO, in upper case, without their parameters. */
  readonly extensions: readonly string[];
  readonly tls: { readonly protocol: string; readonly cipher: string } | null;
  /** Leaf first. */
  readonly chain: readonly ShownCertificate[];
  /** Why the certificate would not be accepted, as Node or OpenSSL calls it; null: it would. */
  readonly distrust: string | null;
  /** The server's word where it did not agree to STARTTLS, or what went wrong in the handshake. */
  readonly refusedTls: string | null;
}

/** Milliseconds. A greeting may be held back on purpose, for a patient client is rarely a bad one. */
const within = { connect: 10_000, greeting: 35_000, reply: 20_000 } as const;
const bounds = { line: 2_048, lines: 100, octets: 256 * 1_024 } as const;

/** Rejects with a `FailureError`: what kept the server from answering, `greeting-refused` with its reply, `protocol-violation`. */
export async function talkTo(needs: TalkNeeds): Promise<Talk> {
  const { host, address, port, isTls, tap, trust, clock, signal } = needs;
  const plain = await openPlainSocket({
    ...{ protocol: 'smtp', host, port, trust, tap, clock, signal, addresses: [address], deadline: within.connect },
  });
  const line = listen(plain, tap, clock, signal);
  try {
    let tls: Secured | null = isTls ? await line.secure(needs) : null;
    const greeting = await line.reply(within.greeting);
    if (greeting.code !== 220) throw new FailureError(failure('greeting-refused', { protocol: 'smtp', host, port, reply: greeting.text }));
    let said = await line.hello();
    let refusedTls: string | null = null;
    if (tls === null && extensionsOf(said).includes('STARTTLS')) {
      const agreed = await line.ask('STARTTLS');
      if (agreed.code !== 220) refusedTls = agreed.text;
      else {
        try {
          tap.note({ key: 'starttls', parameters: {} });
          tls = await line.secure(needs);
        } catch (error) {
          return { greeting: greeting.text, extensions: extensionsOf(said), ...noTls, refusedTls: reasonOf(error) };
        }
        said = await line.hello();
      }
    }
    await line.ask('QUIT').catch(() => undefined); // everything is known by then
    return { greeting: greeting.text, extensions: extensionsOf(said), ...(tls ?? noTls), refusedTls };
  } finally {
    line.end();
  }
}

const noTls = { tls: null, chain: [], distrust: null } as const;

type Secured = Pick<Talk, 'tls' | 'chain' | 'distrust'>;

/** What went wrong, in the word of the system or of OpenSSL. */
export const reasonOf = (error: unknown): string =>
  error instanceof FailureError
    ? typeof error.failure.detail?.cause === 'string'
      ? error.failure.detail.cause
      : error.failure.code
    : error instanceof Error
      ? 'code' in error && typeof error.code === 'string'
        ? error.code
        : error.message
      : String(error);

/** The first line greets; the others name an extension each (RFC 5321 §4.1.1.1). */
const extensionsOf = ({ code, lines }: Reply): string[] =>
  code === 250 ? lines.slice(1).flatMap((each) => each.trim().split(/[ =]/)[0]?.toUpperCase() || []) : [];

function listen(first: Socket, tap: Tap, clock: Clock, signal: AbortSignal) {
  let socket = first;
  let reader = createLineReader();
  let received = 0;
  const stop = (error: Error): void => {
    reader.fail(error);
    socket.destroy();
  };
  const onData = (bytes: Buffer): void => {
    received += bytes.length;
    tap.server(bytes);
    reader.push(bytes);
    if (received > bounds.octets) stop(new FailureError(failure('limit-exceeded', { detail: { limit: bounds.octets } })));
  };
  const onGone = (error?: Error | boolean): void =>
    reader.fail(new FailureError(failure('connection-lost', error instanceof Error ? { detail: { message: error.message } } : {})));
  const onAbort = (): void => stop(new FailureError(failure('cancelled')));
  const hear = (next: Socket): void => void next.on('data', onData).on('error', onGone).on('close', onGone);
  hear(socket);
  signal.addEventListener('abort', onAbort, { once: true });

  const reply = async (milliseconds: number): Promise<Reply> => {
    const cancel = clock.after(milliseconds, () => stop(new FailureError(failure('connection-stalled', { detail: { milliseconds } }))));
    try {
      const lines: string[] = [];
      const whole: string[] = [];
      for (let turn = 0; turn < bounds.lines; turn += 1) {
        const text = await reader.line(bounds.line);
        const [, code = '', mark = '', rest = ''] = /^(\d{3})(?:([ -])(.*))?$/.exec(text) ?? [];
        whole.push(text);
        // RFC 5321 §4.2: three digits, and a hyphen before all lines but the last.
        if (code === '') throw new FailureError(failure('protocol-violation', { reply: text }));
        lines.push(rest);
        if (mark !== '-') return { code: Number(code), lines, text: whole.join('\n') };
      }
      throw new FailureError(failure('limit-exceeded', { detail: { limit: bounds.lines } }));
    } finally {
      cancel();
    }
  };
  const ask = (command: string): Promise<Reply> => {
    const bytes = Buffer.from(`${command}\r\n`);
    tap.client(bytes);
    socket.write(bytes);
    return reply(within.reply);
  };

  return {
    reply,
    ask,
    /** RFC 5321 §4.1.3: an address literal, for who has no name. */
    async hello(): Promise<Reply> {
      const local = socket.localAddress ?? '127.0.0.1';
      const said = await ask(`EHLO [${isIPv6(local) ? 'IPv6:' : ''}${local}]`);
      return said.code === 250 ? said : ask(`HELO [${isIPv6(local) ? 'IPv6:' : ''}${local}]`);
    },
    /** The handshake on the socket as it is. What stands unread before it may come from anyone (RFC 3207 §6). */
    async secure({ host, port, trust }: TalkNeeds): Promise<Secured> {
      if (reader.waiting() > 0) throw new FailureError(failure('data-before-tls', { detail: { bytes: reader.waiting() } }));
      const plain = socket;
      plain.off('data', onData).off('error', onGone).off('close', onGone);
      const secured = connectTls({ socket: plain, host, ...tlsOptionsFor(host, port, trust), rejectUnauthorized: false });
      noteSecured(secured, tap, {});
      reader = createLineReader();
      socket = secured;
      await shaken(secured, clock, signal);
      hear(secured);
      const { name, standardName } = secured.getCipher();
      return {
        tls: { protocol: secured.getProtocol() ?? '', cipher: standardName ?? name },
        chain: shownChain(secured),
        distrust: secured.authorized ? null : distrustOf(secured),
      };
    },
    end(): void {
      signal.removeEventListener('abort', onAbort);
      socket.on('error', () => undefined); // a late one of a closed socket must not end the process
      socket.destroy();
    },
  };
}

/** Typed as an error, and in truth its code. */
function distrustOf(socket: TLSSocket): string {
  const reason: unknown = socket.authorizationError;
  return typeof reason === 'string' ? reason : reasonOf(reason);
}

function shaken(socket: TLSSocket, clock: Clock, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const refuse = (code: 'connection-stalled' | 'tls-failed' | 'cancelled') => reject(new FailureError(failure(code)));
  const cancel = clock.after(within.reply, () => refuse('connection-stalled'));
  const onAbort = () => refuse('cancelled');
  const onClose = () => refuse('tls-failed');
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('secureConnect', resolve).on('error', reject).once('close', onClose);
  return promise.finally(() => {
    cancel();
    signal.removeEventListener('abort', onAbort);
    socket.off('error', reject).off('close', onClose);
  });
}
