/**
 * Parts of a text that hold other text in an encoding: encoded words (RFC 2047), base64, hexadecimal digits, percent and quoted-printable.
 * Each is handed over decoded; what comes back for it is encoded the same way.
 */
import { isUtf8 } from 'node:buffer';

export interface EncodedPart {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Short base64 looks like any word: it is only taken for base64 where the whole of it is a known name. */
  readonly isDoubtful: boolean;
  /** A display name, if an address follows. */
  readonly isPhrase: boolean;
  encode(text: string): string;
}

const encodedWord = /=\?([A-Za-z0-9._-]{1,40})(?:\*[A-Za-z-]{1,20})?\?([bq])\?([^?\s]{0,4000})\?=/gi;
/** Lines of a body in base64 (RFC 2045 §6.8). */
const base64Lines = /(?:^|\n)((?:[A-Za-z0-9+/]{32,76}\r?\n)+[A-Za-z0-9+/]{0,76}={0,2})(?![A-Za-z0-9+/=])/g;
const base64Token = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{4,}={0,2}/g;
/** RFC 3461 §4 and RFC 6533 §3: parameters of MAIL and RCPT, and the fields of a report that repeat them. */
const xtext =
  /(?<=\b(?:AUTH=|ENVID=|ORCPT=[a-z0-9-]{1,30};|Original-Envelope-Id:[ \t]{0,9}|(?:Original|Final)-Recipient:[ \t]{0,9}[a-z0-9-]{1,30};[ \t]{0,9}))[\x21-\x7e]{1,1000}/gi;
const hexadecimal = /(?<![0-9a-z])(?:[0-9a-f]{2}){3,}(?![0-9a-z])/gi;
const word = /[^\s<>"(),]+/g;

/** Text that may hold a name; null for other bytes. NUL and 0x01 separate fields of authentications. */
export function textOfBytes(bytes: Buffer): string | null {
  // Most words decode to something else: an exception for each would cost more than all the rest.
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  return /[\u0002-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? null : text;
}

function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('latin1'); // a charset that is not known: its letters of ASCII are what matters
  }
}

const base64Of = (text: string, alphabet: string): string => {
  const encoded = Buffer.from(text, 'utf8').toString(/[-_]/.test(alphabet) && !/[+/]/.test(alphabet) ? 'base64url' : 'base64');
  return alphabet.endsWith('=') || !/[-_]/.test(alphabet) ? encoded : encoded.replace(/=+$/, '');
};

const unescapeBytes = (text: string, mark: '%' | '='): string | null =>
  textOfBytes(
    Buffer.from(
      Buffer.from(text, 'utf8')
        .toString('latin1')
        .replace(mark === '%' ? /%([0-9a-f]{2})/gi : /=([0-9a-f]{2})/gi, (_, digits: string) =>
          String.fromCharCode(Number.parseInt(digits, 16)),
        ),
      'latin1',
    ),
  );

/** Encodes what an encoder of this kind must, and the character that the name is most often split at. */
const escapeText = (text: string, mark: '%' | '='): string =>
  Array.from(text, (character) =>
    /[A-Za-z0-9._~:/?&;,+ -]/.test(character) || (mark === '%' && character === '=')
      ? character
      : [...Buffer.from(character, 'utf8')].map((byte) => `${mark}${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  ).join('');

/** Text in UTF-16, as Exchange writes the name of its host into a greeting: letters of ASCII, every second octet is 0. Null for anything else. */
function wideText(bytes: Buffer): string | null {
  if (bytes.length < 8 || bytes.length % 2 !== 0) return null;
  for (let at = 0; at < bytes.length; at += 2) {
    const octet = bytes[at] ?? 0;
    if (octet < 0x20 || octet > 0x7e || bytes[at + 1] !== 0) return null;
  }
  return bytes.toString('utf16le');
}

const decodeXtext = (text: string): string | null =>
  textOfBytes(
    Buffer.from(
      text
        .replace(/\\x\{([0-9a-f]{1,6})\}/gi, (whole, digits: string) => {
          const point = Number.parseInt(digits, 16);
          return point > 0x10ffff ? whole : Buffer.from(String.fromCodePoint(point), 'utf8').toString('latin1');
        })
        .replace(/\+([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
      'latin1',
    ),
  );

const encodeXtext = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/[^\x21-\x2a\x2c-\x3c\x3e-\x7e]/g, (octet) => `+${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function bytesOfWord(way: string, content: string): Buffer {
  if (way.toLowerCase() === 'b') return Buffer.from(content, 'base64');
  const text = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(text, 'latin1');
}

/** A phrase as it is read: encoded words decoded, those next to each other joined (RFC 2047 §6.2), also within a character. */
export function decodeWords(phrase: string): string {
  if (!phrase.includes('=?')) return phrase;
  let decoded = '';
  let at = 0;
  let held: { readonly charset: string; readonly bytes: Buffer[] } | null = null;
  const end = (): string => (held ? decodeCharset(Buffer.concat(held.bytes), held.charset) : '');
  for (const { 0: whole, 1: charset = '', 2: way = '', 3: content = '', index } of phrase.matchAll(encodedWord)) {
    const between = phrase.slice(at, index);
    const isJoined = held !== null && /^\s*$/.test(between);
    if (!isJoined || held?.charset !== charset.toLowerCase()) {
      decoded += end() + (isJoined ? '' : between);
      held = { charset: charset.toLowerCase(), bytes: [] };
    }
    held.bytes.push(bytesOfWord(way, content));
    at = index + whole.length;
  }
  return decoded + end() + phrase.slice(at);
}

/** @param isMail whether the text is a message, in whole or in part: only there lines in base64 belong together */
export function encodedParts(text: string, isMail: boolean): EncodedPart[] {
  const parts: EncodedPart[] = [];
  if (text.includes('=?'))
    for (const { 0: whole, 1: charset = '', 2: way = '', 3: content = '', index } of text.matchAll(encodedWord)) {
      parts.push({
        start: index,
        end: index + whole.length,
        text: decodeCharset(bytesOfWord(way, content), charset),
        isDoubtful: false,
        isPhrase: /^"?[ \t]*(?:\r?\n[ \t]+)?(?:<[^<>\s]*@|" ?NIL "|"? NIL ")/.test(
          text.slice(index + whole.length, index + whole.length + 200),
        ),
        encode: (changed) => `=?utf-8?b?${Buffer.from(changed, 'utf8').toString('base64')}?=`,
      });
    }
  if (isMail)
    for (const match of text.matchAll(base64Lines)) {
      const block = match[1] ?? '';
      const start = match.index + match[0].length - block.length;
      const width = block.indexOf('\n') - (block.includes('\r\n') ? 1 : 0);
      const end = block.includes('\r\n') ? '\r\n' : '\n';
      const bytes = Buffer.from(block, 'base64');
      const encoding = textOfBytes(bytes) === null ? 'latin1' : 'utf8';
      parts.push({
        start,
        end: start + block.length,
        text: bytes.toString(encoding),
        isDoubtful: false,
        isPhrase: false,
        encode: (changed) =>
          (
            Buffer.from(changed, encoding)
              .toString('base64')
              .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
          ).join(end),
      });
    }
  if (text.includes('+') || text.includes('\\x{'))
    for (const { 0: token, index } of text.matchAll(xtext)) {
      const decoded = decodeXtext(token);
      if (decoded === null || decoded === token) continue;
      parts.push({ start: index, end: index + token.length, text: decoded, isDoubtful: false, isPhrase: false, encode: encodeXtext });
    }
  for (const { 0: token, index } of text.matchAll(base64Token)) {
    const bytes = Buffer.from(token, 'base64');
    const wide = wideText(bytes);
    const decoded = wide ?? textOfBytes(bytes);
    if (decoded === null || token.replace(/=+$/, '').length % 4 === 1) continue;
    parts.push({
      start: index,
      end: index + token.length,
      text: decoded,
      isDoubtful: token.length < 12,
      isPhrase: false,
      encode: (changed) => (wide === null ? base64Of(changed, token) : Buffer.from(changed, 'utf16le').toString('base64')),
    });
  }
  for (const { 0: digits, index } of text.matchAll(hexadecimal)) {
    const decoded = textOfBytes(Buffer.from(digits, 'hex'));
    if (decoded === null) continue;
    const isUpper = /[A-F]/.test(digits);
    parts.push({
      start: index,
      end: index + digits.length,
      text: decoded,
      isDoubtful: digits.length < 16,
      isPhrase: false,
      encode: (changed) => {
        const encoded = Buffer.from(changed, 'utf8').toString('hex');
        return isUpper ? encoded.toUpperCase() : encoded;
      },
    });
  }
  for (const mark of ['%', '='] as const) {
    if (!text.includes(mark)) continue;
    const sign = mark === '%' ? /%[0-9a-f]{2}/i : /=[0-9a-f]{2}/i;
    for (const { 0: token, index } of text.matchAll(word)) {
      const decoded = sign.test(token) ? unescapeBytes(token, mark) : null;
      if (decoded === null || decoded === token) continue;
      parts.push({
        start: index,
        end: index + token.length,
        text: decoded,
        isDoubtful: false,
        isPhrase: false,
        encode: (changed) => escapeText(changed, mark),
      });
    }
  }
  return parts;
}
