/**
 * What an IMAP server can send too much of, by name: lines, literals, brackets, folders. Each is large enough that a client
 * without limits is in trouble and small enough for a lesson; a flood at full speed is a matter of `flood` with more octets.
 */
import type { Fault, FaultAction } from '../faults.ts';
import { inheritedNames, type Lie } from './lie.ts';

const at = (command: string, action: FaultAction): Fault => ({ protocol: 'imap', when: { command }, do: action });

const parentheses = 100_000;
const megabyte = 1_048_576;

export const imapExcesses = {
  'a line without end': [at('UID FETCH', { flood: { text: 'A', octets: 8 * megabyte }, close: 'end' })],
  'a greeting without end': [at('greeting', { flood: { text: '* OK ', octets: 8 * megabyte }, close: 'end' })],
  'a FETCH line without end': [
    at('UID FETCH', { before: '* 1 FETCH (UID 1 FLAGS (', flood: { text: '\\Seen ', octets: 8 * megabyte }, close: 'end' }),
  ],
  'a literal of 900 MB': [at('UID FETCH', { garbage: '* 1 FETCH (UID 1 BODY[] {900000000}\r\nx', close: 'end' })],
  'a literal of more than fits a number': [at('UID FETCH', { garbage: `* 1 FETCH (UID 1 BODY[] {${'9'.repeat(400)}}\r\nx`, close: 'end' })],
  'a literal below zero': [at('UID FETCH', { garbage: '* 1 FETCH (UID 1 BODY[] {-1}\r\nx)\r\n', reply: '{tag} OK done' })],
  'a literal that is shorter than it says': [at('UID FETCH', { garbage: '* 1 FETCH (UID 1 BODY[] {5000}\r\nshort)\r\n', close: 'end' })],
  'literals that are longer than they say': [at('UID FETCH', { rewrite: { find: /\{\d+\}/, replace: '{1}' } })],
  'ten thousand literals in one answer': [at('UID FETCH', { before: `* 1 FETCH (UID 77${' X {1}\r\nx'.repeat(10_000)})\r\n` })],
  'deep parentheses in FETCH': [
    at('UID FETCH', { before: `* 1 FETCH (UID 1 BODYSTRUCTURE ${'('.repeat(parentheses)}${')'.repeat(parentheses)})\r\n` }),
  ],
  'deep parentheses in LIST': [at('LIST', { before: `* LIST ${'('.repeat(parentheses)}${')'.repeat(parentheses)} "/" x\r\n` })],
  'parentheses that never close': [at('SELECT', { before: `* FLAGS ${'('.repeat(parentheses)}\r\n` })],
  'brackets that never close': [at('SELECT', { before: `* OK ${'['.repeat(parentheses)}\r\n` })],
  'ten thousand folders': [
    at('LIST', {
      before: Array.from({ length: 10_000 }, (_, number) => `* LIST (\\HasNoChildren \\NoSelect) "/" "many/${number}"\r\n`).join(''),
    }),
  ],
  'folder names of every kind': [
    at('LIST', {
      before: [
        // RFC 3501 §5.1.3: the delimiter, an end of line, NUL and direction characters behind modified UTF-7.
        '"/" "&AC8-etc&AC8-passwd"',
        '"/" "one&AAoADQ-two"',
        '"/" "nul&AAA-nul"',
        '"/" "invoice&IC4-fdp.exe"',
        '"/" "&Jjo-!"',
        '"/" "&"',
        '"/" "&Jjo"',
        '"/" "&&&&-"',
        '"/" "../../../../etc/passwd"',
        '"/" "C:\\\\windows\\\\system32"',
        '"/" "a//b"',
        '"/" "/"',
        '"/" ""',
        '"/" " "',
        '"/" "."',
        '"/" "<img src=x onerror=alert(1)>"',
        `"/" "${'long'.repeat(1_500)}"`,
        '"/" {9}\r\nab\u0000\u0001\u001b[31',
        // RFC 3501 §7.2.2: no hierarchy at all, another one, one that is too long.
        'NIL "flat/name.of"',
        '"\\\\" "back\\\\slash"',
        '"." "dotted.name"',
        '"//" "two/signs"',
        '"" "no/sign"',
        // RFC 3501 §5.1: one mailbox in any case.
        '"/" inbox',
        '"/" InBoX',
        '"/" INBOX',
        ...inheritedNames.map((name) => `"/" ${name}`),
        ...inheritedNames.map((name) => `"/" "${name}/${name}"`),
      ]
        .map((rest) => `* LIST (\\NoSelect) ${rest}\r\n`)
        .join(''),
    }),
  ],
} satisfies Record<string, Lie>;
