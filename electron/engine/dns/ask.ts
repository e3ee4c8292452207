/**
 * One question to one name server as a tapped connection (RFC 1035 §4.2): by datagram, again where none comes back, and over TCP where the
 * answer was cut. Both stand in one session. It refuses to know zones and caches, and follows no referral.
 */
import { randomInt } from 'node:crypto';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import { classifySocketError } from '../wire/classify.ts';
import { hostName } from '../wire/host-name.ts';
import type { OpenTap, SessionOpening, Tap } from '../wire/tap.ts';
import { endNote, openPlainSocket } from '../wire/transport.ts';
import type { TrustPolicy } from '../wire/trust.ts';
import { type DnsMessage, type DnsQuestion, encodeQuestion, readDnsMessage } from './dns-message.ts';

interface DnsLookup {
  /** A name server by address or name. */
  readonly server: { readonly host: string; readonly port: number };
  /** Its name and type have been checked. */
  readonly question: DnsQuestion;
  /** TCP from the beginning, or only where an answer does not fit into a datagram (RFC 7766 §5). */
  readonly transport: 'automatic' | 'tcp';
  readonly openTap: OpenTap;
  readonly opening: Omit<SessionOpening, 'protocol' | 'host' | 'port'>;
  readonly clock: Clock;
  readonly trust: TrustPolicy;
  readonly signal?: AbortSignal;
  /** Milliseconds from each datagram to the next one, and from the last one to the end; by default those for one question by hand. */
  readonly waits?: readonly number[];
}

interface DnsAnswer {
  /** Of the transcript. */
  readonly session: string;
  readonly message: DnsMessage;
  readonly transport: 'udp' | 'tcp';
  /** From the last time that it was asked to the answer. */
  readonly milliseconds: number;
  /** Octets of the answer. */
  readonly size: number;
}

/** RFC 1035 §4.2.1. */
const patient = [1_500, 3_000, 5_000] as const;
/** Milliseconds for everything over TCP. */
const tcpWithin = 10_000;
/** Datagrams that answer another question, forged or late, after which the look-up is given up. */
const mostStray = 64;

/** Rejects with a `FailureError`; the session is over then, too. A status like NXDOMAIN is an answer and no failure. */
export async function askDns(asked: DnsLookup): Promise<DnsAnswer> {
  const { host, port } = asked.server;
  const tap = asked.openTap({ ...asked.opening, protocol: 'dns', host, port });
  const name = (reason: Failure): FailureError =>
    new FailureError({ ...reason, protocol: 'dns', host, port, ...(tap.session ? { session: tap.session } : {}) });
  try {
    const answer = await askWithOrWithout(asked, tap);
    tap.note({ key: 'closed', parameters: {} });
    tap.end();
    return { session: tap.session, ...answer };
  } catch (error) {
    const reason = name(error instanceof FailureError ? error.failure : classifySocketError(error, host, port)).failure;
    tap.note(endNote(reason));
    tap.end(reason);
    throw new FailureError(reason);
  }
}

type Heard = Omit<DnsAnswer, 'session'>;

/** Old servers, and boxes before others, refuse a question only because of its OPT record: then it is asked without (RFC 6891 §7). */
async function askWithOrWithout(asked: DnsLookup, tap: Tap): Promise<Heard> {
  const heard = await askEitherWay(asked, tap);
  const { status, extension } = heard.message;
  const isRefused = status === 'BADVERS' || ((status === 'FORMERR' || status === 'NOTIMP') && extension === null);
  if (!isRefused || asked.question.hasExtension === false) return heard;
  tap.note({ key: 'edns-refused', parameters: { status } });
  return askEitherWay({ ...asked, question: { ...asked.question, hasExtension: false } }, tap);
}

async function askEitherWay(asked: DnsLookup, tap: Tap): Promise<Heard> {
  if (asked.transport === 'tcp') return askOverTcp(asked, tap);
  const heard = await askByDatagram(asked, tap);
  if (!heard.message.flags.includes('tc')) return heard;
  tap.note({ key: 'truncated', parameters: {} });
  return askOverTcp(asked, tap);
}

/** Whether a message answers this question: the number is right, and so is the question that is repeated in it (RFC 5452 §9.1). */
function answers(message: DnsMessage | null, id: number, { name, type }: DnsQuestion): message is DnsMessage {
  if (message === null || !message.isResponse || message.id !== id) return false;
  const [asked] = message.questions;
  // A server that could not read the question has none to repeat.
  if (!asked) return message.status !== 'NOERROR';
  const plain = (text: string) => text.toLowerCase().replace(/\.$/, '');
  return plain(asked.name) === plain(name) && asked.type === type;
}

async function addressOf(host: string, tap: Tap): Promise<{ address: string; family: number }> {
  const family = isIP(host);
  if (family !== 0) return { address: host, family };
  const found = await lookup(hostName(host));
  tap.note({ key: 'resolved', parameters: { host, addresses: found.address } });
  return found;
}

async function askByDatagram({ server, question, clock, signal, waits = patient }: DnsLookup, tap: Tap): Promise<Heard> {
  const heard = Promise.withResolvers<Heard>();
  heard.promise.catch(() => undefined); // also when nobody waits for it any more
  const stop = stopping(clock, sum(waits), signal);
  let socket: DatagramSocket | null = null;
  let cancelNext = () => {};
  try {
    const { address, family } = await Promise.race([addressOf(server.host, tap), stop.stopped]);
    const open = createSocket(family === 6 ? 'udp6' : 'udp4');
    socket = open;
    const id = randomInt(65_536);
    const bytes = encodeQuestion(question, id);
    let sentAt = clock.now();
    let stray = 0;
    const send = (turn: number) => {
      sentAt = clock.now();
      tap.client(bytes);
      open.send(bytes, (error) => error && heard.reject(error));
      if (turn + 1 < waits.length) cancelNext = clock.after(waits[turn] ?? 0, () => send(turn + 1));
    };
    open.on('error', heard.reject);
    open.on('message', (said) => {
      tap.server(said);
      const message = readDnsMessage(said);
      if (answers(message, id, question))
        heard.resolve({ message, transport: 'udp', milliseconds: clock.now() - sentAt, size: said.length });
      else if (++stray >= mostStray) heard.reject(new FailureError(failure('protocol-violation', { detail: { stray } })));
    });
    // Only datagrams of this address and port are heard then.
    open.connect(server.port, address, () => {
      tap.note({ key: 'datagrams', parameters: { address, port: server.port } });
      send(0);
    });
    return await Promise.race([heard.promise, stop.stopped]);
  } finally {
    cancelNext();
    stop.release();
    socket?.close();
  }
}

const sum = (all: readonly number[]): number => all.reduce((before, each) => before + each, 0);

/** Rejects when it is cancelled, or when the server has been silent for so many milliseconds. */
function stopping(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): { stopped: Promise<never>; release: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined); // also when nobody waits any more
  const cancel = clock.after(milliseconds, () => reject(new FailureError(failure('connection-stalled', { detail: { milliseconds } }))));
  const onAbort = () => reject(new FailureError(failure('cancelled')));
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    stopped: promise,
    release() {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

async function askOverTcp({ server, question, clock, trust, signal }: DnsLookup, tap: Tap): Promise<Heard> {
  const { host, port } = server;
  const destination = { protocol: 'dns' as const, host, port, trust, tap, clock, deadline: tcpWithin, ...(signal ? { signal } : {}) };
  const socket = await openPlainSocket(destination);
  const heard = Promise.withResolvers<Heard>();
  heard.promise.catch(() => undefined); // also when nobody waits for it any more
  const stop = stopping(clock, tcpWithin, signal);
  let flush = () => {};
  try {
    const id = randomInt(65_536);
    const message = encodeQuestion(question, id);
    const framed = Buffer.concat([lengthOf(message), message]);
    const sentAt = clock.now();
    flush = listen(socket, tap, {
      onMessage(said) {
        const answer = readDnsMessage(said);
        if (!answers(answer, id, question)) return heard.reject(new FailureError(failure('protocol-violation')));
        heard.resolve({ message: answer, transport: 'tcp', milliseconds: clock.now() - sentAt, size: said.length });
      },
      onEnd: (error) => heard.reject(error ?? new FailureError(failure('connection-lost'))),
    });
    tap.client(framed);
    socket.write(framed);
    return await Promise.race([heard.promise, stop.stopped]);
  } finally {
    stop.release();
    socket.destroy();
    flush();
  }
}

/** RFC 1035 §4.2.2. */
function lengthOf(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return length;
}

interface MessageListener {
  readonly onMessage: (said: Buffer) => void;
  readonly onEnd: (error: Error | null) => void;
}

/** Cuts what comes into messages, each behind its length; the tap hears whole ones. @returns what makes it hear the rest */
function listen(socket: Socket, tap: Tap, { onMessage, onEnd }: MessageListener): () => void {
  let held = Buffer.alloc(0);
  let lost: Error | null = null;
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const whole = held.subarray(0, 2 + held.readUInt16BE(0));
      held = held.subarray(whole.length);
      tap.server(whole);
      onMessage(whole.subarray(2));
    }
  });
  socket.on('error', (error) => {
    lost = error;
  });
  socket.once('close', () => onEnd(lost));
  return () => {
    if (held.length > 0) tap.server(held);
    held = Buffer.alloc(0);
  };
}
