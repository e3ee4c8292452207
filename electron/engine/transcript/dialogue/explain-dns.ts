/**
 * Reads and explains the messages of name look-up: what was asked, what came of it, and each type and flag that stands in it. The sentences
 * are in `words/glossary/dns`.
 */
import type { Explanation } from '../../../contract/transcript.ts';
import { type DnsMessage, dnsMessageLines, readDnsMessage } from '../../dns/dns-message.ts';
import { dnsSections } from './dns-sections.ts';
import { cut, explanation, type Term } from './explicable.ts';

interface ReadMessage {
  /** As a zone file would write it. */
  readonly lines: readonly string[];
  /** The status of an answer: `NOERROR`, `NXDOMAIN`. */
  readonly code: string | null;
  readonly explanation: Explanation;
}

/** What a line of a look-up says. Over TCP two octets before the message hold its length (RFC 1035 §4.2.2). */
export function readDnsLine(bytes: Buffer): ReadMessage {
  const isFramed = bytes.length > 2 && bytes.readUInt16BE(0) === bytes.length - 2;
  const message = (isFramed ? readDnsMessage(bytes.subarray(2)) : null) ?? readDnsMessage(bytes);
  if (message === null) return { lines: [], code: null, explanation: say('message.unreadable', null) };
  return {
    lines: dnsMessageLines(message),
    code: message.isResponse ? message.status : null,
    explanation: message.isResponse ? explainAnswer(message) : explainQuestion(message),
  };
}

type Key = keyof typeof dnsSections;
const isKey = (key: string): key is Key => Object.hasOwn(dnsSections, key);
const say = (key: Key, message: DnsMessage | null, parameters: Explanation['parameters'] = {}): Explanation =>
  explanation(`dns.${key}`, dnsSections[key], parameters, message === null ? [] : termsOf(message));

function explainQuestion(message: DnsMessage): Explanation {
  const [asked] = message.questions;
  const facts = { name: cut(asked?.name ?? ''), type: cut(asked?.type ?? '') };
  return say(message.flags.includes('rd') ? 'message.asks' : 'message.asks.alone', message, facts);
}

function explainAnswer(message: DnsMessage): Explanation {
  const { status, flags, answers, authorities } = message;
  const refused = `answer.${status}`;
  if (isKey(refused)) return say(refused, message);
  if (status !== 'NOERROR') return say('message.status.other', message, { status: cut(status) });
  if (flags.includes('tc')) return say('message.truncated', message);
  const wanted = message.questions[0]?.type;
  if (answers.some(({ type }) => wanted === 'ANY' || type === wanted)) return say('message.answered', message, { count: answers.length });
  if (answers.some(({ type }) => type === 'CNAME' || type === 'DNAME')) return say('message.alias', message);
  // RFC 2308 §2.2: a referral has NS records and no SOA record in the authority section, and is not the zone's own word.
  const names = (wanted: string) => authorities.some(({ type }) => type === wanted);
  return say(!flags.includes('aa') && names('NS') && !names('SOA') ? 'message.referral' : 'message.empty', message);
}

/** Types with the purpose of another one. */
const likes: Readonly<Record<string, string>> = { NSEC3: 'NSEC' };

/** Every type and flag of the message, once. */
function termsOf({ questions, answers, authorities, additionals, flags }: DnsMessage): Term[] {
  const types = new Set([...questions, ...answers, ...authorities, ...additionals].map(({ type }) => type));
  const [only] = answers;
  // RFC 7505 §3.
  const isNullMx = answers.length === 1 && only?.type === 'MX' && only.data === '0 .';
  const term = (name: string, key: string): Term => {
    const known = isKey(key) ? key : 'type.other';
    return { name, key: `dns.${known}`, source: dnsSections[known] };
  };
  return [
    ...[...types].map((name) => term(name, name === 'MX' && isNullMx ? 'type.MX.null' : `type.${likes[name] ?? name}`)),
    ...flags.map((name) => term(name, `flag.${name}`)),
  ];
}
