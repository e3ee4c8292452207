/**
 * A name server for the practice domain, over UDP: enough to see how a message finds its way. It knows a few names under `.test`, which
 * nobody owns (RFC 6761 §6.2), asks no other server and says so (REFUSED) about all other names.
 */
import { createSocket } from 'node:dgram';
import dnsPacket, { type Answer } from 'dns-packet';
import { otherHosts } from './queue/other-hosts.ts';

export interface NameServer {
  readonly port: number;
  close(): Promise<void>;
}

interface NameServerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly domain: string;
  /** An answer that could not be sent. */
  readonly onError: (error: unknown) => void;
}

/** Seconds. */
const ttl = 300;

/** The records by name, without the dot at its end. */
function zoneOf(domain: string): ReadonlyMap<string, readonly Answer[]> {
  const mx = (name: string, preference: number, exchange: string): Answer => ({ name, type: 'MX', ttl, data: { preference, exchange } });
  const address = (name: string): Answer => ({ name, type: 'A', ttl, data: '127.0.0.1' });
  const records: readonly Answer[] = [
    mx(domain, 20, `mx2.${domain}`),
    mx(domain, 10, `mx1.${domain}`),
    address(domain),
    { name: domain, type: 'TXT', ttl, data: 'v=spf1 mx -all' },
    address(`mx1.${domain}`),
    address(`mx2.${domain}`),
    // RFC 5321 §5.1: without MX the address of the domain itself is the way.
    address('no-mx.test'),
    // RFC 7505 §3: a domain that takes no mail says so.
    mx('no-mail.test', 0, '.'),
    address('no-mail.test'),
    ...otherHosts.flatMap(({ domain: other, exchange }) => [mx(other, 10, exchange), address(exchange)]),
  ];
  const zone = new Map<string, Answer[]>();
  for (const record of records) zone.set(record.name, [...(zone.get(record.name) ?? []), record]);
  return zone;
}

const isOurs = (name: string, zone: ReadonlyMap<string, unknown>): boolean =>
  zone.has(name) || [...zone.keys()].some((known) => name.endsWith(`.${known}`)) || /(?:^|\.)test$/.test(name);

/** RFC 1035 §4.1.1. */
const rcodes = { NOERROR: 0, NXDOMAIN: 3, REFUSED: 5 } as const;

export async function createNameServer({ host, port, domain, onError }: NameServerOptions): Promise<NameServer> {
  const zone = zoneOf(domain);
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const reply = answer(bytes, zone);
    if (reply) socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  socket.on('error', onError);
  return { port: socket.address().port, close: () => new Promise((resolve) => socket.close(() => resolve())) };
}

/** @returns null for what is no question: it is not answered (RFC 5625 §4.1 leaves that to the server) */
function answer(bytes: Buffer, zone: ReadonlyMap<string, readonly Answer[]>): Buffer | null {
  let asked: dnsPacket.Packet;
  try {
    asked = dnsPacket.decode(bytes);
  } catch {
    // Not DNS: its sender waits for no answer.
    return null;
  }
  const question = asked.questions?.[0];
  if (asked.type !== 'query' || !question) return null;
  const name = question.name.toLowerCase().replace(/\.$/, '');
  const held = zone.get(name) ?? [];
  const answers = held.filter(({ type }) => type === question.type);
  const exchanges = answers.flatMap((record) => (record.type === 'MX' ? [record.data.exchange] : []));
  const status = !isOurs(name, zone) ? 'REFUSED' : held.length === 0 ? 'NXDOMAIN' : 'NOERROR';
  return dnsPacket.encode({
    type: 'response',
    id: asked.id ?? 0,
    flags:
      (status === 'REFUSED' ? 0 : dnsPacket.AUTHORITATIVE_ANSWER) | ((asked.flags ?? 0) & dnsPacket.RECURSION_DESIRED) | rcodes[status],
    questions: [question],
    answers,
    additionals: exchanges.flatMap((exchange) => (zone.get(exchange) ?? []).filter(({ type }) => type === 'A')),
  });
}
