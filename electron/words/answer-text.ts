/**
 * An answer of a name server as `dig` and as `nslookup` of BIND 9 print it, for who knows one of them or learns from a text that shows it. Not
 * translated, like these programs; what they take from the message's number is left out.
 */
import type { DnsAnswer } from '../contract/delivery/dns.ts';

type DnsRecord = DnsAnswer['answers'][number];

/** @returns lines without their ends; what a server has written stands in them as it is */
export function digLines({
  question,
  server,
  status,
  flags,
  answers,
  authorities,
  additionals,
  milliseconds,
  size,
  transport,
}: DnsAnswer): string[] {
  const name = withDot(question.name);
  const section = (title: string, records: readonly DnsRecord[]) =>
    records.length === 0
      ? []
      : ['', `;; ${title} SECTION:`, ...records.map((each) => `${each.name}\t\t${each.ttl}\tIN\t${each.type}\t${each.data}`)];
  return [
    `; <<>> DiG <<>> @${server.host} -p ${server.port} ${question.name} ${question.type}`,
    ';; Got answer:',
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}`,
    `;; flags: ${['qr', ...flags].join(' ')}; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: ${additionals.length}`,
    '',
    ';; QUESTION SECTION:',
    `;${name}\t\t\tIN\t${question.type}`,
    ...section('ANSWER', answers),
    ...section('AUTHORITY', authorities),
    ...section('ADDITIONAL', additionals),
    '',
    `;; Query time: ${Math.round(milliseconds)} msec`,
    `;; SERVER: ${server.host}#${server.port}(${server.host}) (${transport.toUpperCase()})`,
    `;; MSG SIZE  rcvd: ${size}`,
  ];
}

/** @returns lines without their ends; what a server has written stands in them as it is */
export function nslookupLines({ question, server, status, flags, answers, authorities, additionals }: DnsAnswer): string[] {
  const head = [`Server:\t\t${server.host}`, `Address:\t${server.host}#${server.port}`, ''];
  const name = withoutDot(question.name);
  if (status !== 'NOERROR') return [...head, `** server can't find ${name}: ${status}`];
  if (answers.length === 0) return [...head, `*** Can't find ${name}: No answer`];
  const found = answers.flatMap(recordLines);
  if (flags.includes('aa')) return [...head, ...found];
  const isAddress = question.type === 'A' || question.type === 'AAAA';
  const others = isAddress
    ? []
    : ['', 'Authoritative answers can be found from:', ...authorities.flatMap(recordLines), ...additionals.map(besideLine)];
  return [...head, 'Non-authoritative answer:', ...found, ...others];
}

/** What nslookup calls the data of each type. */
const verbs: Readonly<Record<string, string>> = {
  MX: 'mail exchanger',
  NS: 'nameserver',
  TXT: 'text',
  PTR: 'name',
  CNAME: 'canonical name',
  SRV: 'service',
};

function recordLines({ name, type, data }: DnsRecord): string[] {
  const owner = withoutDot(name);
  if (type === 'A' || type === 'AAAA') return [`Name:\t${owner}`, `Address: ${data}`];
  if (type === 'SOA') {
    const [origin = '', mail = '', ...numbers] = data.split(' ');
    const names = ['serial', 'refresh', 'retry', 'expire', 'minimum'];
    return [
      owner,
      `\torigin = ${withoutDot(origin)}`,
      `\tmail addr = ${withoutDot(mail)}`,
      ...names.map((each, at) => `\t${each} = ${numbers[at] ?? ''}`),
    ];
  }
  return [`${owner}\t${verbs[type] ?? `rdata_${type}`} = ${data}`];
}

const besideLine = ({ name, type, data }: DnsRecord): string =>
  `${withoutDot(name)}\t${type === 'A' ? 'internet address =' : type === 'AAAA' ? 'has AAAA address' : `rdata_${type} =`} ${data}`;

const withDot = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
const withoutDot = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));
