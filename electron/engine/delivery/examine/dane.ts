/** Certificates that the hosts of a domain promise in DNS (DANE for SMTP, RFC 7672): they count only where DNSSEC has validated them. */
import type { Finding, Receiver } from '../../../contract/delivery/mail-domain.ts';
import { finding } from './finding.ts';
import { type Lookups, plainName, withDot } from './lookups.ts';

interface Dane {
  /** The hosts with what was found of each. */
  readonly hosts: readonly Receiver[];
  readonly findings: readonly Finding[];
}

/**
 * @param isAuthentic the server says that it has validated the MX records: without that, nobody looks for TLSA records (RFC 7672 §2.2.1)
 * @param server that was asked
 */
export async function examineDane(hosts: readonly Receiver[], isAuthentic: boolean, server: string, lookups: Lookups): Promise<Dane> {
  const looked = await Promise.all(hosts.map((receiver) => examineHost(receiver, isAuthentic, server, lookups)));
  const findings = looked.flatMap((each) => each.findings);
  const bare = looked.filter(({ receiver, canHaveAny }) => canHaveAny && receiver.tlsa.length === 0);
  const kept = looked.filter(({ receiver }) => receiver.tlsa.length > 0);
  for (const { receiver } of bare)
    findings.push(finding(kept.length > 0 ? 'dane.partial' : 'dane.none', { about: receiver.host, publish: [promised(receiver.host)] }));
  return { hosts: looked.map(({ receiver }) => receiver), findings };
}

const promised = (host: string) => ({ name: nameFor(host), type: 'TLSA', data: '3 1 1 <SHA-256 of the public key>' });
/** RFC 6698 §3. */
const nameFor = (host: string): string => `_25._tcp.${withDot(host)}`;

const mostRecords = 16;

async function examineHost(receiver: Receiver, isAuthentic: boolean, server: string, lookups: Lookups) {
  const { host } = receiver;
  const none = { receiver, findings: [] as Finding[], canHaveAny: false };
  // RFC 7672 §2.2.2: of a host whose address is not validated no TLSA record counts, and none need be asked for.
  if (receiver.addresses.length === 0) return none;
  const [address, answer] = await Promise.all([
    lookups.find(host, receiver.addresses[0]?.address.includes(':') ? 'AAAA' : 'A'),
    lookups.find(nameFor(plainName(host)), 'TLSA'),
  ]);
  const isSigned = isAuthentic && address.isAuthentic;
  if (answer.kind === 'failed') {
    // RFC 7672 §2.1.1: a server that keeps to it puts the mail off then.
    const state = isSigned ? 'broken' : 'warning';
    return { ...none, findings: [finding('dane.unanswered', { about: host, facts: { status: answer.status }, state })] };
  }
  const tlsa = answer.data.slice(0, mostRecords);
  if (tlsa.length === 0) return { ...none, canHaveAny: isSigned };
  const findings: Finding[] = [];
  if (!isSigned || !answer.isAuthentic) findings.push(finding('dane.unsigned', { about: host, facts: { server } }));
  for (const record of tlsa) {
    const fault = faultIn(record);
    if (fault !== null) findings.push(finding(fault, { about: host, facts: { record }, publish: [promised(host)] }));
  }
  if (findings.length === 0) findings.push(finding('dane.fine', { about: host, facts: { count: tlsa.length } }));
  return { receiver: { ...receiver, tlsa }, findings, canHaveAny: isSigned };
}

/** RFC 6698 §2.1, RFC 7672 §3.1.3: only the host's own key (3) or its authority (2) can be meant for mail. */
function faultIn(record: string): 'dane.usage' | 'dane.malformed' | null {
  const [usage = '', selector = '', matching = '', ...rest] = record.split(' ');
  const octets = rest.join('').length / 2;
  const needed = { 1: 32, 2: 64 }[Number(matching)];
  if (Number(usage) > 3 || Number(selector) > 1 || Number(matching) > 2 || octets === 0) return 'dane.malformed';
  if (needed !== undefined && octets !== needed) return 'dane.malformed';
  return Number(usage) < 2 ? 'dane.usage' : null;
}
