/**
 * Sockets for the protocol adapters: name, TCP, TLS at once or later, each step noted on the tap. A socket that this
 * file hands out has passed verification; it refuses to know what is spoken on it.
 */
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import { keepValidity, type ShownCertificate, shownChain } from './certificate.ts';
import { classifyTlsError } from './classify.ts';
import { connectFirst, type Lookup } from './connect-first.ts';
import type { Tap, WireNote } from './tap.ts';
import { type TrustPolicy, tlsOptionsFor } from './trust.ts';

export interface TransportEvents {
  /** Not called when the host is an address. */
  readonly onResolved?: (addresses: readonly string[]) => void;
  readonly onConnected?: (address: string) => void;
  /** The chain that the server presents, leaf first, before its verification. */
  readonly onCertificate?: (chain: readonly ShownCertificate[]) => void;
  /** Version, cipher and the certificate's subject. */
  readonly onSecured?: (facts: readonly string[]) => void;
}

/** What happens on the way to an authenticated connection, for the step-by-step check. Lines are as the server wrote them. */
export interface OpeningEvents extends TransportEvents {
  readonly onGreeting?: (line: string) => void;
  readonly onCapabilities?: (lines: readonly string[]) => void;
  /** The handshake after STARTTLS begins. */
  readonly onUpgrading?: () => void;
}

export interface Destination {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly trust: TrustPolicy;
  readonly tap: Tap;
  readonly clock: Clock;
  /** Of the host, where they were looked up before. */
  readonly addresses?: readonly string[];
  /** Milliseconds for everything until the socket is handed out. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
  readonly events?: TransportEvents;
}

/** Codes of ends because nothing came. */
const endsInSilence: ReadonlySet<string> = new Set(['connection-stalled', 'tls-expected']);

/**
 * The note that a connection has ended, or never came about.
 * @returns `stalled` where nothing came any more, otherwise `lost`; `cause`, what the system or OpenSSL called it, and the number of a TLS
 * `alert`, where they are known
 */
export function endNote({ code, detail = {} }: Failure): WireNote {
  const { cause, message } = detail;
  const alert = code === 'tls-failed' && typeof message === 'string' ? /alert number (\d{1,3})\b/i.exec(message)?.[1] : undefined;
  return {
    key: endsInSilence.has(code) ? 'stalled' : 'lost',
    parameters: { code, ...(typeof cause === 'string' ? { cause } : {}), ...(alert === undefined ? {} : { alert: Number(alert) }) },
  };
}

/** Connects, with TLS from the first byte when `secure`. Rejects with a `FailureError`; no socket then stays open. */
export async function openSocket(destination: Destination, secure: boolean): Promise<Socket> {
  const { host, port, trust, tap, events = {}, clock, deadline } = destination;
  const begun = clock.now();
  const plain = await openPlainSocket(destination);
  if (!secure) return plain;
  const socket = connectTls({ socket: plain, host, ...tlsOptionsFor(host, port, trust) });
  noteSecured(socket, tap, events);
  return settle({ ...destination, deadline: Math.max(0, deadline - (clock.now() - begun)) }, socket);
}

/** The connection below TLS; name and address are noted. Rejects as `openSocket` does. It is not read yet. */
export async function openPlainSocket(destination: Destination): Promise<Socket> {
  const { host, port, addresses, trust, tap, events, clock, deadline, signal } = destination;
  const ending = new AbortController();
  let reason: Failure | null = null;
  const stop = (why: Failure) => {
    reason ??= why;
    ending.abort();
  };
  const cancel = clock.after(deadline, () => stop(failure('connection-timeout', { detail: { milliseconds: deadline } })));
  const onAbort = () => stop(failure('cancelled'));
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => undefined); // not awaited once the connection is open
  ending.signal.addEventListener('abort', () => stopped.reject(ending.signal.reason), { once: true });
  const onResolved = (addresses: readonly string[]) => {
    tap.note({ key: 'resolved', parameters: { host, addresses: addresses.join(' ') } });
    events?.onResolved?.(addresses);
  };
  try {
    ending.signal.throwIfAborted();
    // A look-up cannot be cancelled; its result is ignored.
    const search = addresses ? { lookup: knownAddresses(addresses) } : { onResolved };
    const socket = await Promise.race([connectFirst({ host, port, clock, signal: ending.signal, ...search }), stopped.promise]);
    const address = socket.remoteAddress ?? '';
    tap.note({ key: 'connected', parameters: { address, port: socket.remotePort ?? 0, localPort: socket.localPort ?? 0 } });
    events?.onConnected?.(address);
    return socket;
  } catch (error) {
    throw refused(destination, reason ?? classifyTlsError(error, host, port, trust));
  } finally {
    cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Uses the checked addresses: a second look-up could answer others. */
const knownAddresses =
  (addresses: readonly string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: isIP(address) }));

const refused = ({ protocol, host, port, tap }: Destination, reason: Failure): FailureError =>
  new FailureError({ ...reason, protocol, host, port, ...(tap.session ? { session: tap.session } : {}) });

/** TLS over a socket on which the server has just agreed to it. What the peer sent before the handshake is the caller's to refuse. */
export function secureSocket(destination: Destination, plain: Socket): Promise<Socket> {
  const { host, port, trust, tap, events } = destination;
  tap.note({ key: 'starttls', parameters: {} });
  const socket = connectTls({ socket: plain, host, ...tlsOptionsFor(host, port, trust) });
  noteSecured(socket, tap, events ?? {});
  return settle(destination, socket);
}

/** Waits for the handshake. */
function settle(destination: Destination, socket: TLSSocket): Promise<Socket> {
  const { host, port, trust, clock, deadline, signal } = destination;
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const refuse = (reason: Failure) => {
    release();
    // A late error of an abandoned socket must not end the process.
    socket.on('error', () => undefined);
    socket.destroy();
    reject(refused(destination, reason));
  };
  const onError = (error: Error) => refuse(classifyTlsError(error, host, port, trust));
  const onClose = () => refuse(failure('tls-failed', { permanent: false }));
  const onAbort = () => refuse(failure('cancelled'));
  const onReady = () => {
    release();
    resolve(socket);
  };
  const cancel = clock.after(deadline, () => refuse(failure('connection-timeout', { detail: { milliseconds: deadline } })));
  const release = () => {
    cancel();
    socket.off('error', onError).off('close', onClose).off('secureConnect', onReady);
    signal?.removeEventListener('abort', onAbort);
  };
  socket.on('error', onError).on('close', onClose).once('secureConnect', onReady);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return promise;
}

/** Names of a certificate that are noted; a provider's may have hundreds. */
const mostNames = 50;

/** The server's own certificate, then those that vouch for it, by number: `subject`, `subject1`, `subject2`. */
function noteOfChain(chain: readonly ShownCertificate[]): Record<string, string> {
  const facts: Record<string, string> = {};
  chain.forEach(({ subject, issuer, validFrom, validTo, names, fingerprint }, at) => {
    const number = at === 0 ? '' : String(at);
    Object.assign(facts, {
      [`subject${number}`]: subject,
      [`issuer${number}`]: issuer,
      [`validFrom${number}`]: validFrom,
      [`validTo${number}`]: validTo,
      [`fingerprint${number}`]: fingerprint,
      ...(at === 0 && names.length > 0 ? { names: names.slice(0, mostNames).join(' ') } : {}),
    });
  });
  return facts;
}

/** Records the certificate as presented, trusted or not, and the negotiated parameters once the handshake is over. */
export function noteSecured(socket: TLSSocket, tap: Tap, events: TransportEvents): void {
  let subject: string | null = null;
  // Before Node's own listener, which destroys the socket and its certificate when that is not trusted.
  socket.prependOnceListener('secure', () => {
    const chain = shownChain(socket);
    const [leaf] = chain;
    if (!leaf) return;
    keepValidity(socket, chain);
    subject = leaf.subject;
    tap.note({ key: 'certificate', parameters: noteOfChain(chain) });
    events.onCertificate?.(chain);
  });
  // Before the library's own listener, which speaks at once: what it says is inside TLS already.
  socket.prependOnceListener('secureConnect', () => {
    const { name, standardName } = socket.getCipher();
    const facts = {
      protocol: socket.getProtocol() ?? '',
      cipher: standardName ?? name,
      alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    };
    tap.secured(facts);
    events.onSecured?.([facts.protocol, facts.cipher, ...(subject ? [subject] : [])]);
  });
}
