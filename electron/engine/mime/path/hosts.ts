/** Names and addresses of hosts: whose they are, and which belong to nobody outside. Asks nobody. */
import { BlockList, isIP } from 'node:net';
import { getDomain } from 'tldts';

const inside = new BlockList();
// RFC 1918 §3, RFC 1122 §3.2.1.3, RFC 3927, RFC 6598; RFC 4193, RFC 4291 §2.5.
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  // 6to4 of 10.0.0.0/8, in which Google writes the machines of its own network.
  ['2002:a00::', 24],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** Whether an address means nothing outside of one network, or of one machine. */
export function isPrivateAddress(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && inside.check(address, kind === 4 ? 'ipv4' : 'ipv6');
}

/** A name that no name server outside knows: of one word, or below a name kept for such use (RFC 6761, RFC 8375, RFC 6762). */
export const isLocalName = (name: string): boolean =>
  !name.includes('.') || /\.(?:local|localdomain|internal|intranet|lan|home\.arpa|corp|private)\.?$/i.test(name);

/** Domains of one provider, each under the first. */
const sameProvider: ReadonlyMap<string, string> = new Map(
  [
    ['google.com', 'gmail.com', 'googlemail.com'],
    ['outlook.com', 'office365.com', 'hotmail.com', 'live.com', 'microsoft.com'],
    ['yahoo.com', 'yahoo.net', 'yahoodns.net', 'aol.com'],
    ['icloud.com', 'me.com', 'mac.com', 'apple.com'],
  ].flatMap((domains) => domains.map((domain) => [domain, domains[0] ?? domain] as const)),
);

/** The domain that its owner registered (https://publicsuffix.org), in lower case; null where there is none. */
export function organisationOf(name: string): string | null {
  if (isLocalName(name)) return null;
  const domain = getDomain(name.replace(/\.$/, ''), { allowPrivateDomains: true })?.toLowerCase() ?? null;
  return domain === null ? null : (sameProvider.get(domain) ?? domain);
}

/**
 * Gmail writes what it found just below its own trace field, into every message, and gives fields that come with a message another name: the first one
 * there is always its own.
 */
export const writesResultsBelow = (organisation: string | null): boolean => organisation === 'google.com';

/** Public addresses between the machines of one provider, by its first domain. */
const ofProviders = new Map([['outlook.com', new BlockList()]]);
// Microsoft 365: its servers hand mail to each other over these, and take none from outside there.
ofProviders.get('outlook.com')?.addSubnet('2603:1000::', 24, 'ipv6');

/** Whether an address is one that machines of this organisation use among themselves. */
export const isOfProvider = (address: string, organisation: string): boolean =>
  isIP(address) === 6 && (ofProviders.get(organisation)?.check(address, 'ipv6') ?? false);
