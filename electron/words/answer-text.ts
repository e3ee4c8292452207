/**
 * An answer of a name server as `dig` of BIND 9 prints it, for who knows it or learns from a text that shows it. Not translated, like that
 * program; what it takes from the message's number is left out.
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

const withDot = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
