/** Who receives the mail of a domain (RFC 5321 §5.1): its MX records, each host's addresses, and the names that these lead back to. */
import { isIP } from 'node:net';
import type { DeliveryReport, Finding, Receiver } from '../../../contract/delivery/mail-domain.ts';
import { reverseName } from '../../dns/dns-names.ts';
import { isPublicAddress } from '../../wire/public-address.ts';
import { finding } from './finding.ts';
import { type Found, type Lookups, plainName, withDot } from './lookups.ts';

interface Receivers {
  readonly kind: DeliveryReport['receivers']['kind'];
  readonly hosts: readonly Receiver[];
  readonly findings: readonly Finding[];
  /** The server says that it has validated the MX records, or that there are none. */
  readonly isAuthentic: boolean;
}

/** Hosts that are looked at: more than any provider names. */
const mostHosts = 20;
const mostAddresses = 8;

interface Exchange {
  readonly preference: number;
  readonly host: string;
}

export async function findReceivers(domain: string, lookups: Lookups): Promise<Receivers> {
  const mx = await lookups.find(domain, 'MX');
  const isAuthentic = mx.isAuthentic;
  const alone = (id: Parameters<typeof finding>[0], facts: Record<string, string> = {}): Receivers => ({
    kind: 'unknown',
    hosts: [],
    findings: [finding(id, { about: domain, facts })],
    isAuthentic,
  });
  if (mx.kind === 'failed') return alone('mx.unanswered', { status: mx.status });
  if (mx.kind === 'missing') return { ...alone('domain.missing'), kind: 'none' };
  if (mx.kind === 'none') return { ...(await implicitReceiver(domain, lookups)), isAuthentic };

  const exchanges = mx.data.map(readExchange).sort((one, other) => one.preference - other.preference || compare(one.host, other.host));
  const named = exchanges.filter(({ host }) => host !== '.');
  // RFC 7505 §3: one record, whose host is the root.
  if (named.length === 0) return { ...alone('mx.null'), kind: 'null' };
  const findings = [finding('mx.found', { about: domain, facts: { count: named.length } })];
  if (named.length < exchanges.length) findings.push(finding('mx.null-mixed', { about: domain }));
  const hosts = new Map<string, Exchange>();
  for (const exchange of named) {
    const plain = plainName(exchange.host);
    if (hosts.has(plain)) findings.push(finding('mx.twice', { about: exchange.host }));
    else hosts.set(plain, exchange);
  }
  if (hosts.size > mostHosts) findings.push(finding('mx.many', { about: domain, facts: { count: hosts.size, looked: mostHosts } }));
  const looked = await Promise.all([...hosts.values()].slice(0, mostHosts).map((exchange) => lookAtHost({ ...exchange, domain, lookups })));
  return {
    kind: 'mx',
    hosts: looked.map(({ receiver }) => receiver),
    findings: [...findings, ...looked.flatMap((each) => each.findings)],
    isAuthentic,
  };
}

function readExchange(data: string): Exchange {
  const space = data.indexOf(' ');
  return { preference: Number(data.slice(0, space)) || 0, host: data.slice(space + 1) };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** RFC 5321 §5.1: without an MX record the domain itself is the host. */
async function implicitReceiver(domain: string, lookups: Lookups): Promise<Omit<Receivers, 'isAuthentic'>> {
  const { receiver, findings, isMissing } = await lookAtHost({ preference: null, host: withDot(domain), domain, lookups });
  const publish = [{ name: withDot(domain), type: 'MX', data: `10 ${withDot(domain)}` }];
  if (receiver.addresses.length > 0)
    return { kind: 'implicit', hosts: [receiver], findings: [finding('mx.implicit', { about: domain, publish }), ...findings] };
  const data = `10 ${withDot(`mail.${domain}`)}`;
  const none = finding('mx.none', { about: domain, publish: [{ name: withDot(domain), type: 'MX', data }] });
  return isMissing ? { kind: 'none', hosts: [], findings: [none] } : { kind: 'unknown', hosts: [], findings };
}

interface HostNeeds {
  readonly preference: number | null;
  readonly host: string;
  readonly domain: string;
  readonly lookups: Lookups;
}

interface Looked {
  readonly receiver: Receiver;
  readonly findings: readonly Finding[];
  /** It is known to have no address. */
  readonly isMissing: boolean;
}

async function lookAtHost({ preference, host, domain, lookups }: HostNeeds): Promise<Looked> {
  const nobody: Receiver = { host, preference, alias: null, addresses: [], tlsa: [] };
  const mxRecord = (target: string) => ({ name: withDot(domain), type: 'MX', data: `${preference ?? 10} ${target}` });
  if (isIP(plainName(host)) !== 0) {
    const publish = [mxRecord(withDot(`mail.${domain}`)), addressRecord(withDot(`mail.${domain}`), plainName(host))];
    return { receiver: nobody, findings: [finding('mx.address', { about: host, publish })], isMissing: true };
  }
  const [four, six] = await Promise.all([lookups.find(host, 'A'), lookups.find(host, 'AAAA')]);
  const findings: Finding[] = [];
  const alias = four.alias ?? six.alias;
  const isLoop = four.isLoop || six.isLoop || (four.kind === 'failed' && (await leadsBack(host, lookups)));
  if (isLoop) {
    const loop = finding('mx.alias-loop', { about: host, publish: [addressRecord(host, '<address>')] });
    return { receiver: { ...nobody, alias }, findings: [loop], isMissing: true };
  }
  // RFC 2181 §10.3, RFC 5321 §5.1: the host of an MX record must not be an alias. A domain without one may be.
  if (alias !== null && preference !== null)
    findings.push(finding('mx.alias', { about: host, facts: { target: alias }, publish: [mxRecord(alias)] }));
  const addresses = [...four.data, ...six.data].slice(0, mostAddresses);
  if (addresses.length === 0) {
    const failed = [four, six].find(({ kind }) => kind === 'failed');
    if (failed) findings.push(finding('mx.host-unanswered', { about: host, facts: { status: failed.status } }));
    else if (preference !== null) findings.push(hostWithoutAddress(host, [four, six]));
    return { receiver: { ...nobody, alias }, findings, isMissing: !failed };
  }
  if (preference !== null && findings.length === 0)
    findings.push(finding('mx.host', { about: host, facts: { addresses: addresses.join(' ') } }));
  const reached = await Promise.all(addresses.map((address) => lookBack(address, lookups)));
  findings.push(...reached.flatMap((each) => each.findings));
  const own = addresses.find((address) => !isPublicAddress(address));
  if (own !== undefined) findings.push(finding('mx.private', { about: host, facts: { address: own } }));
  return { receiver: { ...nobody, alias, addresses: reached.map(({ entry }) => entry) }, findings, isMissing: false };
}

/** Aliases behind a name that are asked about one by one. */
const mostAliases = 8;

/** Whether an alias leads back to a name before it: name servers answer SERVFAIL to that, and tell each alias alone. */
async function leadsBack(host: string, lookups: Lookups): Promise<boolean> {
  const seen = new Set<string>();
  for (let at = plainName(host); seen.size < mostAliases; ) {
    if (seen.has(at)) return true;
    seen.add(at);
    const [target] = (await lookups.find(at, 'CNAME')).data;
    if (target === undefined) return false;
    at = plainName(target);
  }
  return false;
}

const hostWithoutAddress = (host: string, answers: readonly Found[]): Finding =>
  finding(answers.some(({ kind }) => kind === 'missing') ? 'mx.missing' : 'mx.no-address', {
    about: host,
    publish: [addressRecord(host, '<address>')],
  });

const addressRecord = (name: string, address: string) => ({ name, type: address.includes(':') ? 'AAAA' : 'A', data: address });

const mostNames = 10;

/** The names of an address, and whether one of them leads back to it: many receivers refuse mail from an address where none does. */
export async function lookBack(
  address: string,
  lookups: Lookups,
): Promise<{ readonly entry: Receiver['addresses'][number]; readonly findings: readonly Finding[] }> {
  const name = withDot(reverseName(address));
  const answer = await lookups.find(name, 'PTR');
  const names = answer.data.slice(0, mostNames);
  if (answer.kind === 'failed')
    return {
      entry: { address, names: [], agrees: false },
      findings: [finding('ptr.unanswered', { about: address, facts: { status: answer.status } })],
    };
  if (names.length === 0) {
    const publish = [{ name, type: 'PTR', data: '<host name>' }];
    return { entry: { address, names: [], agrees: false }, findings: [finding('ptr.none', { about: address, publish })] };
  }
  const type = address.includes(':') ? 'AAAA' : 'A';
  const forward = await Promise.all(names.map((each) => lookups.find(each, type)));
  const right = names.find((_, index) => forward[index]?.data.some((found) => sameAddress(found, address)));
  if (right !== undefined)
    return { entry: { address, names, agrees: true }, findings: [finding('ptr.agrees', { about: address, facts: { name: right } })] };
  const publish = [addressRecord(names[0] ?? '', address)];
  return {
    entry: { address, names, agrees: false },
    findings: [finding('ptr.differs', { about: address, facts: { names: names.join(' ') }, publish })],
  };
}

/** IPv6 addresses have many writings; their reverse name has one. */
const sameAddress = (one: string, other: string): boolean => one === other || reverseName(one) === reverseName(other);
