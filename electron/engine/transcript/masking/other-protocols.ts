/**
 * Secrets in the words of another protocol, or in words that none has. A person who types by hand may say `PASS` to an IMAP server, forget the
 * tag of `LOGIN`, or write `AUTH=PLAIN`: the server does not understand it, and the password has crossed the wire all the same.
 */
import { isUtf8 } from 'node:buffer';
import { isBase64 } from '../../wire/authentication/base64-mask.ts';
import type { Mark } from './masker.ts';

/**
 * Whether a line that is no command of the protocol may be an answer in base64 that nobody has asked for: one word, as no text and no command
 * that was mistyped looks.
 */
export const isLoneBase64 = (text: string): boolean => text.length >= 8 && isBase64(text) && !/^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+)$/.test(text);

/** A user name as an atom or a quoted string (RFC 9051 §4.3). */
const name = String.raw`(?:"(?:[^"\\]|\\.){0,1000}"|\S+)`;

/** Between a word and what it is about: blanks, or a sign that people put there. */
const gap = String.raw`(?:[ \t]*[=:]|(?=[ \t]))[ \t]*`;

const forms: readonly RegExp[] = [
  // RFC 1939 §7
  new RegExp(String.raw`^[ \t]*(?:USER[ \t]+\S+[ \t]+)?PASS(?:WORD)?${gap}(?=\S)`, 'i'),
  /^[ \t]*APOP[ \t]+\S+[ \t]+(?=\S)/i,
  // With a tag or without one: no protocol's word, but everybody's
  new RegExp(String.raw`^[ \t]*(?:\S+[ \t]+)?X?(?:SET)?PASSW(?:OR)?D${gap}(?=\S)`, 'i'),
  /^[ \t]*(?:\S+[ \t]+)?X?SETPASS[ \t]+(?=\S)/i,
  // RFC 9051 §6.2.3, with a tag or without one
  new RegExp(String.raw`^[ \t]*(?:\S+[ \t]+)?(?:UID[ \t]+)?X?LOG(?:IN|ON)[ \t]+${name}[ \t]+(?=\S)`, 'i'),
  // RFC 4954 §4, RFC 5034 §4, RFC 4959 §3: the initial response
  new RegExp(String.raw`^[ \t]*(?:\S+[ \t]+)?AUTH(?:ENTICATE)?${gap}\S+[ \t]+(?=\S)`, 'i'),
  // RFC 9110 §11.6.2
  /^(?:proxy-)?authorization[ \t]*:[ \t]*(?=\S)/i,
];

/**
 * Where in a line the secret begins that it carries in the words of some protocol; null: it carries none. What stands before it is no secret.
 * Linear.
 */
export function secretInOtherWords(text: string): number | null {
  for (const form of forms) {
    const found = form.exec(text);
    if (found) return found[0].length;
  }
  return null;
}

const base64Word = /(?<=^|[ \t])[A-Za-z0-9+/]{8,}={0,2}(?=[ \t]|$)/g;

/**
 * Where a word of base64 begins in a line that is no command: an answer to an authentication at the wrong moment, or behind a slip of the pen.
 * Null: there is none. A word in small or in capital letters is a word, and what decodes to no text is no answer that could be read.
 */
export function strayAnswer(text: string): number | null {
  for (const { 0: word, index } of text.matchAll(base64Word)) {
    if (word.length % 4 !== 0 || /^[A-Z]?(?:[a-z]+|[A-Z]+)$/.test(word)) continue;
    const bytes = Buffer.from(word, 'base64');
    // NUL and 0x01 separate fields of an answer (RFC 4616 §2, RFC 7628 §3.1).
    if (isUtf8(bytes) && !/[\x02-\x1f\x7f]/.test(bytes.toString('latin1'))) return index;
  }
  return null;
}

/** RFC 4467 §5: anyone who has the last part of such an address may read the message it names. */
const urlAuthentication = /;urlauth=[^\s"<>]{0,1000}?:[a-z0-9.+-]{1,40}:([0-9a-f]{16,200})/gi;

export function secretsInUrls(text: string): Mark[] {
  if (!/;urlauth=/i.test(text)) return [];
  return Array.from(text.matchAll(urlAuthentication), ({ 0: whole, 1: token = '', index }) => ({
    offset: index + whole.length - token.length,
    length: token.length,
  }));
}
