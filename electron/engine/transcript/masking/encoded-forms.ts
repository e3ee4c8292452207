/**
 * Encodings in which a server may echo what it was sent: percent (RFC 3986 §2.1), quoted-printable (RFC 2045 §6.7), xtext (RFC 3461 §4), modified
 * UTF-7 (RFC 9051 §5.1.3), UTF-16, entities of HTML, escapes of quoted strings (RFC 9051 §9, JSON, C, JavaScript), and hexadecimal digits. A line is decoded as each of them, whole or in part, and every character
 * keeps its position in the line, so that a secret found in the decoded text is masked at its place.
 */
import type { Span } from '../../wire/authentication/base64-mask.ts';

/** A line decoded in one of these ways. Bytes as Latin-1 characters, like everything the maskers compare. */
export interface Reading {
  readonly text: string;
  /** Where the characters from `from` up to `to` of `text` stand in the line. */
  span(from: number, to: number): Span;
}

interface Notation {
  /** What a line must hold before it is worth reading. */
  readonly sign: string;
  readonly pattern: RegExp;
  /** What one match stands for; null: itself. */
  readonly read: (match: RegExpMatchArray) => string | null;
}

const byte = (digits: string | undefined): string => String.fromCharCode(Number.parseInt(digits ?? '0', 16));

/** A character outside ASCII is two bytes and more in a secret, which is sent in UTF-8. */
const encoded = (codePoint: number): string | null =>
  codePoint > 0 && codePoint <= 0x10ffff ? Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1') : null;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const notations: readonly Notation[] = [
  { sign: '%', pattern: /%([0-9a-f]{2})/gi, read: ([, digits]) => byte(digits) },
  // A form writes a space as a plus sign.
  { sign: '%', pattern: /%([0-9a-f]{2})|\+/gi, read: ([, digits]) => (digits ? byte(digits) : ' ') },
  { sign: '=', pattern: /=([0-9a-f]{2})/gi, read: ([, digits]) => byte(digits) },
  {
    sign: '&',
    pattern: /&(?:#0*(\d{1,7})|#x0*([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));?/gi,
    read: ([, decimal, hexadecimal, name]) =>
      name ? (named[name.toLowerCase()] ?? null) : encoded(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)),
  },
  {
    sign: '\\',
    pattern: /\\(?:x([0-9a-f]{2})|u(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})|([0-3][0-7]{2})|([^\r\n]))/gi,
    read: ([, two, four, braced, octal, itself]) =>
      two
        ? byte(two)
        : four || braced
          ? encoded(Number.parseInt(four ?? braced ?? '', 16))
          : octal
            ? String.fromCharCode(Number.parseInt(octal, 8))
            : (itself ?? null),
  },
  { sign: '+', pattern: /\+([0-9a-f]{2})/gi, read: ([, digits]) => byte(digits) },
  { sign: '&', pattern: /&([a-z0-9+,]*)-/gi, read: ([, shifted]) => (shifted === '' ? '&' : unshifted(shifted ?? '')) },
  // UTF-16 of Latin letters: every other byte.
  { sign: '\0', pattern: /\0/g, read: () => '' },
];

/** Characters in the base64 of modified UTF-7, as the bytes that they are in a secret. */
function unshifted(base64: string): string {
  const bytes = Buffer.from(base64.replace(/,/g, '/'), 'base64');
  return Buffer.from(
    bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le'),
    'utf8',
  ).toString('latin1');
}

function readAs(line: string, { sign, pattern, read }: Notation): Reading | null {
  if (!line.includes(sign)) return null;
  let text = '';
  const starts: number[] = [];
  const put = (characters: string, at: number, each: number) => {
    for (let index = 0; index < characters.length; index += 1) starts.push(at + index * each);
    text += characters;
  };
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    const meaning = read(match);
    if (meaning === null) continue;
    put(line.slice(at, match.index), at, 1);
    put(meaning, match.index, 0);
    at = match.index + match[0].length;
  }
  if (at === 0) return null;
  put(line.slice(at), at, 1);
  starts.push(line.length);
  return { text, span: (from, to) => spanBetween(starts, from, to) };
}

function spanBetween(starts: readonly number[], from: number, to: number): Span {
  const offset = starts[from] ?? 0;
  // Characters that one mark stands for share its place: the end is where the next mark begins.
  let next = to;
  while (next < starts.length - 1 && starts[next] === starts[to - 1]) next += 1;
  return { offset, length: (starts[next] ?? offset) - offset };
}

/** Pairs of hexadecimal digits, together or apart: `7365637265`, `73 65 63`, `0x73:0x65`. */
const hexadecimalRun = /(?:0x)?[0-9a-f]{2}(?:[ :,-]{0,2}(?:0x)?[0-9a-f]{2}){3,}/gi;

function readHexadecimal(line: string): Reading[] {
  const readings: Reading[] = [];
  for (const { 0: run, index } of line.matchAll(hexadecimalRun)) {
    // Digits before it that belong to something else may shift the pairs by one.
    for (const shift of [0, 1]) {
      const pairs = [...run.slice(shift).matchAll(/(?:0x)?([0-9a-f]{2})/gi)];
      const starts = pairs.map((pair) => index + shift + pair.index);
      const last = pairs.at(-1);
      starts.push(index + shift + (last ? last.index + last[0].length : 0));
      const text = pairs.map(([, digits]) => byte(digits)).join('');
      readings.push({ text, span: (from, to) => spanBetween(starts, from, to) });
    }
  }
  return readings;
}

/** Every way in which the line can be read that changes anything. Linear in the length of the line. */
export function readingsOf(line: string): Reading[] {
  const readings = notations.flatMap((notation) => readAs(line, notation) ?? []);
  return [...readings, ...readHexadecimal(line)];
}
