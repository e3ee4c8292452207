/** A report on the mail of a domain as lines of text, for the terminal and for a file. */
import { harmless } from '../../base/characters.ts';
import { type DeliveryReport, type Finding, type FindingSection, findingSections } from '../../contract/delivery/mail-domain.ts';
import type { DeliveryWords } from './en.ts';

/** Says a key of these words with its facts. */
export type SayDelivery = (key: keyof DeliveryWords, facts?: Readonly<Record<string, string>>) => string;

/** A record as a zone file has it, in one line: it is copied, and where it is pasted a line of its own would be obeyed. */
export const recordLine = ({ name, type, data }: Finding['publish'][number]): string => harmless(`${name} IN ${type} ${data}`);

/** @returns lines without their ends; in what a server has written nothing acts, or begins a line of its own */
export function reportLines(report: DeliveryReport, say: SayDelivery): string[] {
  const { subject, server, findings } = report;
  const lines = [`${subject.text} (${server.host}:${server.port})`];
  for (const section of findingSections) {
    const own = findings.filter((each) => each.section === section);
    const facts = factLines(section, report);
    if (own.length === 0 && facts.length === 0) continue;
    lines.push('', say(`finding.section.${section}`), ...facts.map((line) => `    ${line}`));
    for (const each of own)
      lines.push(`  ${say(`finding.state.${each.state}`)}: ${say(`finding.${each.id}`, each.facts)}`, ...publishLines(each, say));
  }
  if (report.state === 'cancelled') lines.push('', say('finding.cancelled'));
  return [...lines, '', countLine(findings, say)].map(harmless);
}

const publishLines = ({ publish }: Finding, say: SayDelivery): string[] =>
  publish.map((record) => `      ${say('finding.publish')} ${recordLine(record)}`);

/** @returns how many there are of each state, in words */
export function countLine(findings: readonly Finding[], say: SayDelivery): string {
  const number = (state: Finding['state']) => String(findings.filter((each) => each.state === state).length);
  return say('finding.counts', { broken: number('broken'), warnings: number('warning'), fine: number('fine') });
}

/** @returns the records and servers that a section is about */
export function factLines(section: FindingSection, { receivers, spf, dkim, dmarc, sts, servers }: DeliveryReport): string[] {
  switch (section) {
    case 'receivers':
      return receivers.hosts.flatMap(({ host, preference, addresses }) => [
        `${preference === null ? '' : `${preference} `}${host}`,
        ...addresses.map(({ address, names }) => `    ${[address, ...names].join(' ')}`),
      ]);
    case 'spf':
      return spf
        ? [
            spf.record,
            ...spf.terms.map(({ depth, text, lookups }) => `${'  '.repeat(depth + 1)}${text}${lookups > 0 ? ` (${lookups})` : ''}`),
          ]
        : [];
    case 'dkim':
      return dkim.map(({ selector, record }) => `${selector}: ${record}`);
    case 'dmarc':
      return dmarc.map(({ name, record }) => `${name} ${record ?? '–'}`);
    case 'mta-sts':
      return sts ? [sts.record, ...(sts.policy ?? '').split(/\r?\n/).filter((line) => line !== '')] : [];
    case 'dane':
      return receivers.hosts.flatMap(({ host, tlsa }) => tlsa.map((record) => `_25._tcp.${host} ${record}`));
    case 'answers':
      return servers.flatMap(({ host, address, port, greeting, extensions }) => [
        `${host} ${address} ${port}`,
        ...(greeting === null ? [] : greeting.split('\n')).map((line) => `    ${line}`),
        ...(extensions.length > 0 ? [`    ${extensions.join(' ')}`] : []),
      ]);
    default:
      return [];
  }
}
