/** How this computer itself finds a name: the domains that it searches, and the addresses of a server that is named to it. */
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostName } from '../wire/host-name.ts';

/** As many as the resolver of the GNU C library reads (resolv.conf(5)). */
const mostDomains = 32;

interface SearchList {
  readonly domains: string[];
  /** A name with at least as many dots is asked for as it is. */
  readonly dots: number;
}

/** Windows keeps its own elsewhere: there, the list is empty. @param path of resolv.conf(5) */
export async function readSearchList(path = '/etc/resolv.conf'): Promise<SearchList> {
  const text = await readFile(path, 'utf8').catch(() => '');
  let domains: string[] = [];
  let dots = 1;
  for (const line of text.split('\n')) {
    const [keyword = '', ...values] = line.trim().split(/\s+/);
    // The last one counts, of both keywords.
    if (keyword === 'search') domains = values.slice(0, mostDomains);
    else if (keyword === 'domain') domains = values.slice(0, 1);
    else if (keyword === 'options') dots = Number(values.findLast((each) => /^ndots:\d{1,2}$/.test(each))?.slice(6) ?? dots);
  }
  return { domains: domains.map((domain) => (domain === '.' ? domain : domain.replace(/\.$/, ''))), dots };
}

/** @returns those that the system knows, none where it knows none */
export async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host.replace(/%.*$/, '')) !== 0) return [host];
  const found = await lookup(hostName(host), { all: true }).catch(() => []);
  return [...new Set(found.map(({ address }) => address))];
}
