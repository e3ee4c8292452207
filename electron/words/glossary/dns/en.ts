/** What notes about name look-up mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const dnsEnglish = {
  // What a name leads to
  'dns.resolved.both':
    'The look-up found {count} addresses, of IPv4 and of IPv6. They are tried in turns, the next one after a quarter of a second.',
  'dns.resolved.four':
    'The look-up found only addresses of IPv4 ({count}). Several are tried one after the other, or at once if the first does not answer.',
  'dns.resolved.six':
    'The look-up found only addresses of IPv6 ({count}): from a network that has only IPv4 this server cannot be reached.',
  'dns.resolved.local': 'The name leads to this computer itself, as for a server, bridge or virus scanner that runs here.',
  // Failures
  'dns.ENOTFOUND': {
    means: 'The name server says that this name does not exist ({cause}).',
    cause: 'It is mistyped, the domain has expired, or the name exists only inside a company’s network.',
    next: 'Check the host name letter by letter; for a name of a company, connect to its VPN.',
  },
  'dns.ENODATA': {
    means: 'The name exists, but has no address ({cause}).',
    cause: 'It is the domain of mail addresses, not of the server, or its address record was removed.',
    next: 'Ask the provider for the server’s name, often mail., imap. or pop. before the domain.',
  },
  'dns.EAI_AGAIN': {
    means: 'No name server answered in time ({cause}), so nothing is known of the name.',
    cause: 'No network, a wrong DNS setting, or a login page of a public network.',
    next: 'Check whether a web page opens; it is tried again by itself.',
  },
  'dns.ESERVFAIL': {
    means:
      'The name server could not find out ({cause}): the servers of this domain do not answer, or answer with signatures that are wrong.',
    cause: 'The domain is set up wrongly or its name servers are down; DNSSEC that has expired is a usual reason.',
    next: 'The domain’s administrator must mend it; another name server may help for now.',
  },
} satisfies Readonly<Record<string, Entry>>;
