/** Answers of a name server, from the records of a test. */
import dnsPacket from 'dns-packet';
import type { Zone } from './signed-mail.ts';

const soa = { mname: 'ns.test', rname: 'h.test', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 60 };

/** @returns an answer as a resolver gives it, from the records of a test. @param silent names that get none */
export function answerFrom(zone: Zone, question: Buffer, silent: ReadonlySet<string> = new Set()): Buffer[] {
  const { id = 0, questions = [] } = dnsPacket.decode(question);
  const [asked] = questions;
  if (!asked || silent.has(asked.name)) return [];
  const { name, type } = asked;
  const value = zone[`${type} ${name.toLowerCase()}`];
  const isKnown = Object.keys(zone).some((key) => key.endsWith(` ${name.toLowerCase()}`));
  // A character string has at most 255 octets (RFC 1035 §3.3).
  const strings = (value ?? '').match(/.{1,255}/g) ?? [];
  const data = type === 'MX' ? { preference: 10, exchange: value ?? '' } : type === 'TXT' ? strings : (value ?? '');
  const record = type === 'TXT' || type === 'MX' || type === 'A' ? [{ type, name, ttl: 300, data } as dnsPacket.Answer] : [];
  return [
    dnsPacket.encode({
      ...{ type: 'response', id, flags: 0x0180 | (value === undefined && !isKnown ? 3 : 0), questions: [asked] },
      answers: value === undefined ? [] : record,
      authorities: value === undefined ? [{ type: 'SOA', name: 'test', ttl: 60, data: soa }] : [],
    }),
  ];
}
