/** What messages and notes of name look-up mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
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
  // A question and its answer by hand
  'dns.message.asks': 'Asks for the {type} records of {name}.',
  'dns.message.asks.alone': 'Asks for the {type} records of {name}, and only for what this server knows itself: it is not to ask others.',
  'dns.message.answered': 'The name exists and has what was asked for. Records in the answer: {count}.',
  'dns.message.alias': 'The name is an alias: the answer names the other one, which has no record of this type here.',
  'dns.message.referral': {
    means: 'The server does not know, and names the servers that do.',
    cause: 'It was not asked to find out itself, or does so for its own users only.',
    next: 'Ask one of the servers named in the authority section, or another name server.',
  },
  'dns.message.empty': {
    means: 'The name exists, but has no record of this type.',
    cause: 'For MX this is allowed: mail then goes to the address of the name itself. For other types there is nothing to find.',
    next: 'Ask for another type, or for the name above it.',
  },
  'dns.message.truncated': 'The answer did not fit into a datagram and was cut; it is asked for again over TCP.',
  'dns.answer.NXDOMAIN': {
    means: 'This name does not exist, and nothing below it.',
    cause: 'It is mistyped, the domain has expired, or the name exists only inside a network whose name server was not asked.',
    next: 'Check the name letter by letter; then ask the domain’s own name servers, which the NS records of the domain above it name.',
  },
  'dns.answer.SERVFAIL': {
    means: 'The name server could not find out.',
    cause: 'The servers of the domain do not answer, or their signatures are wrong: DNSSEC that has expired is a usual reason.',
    next: 'Ask another name server, and the domain’s own ones directly; where only those that check signatures fail, it is DNSSEC.',
  },
  'dns.answer.REFUSED': {
    means: 'The name server does not answer this question from here.',
    cause: 'It serves only its own zones, or only its own network.',
    next: 'Ask the name server of your network, or one that serves everybody.',
  },
  'dns.answer.FORMERR': {
    means: 'The name server could not read the question.',
    cause: 'It is old and does not know what was added to the question (EDNS), or something on the way changed it.',
    next: 'Ask again without signatures, or ask another name server.',
  },
  'dns.answer.NOTIMP': {
    means: 'The name server does not answer questions of this kind.',
    cause: 'It knows only part of the protocol.',
    next: 'Ask another name server.',
  },
  'dns.message.status.other': {
    means: 'The name server answers with the status {status}.',
    cause: 'It is not one that a look-up usually gets.',
    next: 'Ask another name server and compare.',
  },
  'dns.message.unreadable': {
    means: 'These bytes are no message of the domain name system, or one that is made to be costly to read.',
    cause: 'Something else answers on this port.',
    next: 'Check address and port of the name server.',
  },
  'dns.type.A': 'An IPv4 address.',
  'dns.type.AAAA': 'An IPv6 address.',
  'dns.type.MX':
    'A server that takes mail for the domain. The number is its priority: the lowest is tried first, equal ones share the load.',
  'dns.type.MX.null': 'The domain takes no mail at all: a single MX with priority 0 and a dot for a name.',
  'dns.type.TXT': 'Free text. Mail uses it for who may send (SPF), for keys of signatures (DKIM) and for the policy (DMARC).',
  'dns.type.CNAME': 'The name is an alias of another one, which must be looked up instead. A mail domain itself must be none.',
  'dns.type.NS': 'A name server that knows this zone.',
  'dns.type.SOA': 'The zone’s own data: first name server, person in charge, serial number, and how often others compare.',
  'dns.type.PTR': 'The name of an address. Many servers refuse mail from an address that has none, or whose name does not lead back.',
  'dns.type.SRV': 'Host and port of a service, such as where a domain’s IMAP or submission server is.',
  'dns.type.TLSA': 'Which certificate a server must show (DANE). It counts only where the zone is signed.',
  'dns.type.CAA': 'Which authorities may issue certificates for the domain.',
  'dns.type.DNSKEY': 'A public key with which the zone is signed.',
  'dns.type.DS': 'A fingerprint of the key of the zone below, kept in the one above: the link of trust between them.',
  'dns.type.RRSIG': 'A signature over records of one type, with the dates between which it holds.',
  'dns.type.NSEC': 'Proof that nothing lies between two names.',
  'dns.type.SPF': 'An early place for who may send, given up in favour of TXT.',
  'dns.type.other': 'A type of record for other purposes than mail.',
  'dns.flag.aa': 'The server knows this from the zone itself and not from others.',
  'dns.flag.tc': 'Cut: the rest has to be asked for over TCP.',
  'dns.flag.rd': 'The server was asked to find out what it does not know.',
  'dns.flag.ra': 'The server finds out for others.',
  'dns.flag.ad': 'The server has checked the signatures. To be believed only where the way to it is safe.',
  'dns.flag.cd': 'The server was asked to leave the checking of signatures to us.',
} satisfies Readonly<Record<string, Entry>>;
