/**
 * A short talk with a mail server: greeting, EHLO, STARTTLS, EHLO again, QUIT (RFC 5321 §3.1, RFC 3207), every octet of it in the transcript. No
 * mail is begun. A certificate that is not valid ends the talk as it ends any other, and is told all the same.
 */
import { isIPv6, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { ShownCertificate } from '../../wire/certificate.ts';
import { createLineReader } from '../../wire/line-reader.ts';
import type { Peer } from '../../wire/peer.ts';
import type { Tap } from '../../wire/tap.ts';
import { type Destination, openSocket, secureSocket } from '../../wire/transport.ts';

interface TalkNeeds {
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
  /** Null where a certificate that is not valid came before it. */
  readonly greeting: string | null;
  /** Of the last EHLO, in upper case, without their parameters. */
  readonly extensions: readonly string[];
  readonly tls: { readonly protocol: string; readonly cipher: string } | null;
  /** Leaf first; also one that is not valid. */
  readonly chain: readonly ShownCertificate[];
  /** Why the certificate is not accepted, as Node or OpenSSL calls it; null: it is, or there is none. */
  readonly distrust: string | null;
  /** The server's word where it did not agree to STARTTLS, or what went wrong in the handshake. */
  readonly refusedTls: string | null;
}

/** Milliseconds. A greeting may be held back on purpose, for a patient client is rarely a bad one. */
const within = { connect: 10_000, greeting: 35_000, reply: 20_000 } as const;
const bounds = { line: 2_048, lines: 100, octets: 256 * 1_024 } as const;

/** Rejects with a `FailureError`: what kept the server from answering, `greeting-refused` with its reply, `protocol-violation`. */
export async function talkTo({ host, address, port, isTls, tap, trust, clock, signal }: TalkNeeds): Promise<Talk> {
  let chain: readonly ShownCertificate[] = [];
  const destination: Destination = {
    ...{ protocol: 'smtp', host, port, trust, tap, clock, signal, addresses: [address], deadline: within.connect },
    events: {
      onCertificate: (shown) => {
        chain = shown;
      },
    },
  };
  const nothingSaid = { greeting: null, extensions: [], tls: null, refusedTls: null };
  let first: Socket;
  try {
    first = await openSocket(destination, isTls);
  } catch (error) {
    if (chain.length > 0 && isDistrust(error)) return { ...nothingSaid, chain, distrust: reasonOf(error) };
    throw error;
  }
  const line = listen(first, tap, clock, signal);
  try {
    const greeting = await line.reply(within.greeting);
    if (greeting.code !== 220) throw new FailureError(failure('greeting-refused', { protocol: 'smtp', host, port, reply: greeting.text }));
    let extensions = extensionsOf(await line.hello());
    const known = () => ({ greeting: greeting.text, extensions, chain });
    if (!isTls && extensions.includes('STARTTLS')) {
      const agreed = await line.ask('STARTTLS');
      if (agreed.code !== 220) return { ...known(), tls: null, distrust: null, refusedTls: agreed.text };
      try {
        await line.secure(destination);
      } catch (error) {
        const reason = reasonOf(error);
        const isKnown = chain.length > 0 && isDistrust(error);
        return { ...known(), tls: null, distrust: isKnown ? reason : null, refusedTls: isKnown ? null : reason };
      }
      extensions = extensionsOf(await line.hello());
    }
    await line.ask('QUIT').catch(() => undefined); // everything is known by then
    return { ...known(), tls: line.tls(), distrust: null, refusedTls: null };
  } finally {
    line.end();
  }
}

const isDistrust = (error: unknown): boolean => error instanceof FailureError && error.failure.code.startsWith('certificate-');

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
    async secure(destination: Destination): Promise<void> {
      if (reader.waiting() > 0) throw new FailureError(failure('data-before-tls', { detail: { bytes: reader.waiting() } }));
      const plain = socket;
      plain.off('data', onData).off('error', onGone).off('close', onGone);
      reader = createLineReader();
      socket = await secureSocket({ ...destination, deadline: within.reply }, plain);
      hear(socket);
    },
    tls(): Talk['tls'] {
      if (!(socket instanceof TLSSocket)) return null;
      const { name, standardName } = socket.getCipher();
      return { protocol: socket.getProtocol() ?? '', cipher: standardName ?? name };
    },
    end(): void {
      signal.removeEventListener('abort', onAbort);
      socket.on('error', () => undefined); // a late one of a closed socket must not end the process
      socket.destroy();
    },
  };
}
