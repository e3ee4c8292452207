import { decodeCharset } from './charset.ts';
import { decodeQuotedPrintable } from './transfer-encoding.ts';

const underscore = 95;
const space = 32;

interface Word {
  readonly charset: string;
  readonly bytes: Buffer;
  readonly end: number;
}

/** `=?charset?Q?`: the head of an encoded word; its text ends at the next `?=`. */
const headPattern = /=\?([^?\s]{1,64})\?([QqBb])\?/;
const blank = /^[ \t\r\n]*$/;

/** Whether a text holds an encoded word that `decodeEncodedWords` would decode. */
export function hasEncodedWord(text: string): boolean {
  const start = text.search(headPattern);
  return start >= 0 && text.indexOf('?=', start + 5) >= 0;
}

/**
 * Decodes the encoded words of an unfolded field (RFC 2047).
 * White space between two of them is dropped (§6.2). Neighbours of the same charset are joined before decoding, because many senders
 * split a character over two words, which §5 forbids. Spaces and question marks inside a word, also forbidden, are read as meant.
 * Linear in the length of the text.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  const output: string[] = [];
  let position = 0;
  let pending: { charset: string; chunks: Buffer[] } | null = null;
  const flush = (): void => {
    if (pending) output.push(decodeCharset(Buffer.concat(pending.chunks), pending.charset));
    pending = null;
  };
  const head = new RegExp(headPattern, 'g');
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const word = readWord(text, match);
    if (!word) break; // no `?=` after this point: nothing further can be an encoded word
    const between = text.slice(position, match.index);
    if (!(pending && blank.test(between))) {
      flush();
      output.push(between);
    } else if (pending.charset !== word.charset) {
      flush();
    }
    pending ??= { charset: word.charset, chunks: [] };
    pending.chunks.push(word.bytes);
    position = word.end;
    head.lastIndex = word.end;
  }
  flush();
  output.push(text.slice(position));
  return output.join('');
}

function readWord(text: string, match: RegExpExecArray): Word | null {
  const start = match.index + match[0].length;
  // `=?utf-8?Q?=41?=`: the text may itself begin with `=`, so the `?` before it is no end.
  const end = text.indexOf('?=', start);
  if (end < 0) return null;
  const encoded = text.slice(start, end);
  const base64 = match[2] === 'B' || match[2] === 'b';
  return {
    charset: (match[1] ?? '').toLowerCase().replace(/\*.*$/, ''), // RFC 2231 §5: a language may follow the charset
    bytes: base64 ? Buffer.from(encoded, 'base64') : decodeQ(encoded),
    end: end + 2,
  };
}

/** The Q encoding (RFC 2047 §4.2): `_` is a space, `=41` a byte. */
function decodeQ(encoded: string): Buffer {
  // Characters above 0xff come from raw UTF-8 inside the word; keep them instead of cutting them to a byte.
  const bytes = /[\u0100-\uffff]/.test(encoded) ? Buffer.from(encoded, 'utf8') : Buffer.from(encoded, 'latin1');
  for (let at = bytes.indexOf(underscore); at >= 0; at = bytes.indexOf(underscore, at + 1)) bytes[at] = space;
  return decodeQuotedPrintable(bytes);
}
