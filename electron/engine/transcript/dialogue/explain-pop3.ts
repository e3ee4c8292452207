/** Explains POP3: commands, status lines, listings, response codes. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainAnswer, explainChallenge } from './explain-sasl.ts';
import { type Explicable, explanation } from './explicable.ts';

/** Commands and where they are defined. */
export const pop3Commands: Readonly<Record<string, string>> = {
  USER: 'RFC 1939 §7',
  PASS: 'RFC 1939 §7',
  APOP: 'RFC 1939 §7',
  AUTH: 'RFC 5034 §4',
  CAPA: 'RFC 2449 §5',
  STLS: 'RFC 2595 §4',
  STAT: 'RFC 1939 §5',
  LIST: 'RFC 1939 §5',
  UIDL: 'RFC 1939 §7',
  RETR: 'RFC 1939 §5',
  TOP: 'RFC 1939 §7',
  DELE: 'RFC 1939 §5',
  RSET: 'RFC 1939 §5',
  NOOP: 'RFC 1939 §5',
  QUIT: 'RFC 1939 §6',
};

/** Response codes and where they are defined. */
export const pop3Codes: Readonly<Record<string, string>> = {
  AUTH: 'RFC 3206 §5',
  'SYS/TEMP': 'RFC 3206 §4',
  'SYS/PERM': 'RFC 3206 §4',
  'IN-USE': 'RFC 2449 §8.1.2',
  'LOGIN-DELAY': 'RFC 2449 §8.1.1',
  UTF8: 'RFC 6856 §5',
};

export const pop3Listings: ReadonlySet<string> = new Set(['LIST', 'UIDL']);

/** Capabilities and where they are defined. */
export const pop3Capabilities: Readonly<Record<string, string>> = {
  TOP: 'RFC 2449 §6.1',
  USER: 'RFC 2449 §6.2',
  SASL: 'RFC 2449 §6.3',
  'RESP-CODES': 'RFC 2449 §6.4',
  'LOGIN-DELAY': 'RFC 2449 §6.5',
  PIPELINING: 'RFC 2449 §6.6',
  EXPIRE: 'RFC 2449 §6.7',
  UIDL: 'RFC 2449 §6.8',
  IMPLEMENTATION: 'RFC 2449 §6.9',
  STLS: 'RFC 2595 §4',
  'AUTH-RESP-CODE': 'RFC 3206 §6',
  UTF8: 'RFC 6856 §2',
  LANG: 'RFC 6856 §3',
};

export function explainPop3(line: Explicable): Explanation | null {
  const { kind, direction, command, code, enhanced, text, sasl } = line;
  if (direction === 'client') {
    if (kind === 'response') return explainAnswer(line);
    if (command === null) return null;
    const source = pop3Commands[command];
    if (source === undefined) return explanation('pop3.command.other', null, { command });
    const mechanism = sasl?.mechanism ?? /^\S+\s+(\S+)/.exec(text)?.[1]?.toUpperCase() ?? '';
    return explanation(`pop3.command.${command}`, source, command === 'AUTH' ? { mechanism } : {});
  }
  const source = enhanced === null ? undefined : pop3Codes[enhanced];
  if (kind === 'greeting' && code === '+OK') return explanation('pop3.greeting', 'RFC 1939 §4');
  if (kind === 'greeting' && source === undefined) return explanation('pop3.greeting.ERR', 'RFC 1939 §3');
  if (kind === 'continuation') return explainChallenge(line) ?? explanation('imap.continuation', 'RFC 5034 §4');
  if (/^\.\r?\n?$/.test(text)) return explanation('pop3.dot', 'RFC 1939 §3');
  if (kind === 'payload') return explanation('pop3.payload', 'RFC 1939 §3');
  if (kind === 'data') return explainListing(command, text);
  if (source !== undefined) return explanation(`pop3.code.${enhanced}`, source);
  if (code === null) return explanation('pop3.data.other', 'RFC 1939 §3', { command: command ?? '' });
  const [, number, octets] = (command === 'STAT' && /^\+OK (\d+) (\d+)/i.exec(text)) || [];
  if (number !== undefined && octets !== undefined) return explanation('pop3.status.STAT', 'RFC 1939 §5', { number, octets });
  return explanation(code === '+OK' ? 'pop3.status.OK' : 'pop3.status.ERR', 'RFC 1939 §3', { command: command ?? '' });
}

/** A line of an answer of several lines. */
function explainListing(command: string | null, text: string): Explanation {
  const [, first = '', second = ''] = /^(\S+)(?: (.*?))?\r?\n?$/.exec(text) ?? [];
  if (command === 'CAPA') {
    const source = pop3Capabilities[first.toUpperCase()];
    if (source !== undefined) return explanation(`pop3.capability.${first.toUpperCase()}`, source, { value: second || '–' });
    return explanation('pop3.capability.other', 'RFC 2449 §5', { name: first });
  }
  if (command !== null && pop3Listings.has(command) && second !== '')
    return explanation(`pop3.data.${command}`, pop3Commands[command] ?? null, { number: first, value: second });
  return explanation('pop3.data.other', 'RFC 1939 §3', { command: command ?? '' });
}
