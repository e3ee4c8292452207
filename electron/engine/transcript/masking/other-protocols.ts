/**
 * Secrets in the words of another protocol. A person who types by hand may say `PASS` to an IMAP server, or forget the tag of `LOGIN`: the
 * server does not understand it, and the password has crossed the wire all the same.
 */
import { isBase64 } from '../../wire/authentication/base64-mask.ts';

/**
 * Whether a line that is no command of the protocol may be an answer in base64 that nobody has asked for: one word, as no text and no command
 * that was mistyped looks.
 */
export const isLoneBase64 = (text: string): boolean => text.length >= 8 && isBase64(text) && !/^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+)$/.test(text);

/** A user name as an atom or a quoted string (RFC 9051 §4.3). */
const name = String.raw`(?:"(?:[^"\\]|\\.){0,1000}"|\S+)`;

const forms: readonly RegExp[] = [
  // RFC 1939 §7
  /^[ \t]*PASS[ \t]+(?=\S)/i,
  /^[ \t]*APOP[ \t]+\S+[ \t]+(?=\S)/i,
  // RFC 9051 §6.2.3, with a tag or without one
  new RegExp(String.raw`^[ \t]*(?:\S+[ \t]+)?LOGIN[ \t]+${name}[ \t]+(?=\S)`, 'i'),
  // RFC 4954 §4, RFC 5034 §4, RFC 4959 §3: the initial response
  /^[ \t]*(?:\S+[ \t]+)?(?:AUTH|AUTHENTICATE)[ \t]+\S+[ \t]+(?=\S)/i,
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
