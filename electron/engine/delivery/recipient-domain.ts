/**
 * Whether a domain can take mail at all, as far as the DNS (RFC 5321 §5.1) and its own policy (RFC 8461) say. What no server answers is no
 * problem: a sender must not be frightened by a network that is away.
 */
import type { RecipientProblem } from '../../contract/delivery/recipients.ts';
import { type Lookups, plainName } from './examine/lookups.ts';
import { allows, readPolicy } from './examine/sts-policy.ts';

interface RecipientDomain {
  /** In ASCII. */
  readonly domain: string;
  readonly lookups: Pick<Lookups, 'find'>;
  /** The text of its policy file; null where it cannot be had. Called only where the domain has published that there is one. */
  readonly policy: (domain: string) => Promise<string | null>;
}

type Verdict = Pick<RecipientProblem, 'problem' | 'servers'>;

/** Servers that are looked at: of more, one will have an address. */
const mostServers = 5;

/** @returns what is wrong, or null */
export async function examineRecipientDomain({ domain, lookups, policy }: RecipientDomain): Promise<Verdict | null> {
  const mx = await lookups.find(domain, 'MX');
  if (mx.kind === 'failed') return null;
  if (mx.kind === 'missing') return { problem: 'no-domain', servers: [] };
  // RFC 5321 §5.1: without an MX record the domain's own address receives.
  if (mx.kind === 'none') return (await hasNoAddress(domain, lookups)) ? { problem: 'no-server', servers: [] } : null;
  const hosts = [...new Set(mx.data.map((record) => plainName(record.slice(record.indexOf(' ') + 1))))];
  const servers = hosts.filter((host) => host !== '.');
  // RFC 7505 §3: the root as the only server.
  if (servers.length === 0) return { problem: 'null-mx', servers: [] };
  if (servers.length > mostServers) return null;
  const without = await Promise.all(servers.map((host) => hasNoAddress(host, lookups)));
  if (without.every((isSo) => isSo)) return { problem: 'no-address', servers };
  return (await isForbidden({ domain, lookups, policy }, servers)) ? { problem: 'tls-policy', servers } : null;
}

/** Whether it is certain that a name has no address. */
async function hasNoAddress(name: string, lookups: Pick<Lookups, 'find'>): Promise<boolean> {
  const found = await Promise.all([lookups.find(name, 'A'), lookups.find(name, 'AAAA')]);
  return found.every(({ kind }) => kind === 'none' || kind === 'missing');
}

/** Whether the domain's policy allows none of its servers (RFC 8461 §5): a sender that keeps to it delivers nothing. */
async function isForbidden({ domain, lookups, policy }: RecipientDomain, servers: readonly string[]): Promise<boolean> {
  const record = await lookups.find(`_mta-sts.${domain}`, 'TXT');
  if (!record.data.some((text) => /v=STSv1\b/.test(text))) return false;
  const text = await policy(domain);
  const read = text === null ? null : readPolicy(text);
  return read !== null && !('fault' in read) && read.mode === 'enforce' && !servers.some((host) => allows(read.patterns, host));
}
