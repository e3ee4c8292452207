/** Lies of POP3 servers, by name: about what is there, how it is called, and which message was sent (security.md P9). */
import type { Fault, FaultAction } from '../faults.ts';
import { inheritedNames, type Lie } from './lie.ts';

const at = (command: string, action: FaultAction, argument?: RegExp): Fault => ({
  protocol: 'pop3',
  when: argument ? { command, argument } : { command },
  do: action,
});
const listing = (command: string, ...lines: readonly string[]): Fault => at(command, { reply: ['+OK', ...lines, '.'].join('\r\n') });

export const pop3Lies = {
  // RFC 1939 §7: a unique id names one message, also in later sessions.
  'unique ids that repeat': [listing('UIDL', '1 same', '2 same', '3 same', '4 same')],
  'two messages of one unique id': [listing('UIDL', '1 same', '2 other', '3 same', '4 fourth')],
  'unique ids that change': [at('UIDL', { rewrite: { find: /^(\d+) (\S+)/m, replace: '$1 changed-$2' } })],
  'unique ids that are missing': [listing('UIDL', '1 first')],
  'no unique id at all': [listing('UIDL')],
  'unique ids that are empty': [listing('UIDL', '1 ', '2 ', '3', '4 ')],
  'unique ids of 10 KB': [listing('UIDL', ...[1, 2, 3, 4].map((number) => `${number} ${String(number).repeat(10_240)}`))],
  'unique ids that every object has': [listing('UIDL', ...inheritedNames.map((name, index) => `${index + 1} ${name}`))],
  'unique ids of other messages': [listing('UIDL', '1 a', '2 b', '3 c', '4 d', '77 e', '0 f', '-1 g')],
  'one number twice': [listing('UIDL', '1 a', '1 b', '2 c')],
  'UIDL that is refused after it was offered': [at('UIDL', { reply: '-ERR not today' })],

  // RFC 1939 §5: what is there.
  'STAT of nothing': [at('STAT', { reply: '+OK 0 0' })],
  'STAT of more than is there': [at('STAT', { reply: '+OK 900 123456789' })],
  'STAT without numbers': [at('STAT', { reply: '+OK' })],
  'LIST of more than is there': [listing('LIST', ...Array.from({ length: 20 }, (_, index) => `${index + 1} 100`))],
  'LIST of less than is there': [listing('LIST', '1 100')],
  'LIST of sizes that cannot be': [listing('LIST', '1 -5', '2 999999999999999', `3 ${'9'.repeat(400)}`)],
  'LIST of sizes that are not so': [listing('LIST', '1 1', '2 1', '3 1', '4 1')],
  'LIST of nonsense': [listing('LIST', 'one 100', '0 100', '-1 100', '4294967296 100', '', '1')],
  'LIST that never ends': [at('LIST', { garbage: '+OK\r\n1 100\r\n', close: 'end' })],

  // RFC 1939 §3: the end of a message.
  'a message that never ends': [at('RETR', { garbage: '+OK\r\nSubject: half\r\n\r\nhalf', close: 'end' }, /^2$/)],
  'a message that ends twice': [
    at('RETR', { rewrite: { find: /\r\n\.\r\n$/, replace: '\r\n.\r\n+OK 1 octets\r\nSubject: planted\r\n\r\n.\r\n' } }),
  ],
  'a message that is longer than announced': [
    at('RETR', { before: '+OK\r\nSubject: planted\r\n\r\n', flood: { text: 'A line of it.\r\n', octets: 8 << 20 }, reply: '\r\n.' }, /^2$/),
  ],
  'a message that is refused': [at('RETR', { reply: '-ERR it is gone' }, /^2$/)],
  'a deletion that is refused': [at('DELE', { reply: '-ERR no' }, /^2$/)],
  'a line without end': [at('RETR', { flood: { text: 'A', octets: 80 * 1_048_576 }, close: 'end' })],
  'an answer without end': [at('UIDL', { flood: { text: '+', octets: 1_048_576 }, close: 'end' })],
} satisfies Record<string, Lie>;
