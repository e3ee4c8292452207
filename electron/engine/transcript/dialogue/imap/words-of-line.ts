/**
 * The words of an IMAP line: atoms, quoted strings, lists and announcements of literals (RFC 9051 §9). Reads from left to right, each
 * character once a level; never throws, whatever a server or a person typed.
 */

import { cut } from '../explicable.ts';

export interface Word {
  readonly kind: 'atom' | 'quoted' | 'literal' | 'list';
  /** Of a quoted string without its quotes, of a list without its parentheses, else as it stands. */
  readonly text: string;
}

/** What of a line is read; a line of a hostile server may be long. */
const longestRead = 8_000;
const mostWords = 500;

export function wordsOf(line: string): Word[] {
  const text = line.slice(0, longestRead);
  const words: Word[] = [];
  for (let at = 0; at < text.length && words.length < mostWords; ) {
    const character = text[at] ?? '';
    if (' \t\r\n)'.includes(character)) {
      at += 1;
      continue;
    }
    const end = endOfWord(text, at, character);
    words.push(wordOf(character, text.slice(at, end)));
    at = end;
  }
  return words;
}

function endOfWord(text: string, at: number, character: string): number {
  if (character === '"') return endOfQuoted(text, at);
  if (character === '(') return endOfList(text, at);
  for (let end = at; end < text.length; end += 1) {
    const each = text[end] ?? '';
    // `BODY[HEADER.FIELDS (TO)]` is one word.
    if (each === '[') {
      const closed = text.indexOf(']', end);
      if (closed < 0) return text.length;
      end = closed;
    } else if (' \t\r\n()'.includes(each)) return end;
  }
  return text.length;
}

function endOfQuoted(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}

function endOfList(text: string, at: number): number {
  let level = 0;
  for (let end = at; end < text.length; end += 1) {
    const each = text[end];
    if (each === '"') end = endOfQuoted(text, end) - 1;
    else if (each === '(') level += 1;
    else if (each === ')') {
      level -= 1;
      if (level === 0) return end + 1;
    }
  }
  return text.length;
}

function wordOf(character: string, text: string): Word {
  if (character === '"')
    return { kind: 'quoted', text: text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined).replace(/\\(.)/g, '$1') };
  if (character === '(') return { kind: 'list', text: text.slice(1, text.endsWith(')') ? -1 : undefined) };
  return { kind: /^~?\{\d+[+-]?\}$/.test(text) ? 'literal' : 'atom', text };
}

/** A word as a sentence repeats it; what a literal will say is not in the line. */
export const said = (word: Word | undefined): string =>
  word === undefined || word.kind === 'literal' ? '…' : word.kind === 'quoted' && word.text === '' ? '""' : cut(word.text);

/** Words of a list; of anything else that word itself. */
export const inList = (word: Word | undefined): Word[] => (word === undefined ? [] : word.kind === 'list' ? wordsOf(word.text) : [word]);

/** Names of mailboxes are in a UTF-7 of IMAP's own (RFC 3501 §5.1.3); what is none stays as it is. */
export function folder(word: Word | undefined): string {
  return said(word).replace(/&([A-Za-z0-9+,]*)-/g, (whole, encoded: string) => {
    if (encoded === '') return '&';
    const bytes = Buffer.from(encoded.replace(/,/g, '/'), 'base64');
    return bytes.length % 2 === 0 && bytes.length > 0 ? bytes.swap16().toString('utf16le') : whole;
  });
}

/** Octets that the literal at the end of a line announces, or null where none is announced (RFC 9051 §4.3). */
export function announced(text: string): { readonly octets: string; readonly waits: boolean } | null {
  const [, octets, sign] = /~?\{(\d{1,15})([+-]?)\}\s*$/.exec(text.slice(-40)) ?? [];
  return octets === undefined ? null : { octets, waits: sign === '' };
}
