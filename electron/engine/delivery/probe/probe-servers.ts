/** Whether the servers of a domain answer: connections to port 25 of each, and to the ports of submission where the domain names them. */
import type { Clock } from '../../../base/clock.ts';
import { createSemaphore } from '../../../base/semaphore.ts';
import type { DeliveryReport, Finding, Receiver } from '../../../contract/delivery/mail-domain.ts';
import { type Failure, toFailure } from '../../../contract/failure.ts';
import { withoutPem } from '../../wire/certificate.ts';
import type { Peer } from '../../wire/peer.ts';
import { endNote } from '../../wire/transport.ts';
import { finding } from '../examine/finding.ts';
import { type Lookups, plainName, withDot } from '../examine/lookups.ts';
import type { DeliveryPorts } from '../ports.ts';
import { isPortAllowed } from '../reachable.ts';
import { reasonOf, type Talk, talkTo } from './smtp-talk.ts';
import { promiseOf, promises } from './tlsa-match.ts';

type Probed = DeliveryReport['servers'][number];

interface ProbeNeeds {
  readonly domain: string;
  readonly hosts: readonly Receiver[];
  readonly lookups: Lookups;
  readonly ports: DeliveryPorts;
  /** Which addresses may be connected to. */
  readonly isAllowed: (address: string) => boolean;
  readonly peer: Pick<Peer, 'openTap' | 'opening' | 'trust'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onServer: (server: Probed, findings: readonly Finding[]) => void;
}

interface Target {
  readonly kind: 'relay' | 'submissions' | 'submission';
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  readonly tlsa: readonly string[];
  /** Nobody has named it: tried because many servers that receive also take mail to be sent. */
  readonly isGuess?: boolean;
}

const most = { hosts: 6, addresses: 2, atOnce: 6 } as const;

/** Announces each server as it has answered. @returns what can be said only of all of them */
export async function probeServers(needs: ProbeNeeds): Promise<Finding[]> {
  const { domain, hosts, ports, isAllowed } = needs;
  const gate = createSemaphore(most.atOnce);
  const relays = hosts.slice(0, most.hosts).map(
    ({ host, addresses, tlsa }): Target => ({
      ...{ kind: 'relay', host: plainName(host), port: ports.smtp, addresses: addresses.map(({ address }) => address), tlsa },
    }),
  );
  const named = await submissionTargets(needs);
  const all = [...relays, ...(named.length > 0 ? named : guesses(relays[0], ports))];
  const targets = all.map((target) => ({ ...target, addresses: target.addresses.filter(isAllowed) }));
  const spared = all.flatMap(({ host, port, addresses, isGuess = false }) => {
    const [address] = addresses;
    return address === undefined || isGuess || addresses.some(isAllowed)
      ? []
      : [finding('smtp.private', { about: host, facts: { address, port } })];
  });
  const outcomes = await Promise.all(
    targets.flatMap((target) => oneOfEachFamily(target.addresses).map((address) => gate(() => probe({ ...needs, target, address })))),
  );
  const silent = outcomes.filter(({ kind, failure }) => kind === 'relay' && failure !== null && isSilence(failure));
  const relay = outcomes.filter(({ kind }) => kind === 'relay');
  // One that is down leaves the others; where none is heard the network stands between.
  const isBlocked = silent.length > 0 && relay.every(({ failure }) => failure !== null && (isSilence(failure) || isUnreachable(failure)));
  if (isBlocked)
    return [...spared, finding('smtp.blocked', { about: domain, facts: { port: ports.smtp, host: relays[0]?.host ?? domain } })];
  const unheard = silent.map(({ server }) =>
    finding('smtp.silent', { about: server.host, facts: { address: server.address, port: server.port } }),
  );
  return [...spared, ...unheard];
}

const guesses = (first: Target | undefined, { submissions, submission }: DeliveryPorts): Target[] =>
  first
    ? (
        [
          { ...first, kind: 'submissions', port: submissions, tlsa: [], isGuess: true },
          { ...first, kind: 'submission', port: submission, tlsa: [], isGuess: true },
        ] as const
      ).map((each) => ({ ...each, addresses: each.addresses.slice(0, 1) }))
    : [];

const isSilence = ({ code }: Failure): boolean => code === 'connection-timeout';
const isUnreachable = ({ code }: Failure): boolean => code === 'network-unreachable' || code === 'offline';

/** An address of each protocol version: each has its own way, and may be blocked by itself. */
const oneOfEachFamily = (addresses: readonly string[]): string[] =>
  [addresses.find((each) => !each.includes(':')), addresses.find((each) => each.includes(':'))].flatMap((each) => each ?? []);

/** Servers for sending that the domain names (RFC 6186 §3.1, RFC 8314 §5.1). */
async function submissionTargets({ domain, lookups, ports }: ProbeNeeds): Promise<Target[]> {
  const services = [
    { kind: 'submissions', label: '_submissions', port: ports.submissions },
    { kind: 'submission', label: '_submission', port: ports.submission },
  ] as const;
  const found = await Promise.all(
    services.map(async ({ kind, label, port: standard }) => {
      const { data } = await lookups.find(`${label}._tcp.${domain}`, 'SRV');
      return Promise.all(
        data.slice(0, most.addresses).map(async (record) => {
          const [, , port = '', host = '.'] = record.split(' ');
          // RFC 2782: a target of the root says that there is no such service.
          const wanted = Number(port) || standard;
          if (host === '.' || !isPortAllowed(wanted, ports)) return [];
          const addresses = await Promise.all([lookups.find(host, 'A'), lookups.find(host, 'AAAA')]);
          return [{ kind, host: plainName(host), port: wanted, addresses: addresses.flatMap(({ data: all }) => all), tlsa: [] }];
        }),
      );
    }),
  );
  return found.flat(2);
}

interface One extends ProbeNeeds {
  readonly target: Target;
  readonly address: string;
}

interface Outcome {
  readonly kind: Target['kind'];
  readonly server: Probed;
  readonly failure: Failure | null;
}

async function probe(one: One): Promise<Outcome> {
  const { target, address, peer, clock, signal, onServer } = one;
  const { kind, host, port } = target;
  const tap = peer.openTap({ ...peer.opening, protocol: 'smtp', host, port });
  const bare: Probed = { host, address, port, greeting: null, extensions: [], tls: null, certificate: null, session: tap.session || null };
  try {
    const talk = await talkTo({ host, address, port, isTls: kind === 'submissions', tap, trust: peer.trust, clock, signal });
    tap.note({ key: 'closed', parameters: {} });
    tap.end();
    const { greeting, extensions, tls, chain } = talk;
    const leaf = chain[0];
    const server = { ...bare, greeting, extensions: [...extensions], tls, certificate: leaf ? withoutPem(leaf) : null };
    onServer(server, judge(target, server, talk));
    return { kind, server, failure: null };
  } catch (error) {
    const reason = toFailure(error);
    tap.note(endNote(reason));
    tap.end(reason);
    if (reason.code === 'cancelled') return { kind, server: bare, failure: reason };
    // What none of them answers is said of all of them.
    onServer(bare, kind === 'relay' && isSilence(reason) ? [] : [failed(target, address, reason, error)]);
    return { kind, server: bare, failure: reason };
  }
}

function failed({ host, port, isGuess = false }: Target, address: string, reason: Failure, error: unknown): Finding {
  const facts = { address, port, reason: reasonOf(error), reply: reason.reply ?? '' };
  if (isGuess) return finding('smtp.no-submission', { about: host, facts });
  if (reason.code === 'greeting-refused') return finding('smtp.refused', { about: host, facts });
  if (reason.code === 'connection-refused') return finding('smtp.closed', { about: host, facts });
  if (isUnreachable(reason)) return finding('smtp.no-way', { about: host, facts });
  return finding(isSilence(reason) ? 'smtp.silent' : 'smtp.failed', { about: host, facts });
}

function judge({ kind, host, tlsa }: Target, { address, port }: Probed, talk: Talk): Finding[] {
  const { extensions, tls, chain, distrust, refusedTls, greeting } = talk;
  const facts = { address, port, greeting: greeting?.split('\n')[0] ?? '' };
  if (refusedTls !== null) return [finding('smtp.starttls-failed', { about: host, facts: { ...facts, reason: refusedTls } })];
  if (tls === null && chain.length === 0) return [finding('smtp.no-starttls', { about: host, facts })];
  const findings: Finding[] = [];
  const pems = chain.map(({ pem }) => pem);
  const leaf = pems[0];
  if (distrust !== null) findings.push(finding('smtp.certificate', { about: host, facts: { ...facts, reason: distrust } }));
  if (tlsa.length > 0 && leaf !== undefined) {
    const isRight = tlsa.some((record) => promises(record, pems));
    const publish = isRight ? [] : [{ name: `_${port}._tcp.${withDot(host)}`, type: 'TLSA', data: promiseOf(leaf) }];
    findings.push(finding(isRight ? 'smtp.tlsa-fine' : 'smtp.tlsa-wrong', { about: host, facts, publish }));
  }
  if (kind !== 'relay' && tls !== null && !extensions.includes('AUTH')) findings.push(finding('smtp.no-auth', { about: host, facts }));
  if (tls !== null && findings.every(({ state }) => state === 'fine'))
    findings.unshift(finding('smtp.fine', { about: host, facts: { ...facts, tls: `${tls.protocol} ${tls.cipher}` } }));
  return findings;
}
