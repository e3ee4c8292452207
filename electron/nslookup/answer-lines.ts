/** An answer of a name server as nslookup of BIND 9 prints it. Not translated, like that program; every octet outside ASCII as it writes it. */
import type { DnsAnswer } from '../contract/delivery/dns.ts';
import { dnsTypeNumber } from '../contract/delivery/dns-types.ts';

type DnsRecord = DnsAnswer['answers'][number];

/** @returns lines without their ends, with the server before the answer */
export function nslookupLines(answer: DnsAnswer): string[] {
  const { server, question, status, answers } = answer;
  const name = shownName(question.name);
  const found = answers.length > 0 ? answerSection(answer) : [...unvouched(answer), `*** Can't find ${name}: No answer`];
  return [
    ...serverHead(server.host, `${server.host}#${server.port}`),
    ...(status === 'NOERROR' ? [...found, ...elsewhere(answer)] : [cannotFind(name, status)]),
  ];
}

/** @param address with the port */
export const serverHead = (name: string, address: string): string[] => [`Server:\t\t${name}`, `Address:\t${address}`, ''];

/** What is said before the records where the server has them of another one. */
export const unvouched = ({ flags }: DnsAnswer): string[] => (flags.includes('aa') ? [] : ['Non-authoritative answer:']);

export const cannotFind = (name: string, status: string): string => `** server can't find ${name}: ${status}`;

/** The records, after what is said of who vouches for them. */
const answerSection = (answer: DnsAnswer): string[] => [...unvouched(answer), ...answer.answers.flatMap(recordLines)];

/** @returns who would answer with authority; nothing for addresses */
export function elsewhere({ flags, question, authorities, additionals }: DnsAnswer): string[] {
  if (flags.includes('aa') || question.type === 'A' || question.type === 'AAAA') return [];
  return ['', 'Authoritative answers can be found from:', ...[...authorities, ...additionals].flatMap(besideLines)];
}

/** @returns all sections, as after `set debug` */
export function debugLines({ question, answers, authorities, additionals }: DnsAnswer, networkClass: string): string[] {
  const section = (title: string, records: readonly DnsRecord[]) => [`    ${title}:`, ...records.flatMap(detailLines)];
  return [
    '------------',
    '    QUESTIONS:',
    `\t${shownName(question.name)}, type = ${question.type}, class = ${networkClass}`,
    ...section('ANSWERS', answers),
    ...section('AUTHORITY RECORDS', authorities),
    ...section('ADDITIONAL RECORDS', additionals),
    '------------',
  ];
}

/** What nslookup calls the data of each type, by its number. */
const verbs: Readonly<Record<number, string>> = {
  ...{ 1: 'internet address =', 2: 'nameserver =', 3: 'md =', 4: 'mf =', 5: 'canonical name =', 6: 'soa =', 7: 'mb =', 8: 'mg =' },
  ...{ 9: 'mr =', 10: 'rtype_10 =', 11: 'protocol =', 12: 'name =', 13: 'hinfo =', 14: 'minfo =', 15: 'mail exchanger =', 16: 'text =' },
  ...{ 17: 'rp =', 18: 'afsdb =', 19: 'x25 address =', 20: 'isdn address =', 21: 'rt =', 22: 'nsap =', 23: 'nsap_ptr =' },
  ...{ 24: 'signature =', 25: 'key =', 26: 'px =', 27: 'gpos =', 28: 'has AAAA address', 29: 'loc =', 30: 'next =', 31: 'rtype_31 =' },
  ...{ 32: 'rtype_32 =', 33: 'service =', 34: 'rtype_34 =', 35: 'naptr =', 36: 'kx =', 37: 'cert =', 38: 'v6 address =', 39: 'dname =' },
  ...{ 40: 'rtype_40 =', 41: 'optional =' },
};

/** Octets that stand at the end of the data of these types; nslookup breaks them into words. */
const endsInOctets: ReadonlySet<string> = new Set(['TLSA', 'SMIMEA', 'DS', 'CDS', 'DNSKEY', 'CDNSKEY', 'RRSIG', 'CERT', 'OPENPGPKEY']);
const octetsInWord = 56;

function dataOf({ type, data }: DnsRecord): string {
  if (endsInOctets.has(type)) {
    const from = data.lastIndexOf(' ') + 1;
    return data.slice(0, from) + (data.slice(from).match(new RegExp(`.{1,${octetsInWord}}`, 'g')) ?? []).join(' ');
  }
  return escaped(data);
}

function worded(record: DnsRecord): string {
  const number = dnsTypeNumber(record.type) ?? 0;
  return `${verbs[number] ?? `rdata_${number} =`} ${dataOf(record)}`;
}

export function recordLines(record: DnsRecord): string[] {
  const { name, type, data } = record;
  if (type === 'A' || type === 'AAAA') return [`Name:\t${shownName(name)}`, `Address: ${data}`];
  return besideLines(record);
}

function besideLines(record: DnsRecord): string[] {
  const name = shownName(record.name);
  return record.type === 'SOA' ? [name, ...authorityLines(record.data)] : [`${name}\t${worded(record)}`];
}

function detailLines(record: DnsRecord): string[] {
  const data = record.type === 'SOA' ? authorityLines(record.data) : [`\t${worded(record)}`];
  return [`    ->  ${shownName(record.name)}`, ...data, `\tttl = ${record.ttl}`];
}

/** The data of an SOA record (RFC 1035 §3.3.13). */
function authorityLines(data: string): string[] {
  const [origin = '', mail = '', ...numbers] = data.split(' ');
  const names = ['serial', 'refresh', 'retry', 'expire', 'minimum'];
  return [
    `\torigin = ${shownName(origin)}`,
    `\tmail addr = ${shownName(mail)}`,
    ...names.map((each, at) => `\t${each} = ${numbers[at] ?? ''}`),
  ];
}

/** RFC 1035 §5.1: an octet that is no visible ASCII as a backslash and its value in three digits. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]+/gu, (others) =>
    // The octets of UTF-8 as %XX: nothing that stands for itself is among these characters.
    encodeURIComponent(others.toWellFormed()).replace(
      /%([0-9A-F]{2})/g,
      (_, octet) => `\\${String(Number.parseInt(octet, 16)).padStart(3, '0')}`,
    ),
  );

/** @returns the name without the dot at its end, which only the root keeps */
export const shownName = (name: string): string => (name === '.' ? name : escaped(name.replace(/\.$/, '')));
