import { decodeQuotedPrintable } from '../structure/transfer-encoding.ts';
import { decodeCharset } from '../text/charset.ts';

const underscore = 95;
const space = 32;

interface Word {
  readonly charset: string;
  readonly base64: boolean;
  readonly encoded: string;
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
 * Decodes the encoded words of an unfolded field (RFC 2047). White space between two of them is dropped (§6.2). Neighbours of the same
 * charset are joined before decoding, because many senders split a character, or even the encoded text, over two words, which §5 forbids.
 * Spaces and question marks inside a word, also forbidden, are read as meant. Linear in the length of the text.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  const output: string[] = [];
  let position = 0;
  let pending: Word[] = [];
  const flush = (): void => {
    if (pending.length > 0) output.push(decodeWords(pending));
    pending = [];
  };
  const head = new RegExp(headPattern, 'g');
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const word = readWord(text, match);
    if (!word) break; // no `?=` after this point: nothing further can be an encoded word
    const between = text.slice(position, match.index);
    if (!(pending.length > 0 && blank.test(between))) {
      flush();
      output.push(between);
    } else if (pending[0]?.charset !== word.charset) {
      flush();
    }
    pending.push(word);
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
  return {
    charset: (match[1] ?? '').toLowerCase().replace(/\*.*$/, ''), // RFC 2231 §5: a language may follow the charset
    base64: match[2] === 'B' || match[2] === 'b',
    encoded: text.slice(start, end),
    end: end + 2,
  };
}

/** What is left of bytes that were put together wrongly. */
const unreadable = /[\ufffd\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/;

/** The text of neighbours of one charset. */
function decodeWords(words: readonly Word[]): string {
  const [first] = words;
  const charset = first?.charset ?? '';
  if (first && words.length === 1) return decodeCharset(bytesOf(first), charset);
  const whole = words.every((word, index) => isWhole(word, words[index + 1]));
  const alone = (): string => decodeCharset(Buffer.concat(words.map(bytesOf)), charset);
  if (whole) return alone();
  // Cut by length, inside four letters of base64 or inside `=XX`; or base64 that leaves its padding out. The one that can be read is meant.
  const joined = decodeCharset(Buffer.concat(joinCut(words).map(bytesOf)), charset);
  if (!unreadable.test(joined)) return joined;
  const separate = alone();
  return unreadable.test(separate) ? joined : separate;
}

/** Whether the encoded text of a word ends where a byte ends. */
function isWhole({ base64, encoded }: Word, next: Word | undefined): boolean {
  if (next === undefined) return true;
  return base64 ? encoded.endsWith('=') || encoded.length % 4 === 0 : !/=[0-9a-f]?$/i.test(encoded);
}

/** Joins a word that is not whole with what follows it in the same encoding. */
function joinCut(words: readonly Word[]): Word[] {
  const joined: Word[] = [];
  let pieces: string[] = [];
  let length = 0;
  for (const [index, word] of words.entries()) {
    pieces.push(word.encoded);
    length += word.encoded.length;
    const next = words[index + 1];
    const padded = word.encoded.endsWith('=');
    const whole = word.base64 ? padded || length % 4 === 0 : isWhole(word, next);
    if (next && next.base64 === word.base64 && !whole) continue;
    joined.push({ ...word, encoded: pieces.join('') });
    pieces = [];
    length = 0;
  }
  return joined;
}

const bytesOf = ({ base64, encoded }: Word): Buffer => (base64 ? Buffer.from(encoded, 'base64') : decodeQ(encoded));

/** A soft line break of quoted-printable (RFC 2045 §6.7), which has no place in a word: of its line end folding or a mailer left blanks. */
const softBreak = /(?<=\S)=[ \t]+|=[ \t]{2,}/g;

/** The Q encoding (RFC 2047 §4.2): `_` is a space, `=41` a byte. */
function decodeQ(written: string): Buffer {
  const encoded = written.includes('= ') || written.includes('=\t') ? written.replace(softBreak, '') : written;
  // Characters above 0xff come from raw UTF-8 inside the word; keep them instead of cutting them to a byte.
  const bytes = /[\u0100-\uffff]/.test(encoded) ? Buffer.from(encoded, 'utf8') : Buffer.from(encoded, 'latin1');
  for (let at = bytes.indexOf(underscore); at >= 0; at = bytes.indexOf(underscore, at + 1)) bytes[at] = space;
  return decodeQuotedPrintable(bytes);
}
