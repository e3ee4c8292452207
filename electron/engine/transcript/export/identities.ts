/**
 * Finds what identifies somebody by its form alone: mail addresses, Message-IDs, host names, addresses of the network. Linear in the length
 * of the text. What only its place gives away is found by `places.ts`.
 */
import { isIP } from 'node:net';
import type { PseudonymKind } from '../../../contract/transcript.ts';
import type { MailName } from './pseudonyms.ts';

/** A part of a text, and what it is. */
export type Found = { readonly start: number; readonly end: number } & (
  | { readonly kind: Exclude<PseudonymKind, 'address'>; readonly value: string; readonly everywhere?: boolean }
  | { readonly kind: 'mail'; readonly mail: MailName; readonly everywhere?: boolean }
);

/** RFC 5321 §4.1.2 and RFC 6531: what a dot-string may hold, and what program-made identifiers hold besides. */
const localCharacter = /[\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_`{|}~.]/u;
const domainCharacter = /[\p{L}\p{M}\p{N}.-]/u;
const longestLocal = 1_000;

export function findMail(text: string): Extract<Found, { kind: 'mail' }>[] {
  const found: Extract<Found, { kind: 'mail' }>[] = [];
  let before = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at, Math.max(before, at - longestLocal));
    const end = domainEnd(text, at + 1);
    if (start === at || end === at + 1) continue;
    const quoted = text[start] === '"';
    const local = quoted ? text.slice(start + 1, at - 1) : text.slice(start, at);
    const isMessageId = isId(text, start, end);
    found.push({ start, end, kind: 'mail', mail: { local, domain: text.slice(at + 1, end), isMessageId } });
    before = end;
  }
  return found;
}

function localStart(text: string, at: number, from: number): number {
  if (text[at - 1] === '"') {
    // A quoted string: back to the quote that no backslash precedes.
    let start = at - 2;
    while (start >= from && !(text[start] === '"' && text[start - 1] !== '\\')) start -= 1;
    if (start >= from) return start;
    return at;
  }
  let start = at;
  while (start > from && localCharacter.test(characterBefore(text, start))) start -= characterBefore(text, start).length;
  const local = text.slice(start, at);
  // In a link what stands before the address is its path. In brackets all of it is an identifier, and so is what ends like base64.
  if (local.includes('/') && text[start - 1] !== '<' && !local.endsWith('='))
    return start + Math.max(...Array.from('/?=&;', (mark) => local.lastIndexOf(mark))) + 1;
  // What names the value is no part of it: `user=ana@example.org`, `FROM:<…`, `id=…`.
  const key = /^[a-z]{1,12}=(?=.)/i.exec(text.slice(start, Math.min(at, start + 14)))?.[0];
  return key && /^(?:user|a|id|from|to|for|name|auth|emailaddress|envelope-from|mailto)=$/i.test(key) ? start + key.length : start;
}

const characterBefore = (text: string, at: number): string => {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit < 0xe000 && at > 1 ? text.slice(at - 2, at) : text.slice(at - 1, at);
};

function domainEnd(text: string, from: number): number {
  if (text[from] === '[') {
    const close = text.indexOf(']', from);
    return close > from && close - from < 64 ? close + 1 : from;
  }
  let end = from;
  for (const character of text.slice(from, from + 255)) {
    if (!domainCharacter.test(character)) break;
    end += character.length;
  }
  while (end > from && /[.-]/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

const idField = /^(?:resent-)?(?:message-id|in-reply-to|references|content-id|original-message-id)[ \t]*:/i;
const idBefore = /(?:message-?id|internalid|references|in-reply-to)["')]?[ \t]*[=:]?[ \t]*"?<?$/i;

/** Whether what looks like an address is the identifier of a message (RFC 5322 §3.6.4), or the timestamp of a greeting, which has its form. */
function isId(text: string, start: number, end: number): boolean {
  const inBrackets = text[start - 1] === '<' && text[end] === '>';
  if (inBrackets && text[start - 2] === '"' && text[end + 1] === '"') return true; // ENVELOPE (RFC 9051 §7.5.2)
  if (inBrackets && /^\+OK\b/.test(text)) return true; // RFC 1939 §7
  if (inBrackets && start === 1 && text.slice(end + 1).trim() === '') return true; // a challenge of CRAM-MD5 (RFC 2195 §2)
  if (idBefore.test(text.slice(Math.max(0, start - 40), start))) return true;
  // The field that it stands in, over folded lines.
  let line = text.lastIndexOf('\n', start - 1);
  for (let folds = 0; folds < 40 && line > 0 && /[ \t]/.test(text[line + 1] ?? ''); folds += 1) line = text.lastIndexOf('\n', line - 1);
  return idField.test(text.slice(line + 1, line + 40));
}

/** Words of the protocols that look like host names. */
const protocolWord =
  /^(?:(?:BODY|BINARY)\.(?:PEEK|SIZE)|RFC822\..*|HEADER\.FIELDS(?:\.NOT)?|(?:\d+\.)+(?:HEADER|TEXT|MIME).*|INBOX\..*|TEXT\..*)$/i;
const dotted = /(?<![\p{L}\p{M}\p{N}_.-])[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/gu;
/** An address of the network that is written together with something else: `ip_192.0.2.7`. */
const withinDotted = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const lastLabel = /\.(?:[\p{L}\p{M}]{2,}|xn--[a-z0-9-]+)$/u;
const withColons = /(?:(?<=IPv6:)|(?<![0-9a-z:.]))[0-9a-f]{0,4}:[0-9a-f:]{1,40}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3})?(?![0-9a-z:])/gi;

/** Host names and addresses of the network. */
export function findHosts(text: string): Found[] {
  const found: Found[] = [];
  if (text.includes('.'))
    for (const { 0: value, index } of text.matchAll(dotted)) {
      const kind = isIP(value) === 4 ? 'ip' : lastLabel.test(value) && !protocolWord.test(value) ? 'host' : null;
      if (kind) found.push({ start: index, end: index + value.length, kind, value });
      else
        for (const { 0: within, index: offset } of value.matchAll(withinDotted))
          if (isIP(within) === 4) found.push({ start: index + offset, end: index + offset + within.length, kind: 'ip', value: within });
    }
  if (text.includes(':'))
    for (const { 0: value, index } of text.matchAll(withColons)) {
      if (isIP(value) === 6) found.push({ start: index, end: index + value.length, kind: 'ip', value });
    }
  return found;
}

/** The folder of a person on a computer, and the file of their mail. */
const ownPath = /(?<![\p{L}\p{N}_.-])(?:\/(?:home|Users|var\/mail|var\/spool\/mail)\/|\\Users\\)([^\s/\\:;"'<>()[\]]{1,255})/gu;
/** RFC 3986 §3.2.1: the name before the host, and what follows it there (RFC 5092 §3.2). */
const inAddress = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/@:;"<>]{1,255})(?=[^\s/@"<>]{0,255}@)/gi;

/** Names of users within the names of files and in addresses of the web. */
export function findUsers(text: string): Found[] {
  if (!text.includes('/') && !text.includes('\\')) return [];
  return [ownPath, inAddress].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: whole, 1: value = '', index }): Found => {
      const end = index + whole.length;
      return { start: end - value.length, end, kind: 'user', value, everywhere: true };
    }),
  );
}
