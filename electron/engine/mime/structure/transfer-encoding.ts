const equalsSign = 61;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Undoes a Content-Transfer-Encoding (RFC 2045 §6; uuencode as Unix mail used it).
 * @param encoding in lower case or null; an unknown one leaves the bytes as they are (§6.4).
 * @param isText what is no base64 stays: all of it where nothing is, or plain lines that a mailing list put behind the data; otherwise it is left out
 * @returns the decoded bytes, for identity encodings the same memory. Linear; never throws: what cannot be decoded is passed over.
 */
export function decodeTransfer(bytes: Buffer, encoding: string | null, isText = false): Buffer {
  switch (encoding) {
    case 'base64':
      return decodeBase64Body(bytes, isText);
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue':
      return decodeUuencode(bytes);
    default:
      return bytes;
  }
}

/** Base64 up to the plain lines that a mailing list's program appended without looking at the encoding. A text that is none stays as it is. */
function decodeBase64Body(bytes: Buffer, isText: boolean): Buffer {
  if (endsAsItBegins(bytes)) return decodeBase64(bytes);
  const written = bytes.toString('latin1');
  if (isText && isWords(written)) return bytes;
  const footer = footerStart(written);
  if (footer < 0) return decodeBase64(bytes);
  const decoded = decodeBase64(bytes.subarray(0, footer));
  if (!isText) return decoded;
  const lineEnd = decoded.length === 0 || decoded[decoded.length - 1] === lineFeed ? '' : '\n';
  return Buffer.concat([decoded, Buffer.from(lineEnd), bytes.subarray(footer)]);
}

/**
 * Whether the last full line of data and its rest end the part: then there are neither words instead of data nor plain lines behind it, and
 * what is between need not be looked at. Nearly every attachment is so.
 */
function endsAsItBegins(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === lineFeed || bytes[end - 1] === carriageReturn)) end -= 1;
  const rest = bytes.lastIndexOf(lineFeed, end - 1) + 1;
  if (rest === 0) return false;
  const line = (from: number, to: number): string => bytes.toString('latin1', from, to).trim();
  const first = line(0, bytes.indexOf(lineFeed));
  const lastFull = line(rest < 2 ? 0 : bytes.lastIndexOf(lineFeed, rest - 2) + 1, rest - 1);
  return (
    first.length >= shortestOfData &&
    lastFull.length >= first.length &&
    !lastFull.endsWith('=') &&
    [first, lastFull, line(rest, end)].every((text) => dataLine.test(text))
  );
}

/**
 * Whether a text that calls itself base64 was never encoded: a line of it has three words, and no line can be data. Lines of letters alone
 * before the words (a greeting, a name) are no data where they cannot be decoded, or not to a text.
 */
function isWords(text: string): boolean {
  if (!/\S[ \t]+\S+[ \t]+\S/.test(text)) return false;
  let first = '';
  for (const line of text.split('\n')) {
    const bare = line.trim();
    if (!dataLine.test(bare)) continue;
    if (bare.length >= shortestOfData) return false;
    first ||= bare;
  }
  return first.length % 4 !== 0 || first === '' || /[^\t\r\n -~]/.test(Buffer.from(first, 'base64').toString('latin1'));
}

/** A character that is no base64, or several words on a line. */
const otherThanData = /[^A-Za-z0-9+/=\s]|\S[ \t]+\S/;
/** A line of base64 and nothing else. */
const dataLine = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Where plain lines begin behind base64, or -1. Data is every line as long as the first one, and a shorter one directly behind the last of
 * them (RFC 2045 §6.8: all lines but the last have one length). Only words after that are a footer: a stray character within or behind the
 * data is noise, which is passed over.
 */
function footerStart(text: string): number {
  if (!otherThanData.test(text)) return -1;
  let position = 0;
  let full = 0;
  let end = -1;
  let isClosed = false;
  for (const line of text.split('\n')) {
    const bare = line.trim();
    const next = position + line.length + 1;
    if (dataLine.test(bare)) {
      if (full === 0) full = bare.length;
      if (bare.length >= full && !(isClosed && bare.length < shortestOfData)) {
        end = next;
        isClosed = bare.endsWith('=');
      } else if (end === position && !isClosed) {
        end = next;
        isClosed = true;
      }
    }
    position = next;
  }
  if (end < 0) return -1;
  // Empty lines between data and words belong to neither.
  const behind = text.slice(end);
  return /\S[ \t]+\S/.test(behind) ? end + (behind.length - behind.trimStart().length) : -1;
}

/** Behind padding or a last line a word of letters alone is taken for data only from this length on. */
const shortestOfData = 20;

/** Base64 (RFC 2045 §6.8): characters outside the alphabet are passed over, and what follows padding is a new run. */
export function decodeBase64(bytes: Buffer): Buffer {
  const latin1 = bytes.toString('latin1').trimEnd();
  // Node also reads the URL alphabet of RFC 4648 §5, in which `-` and `_` are data; in mail they are noise.
  const text = /[-_]/.test(latin1) ? latin1.replace(/[-_]/g, '') : latin1;
  const padding = text.indexOf('=');
  if (padding < 0 || /^=[=\s]*$/.test(text.slice(padding, padding + 8)) || !/[A-Za-z0-9+/]/.test(text.slice(padding))) {
    return Buffer.from(text, 'base64');
  }
  // Several encoded runs behind each other, as careless senders join them: Node's decoder would stop at the first padding.
  return Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run, 'base64')));
}

/** Quoted-printable (RFC 2045 §6.7), soft line breaks with blanks behind them included; a lone `=` stays as it is. */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  if (bytes.indexOf(equalsSign) < 0) return bytes;
  const output = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let position = 0;
  while (position < bytes.length) {
    const byte = bytes[position] ?? 0;
    position += 1;
    if (byte !== equalsSign) {
      output[length++] = byte;
      continue;
    }
    const high = hexDigit(bytes[position]);
    const low = hexDigit(bytes[position + 1]);
    if (high >= 0 && low >= 0) {
      output[length++] = high * 16 + low;
      position += 2;
      continue;
    }
    const after = softBreakEnd(bytes, position);
    if (after < 0) output[length++] = equalsSign;
    else position = after;
  }
  return output.subarray(0, length);
}

/** The offset after `=`, blanks and a line end, or -1 where this is no soft line break. */
function softBreakEnd(bytes: Buffer, start: number): number {
  let position = start;
  while (bytes[position] === 32 || bytes[position] === 9) position += 1;
  if (position >= bytes.length) return position;
  if (bytes[position] === carriageReturn && bytes[position + 1] === lineFeed) return position + 2;
  return bytes[position] === lineFeed ? position + 1 : -1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1; // lower case is not allowed, but sent
}

/** uuencode (IEEE Std 1003.1 `uuencode`): from the line after `begin` to the line `end`. Without a `begin` line nothing is decoded. */
function decodeUuencode(bytes: Buffer): Buffer {
  const begin = /(?:^|\n)begin(?:-base64)? [0-7]{3,4} [^\n]*\n/.exec(bytes.toString('latin1', 0, Math.min(bytes.length, 65_536)));
  if (!begin) return bytes;
  let position = begin.index + begin[0].length;
  if (begin[0].includes('begin-base64')) {
    const end = bytes.indexOf('\n====', position);
    return decodeBase64(bytes.subarray(position, end < 0 ? bytes.length : end));
  }
  const chunks: Buffer[] = [];
  while (position < bytes.length) {
    const feed = bytes.indexOf(lineFeed, position);
    const lineEnd = feed < 0 ? bytes.length : feed;
    const count = uuValue(bytes[position]);
    if (count === 0 || bytes.toString('latin1', position, position + 3) === 'end') break;
    chunks.push(decodeUuLine(bytes, position + 1, lineEnd, count));
    position = lineEnd + 1;
  }
  return Buffer.concat(chunks);
}

/** The six bits of a uuencoded character; 0 for what is none. */
export const uuValue = (byte: number | undefined): number => (byte === undefined || byte < 32 || byte > 96 ? 0 : (byte - 32) & 63);

/** One line of uuencode without its length character: `count` bytes. */
export function decodeUuLine(bytes: Buffer, start: number, end: number, count: number): Buffer {
  const line = Buffer.alloc(Math.min(count, Math.ceil(((end - start) * 3) / 4)));
  for (let index = 0, position = start; index < line.length; index += 3, position += 4) {
    const at = (offset: number): number => (position + offset < end ? uuValue(bytes[position + offset]) : 0);
    line[index] = (at(0) << 2) | (at(1) >> 4);
    if (index + 1 < line.length) line[index + 1] = (at(1) << 4) | (at(2) >> 2);
    if (index + 2 < line.length) line[index + 2] = (at(2) << 6) | at(3);
  }
  return line;
}
