import { isAscii, isUtf8 } from 'node:buffer';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { decodeHeaderBytes } from '../text/charset.ts';
import { visibleLine } from '../text/visible-text.ts';
import { decodeEncodedWords } from './encoded-word.ts';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;
const colon = 58;
const dash = 45;
const equalsSign = 61;
const escapeByte = 27;

/** One field as it stands in the message. */
export interface RawField {
  /** As sent: `Message-ID`. */
  readonly name: string;
  /** In lower case, for look-ups. */
  readonly key: string;
  /** The whole field, one character a byte (latin1), folded, without its final line end. */
  readonly raw: string;
  /** Where the body of the field begins in `raw`, after the colon. */
  readonly bodyStart: number;
  /** What the message says elsewhere that it is written in: bytes above 0x7f that stand in the field raw are read so. */
  readonly charset: string | null;
  /** The whole header is ASCII without escapes: nothing in it has to be decoded. */
  readonly ascii: boolean;
}

export interface HeaderBlock {
  readonly fields: readonly RawField[];
  /** Where the body begins in the bytes that were read: after the empty line. */
  readonly bodyOffset: number;
  /** Fields or bytes beyond the limits were left out. */
  readonly truncated: boolean;
  /** Lines that are neither a field nor the continuation of one were skipped, or the empty line is missing. */
  readonly malformed: boolean;
  /** The charset that the fields themselves name for raw bytes, or the one given by the caller; null without either. */
  readonly charset: string | null;
  /** Some field holds raw bytes that are neither ASCII nor UTF-8. */
  readonly rawBytes: boolean;
}

/** What the raw bytes of a header are written in. */
export interface HeaderCharset {
  /** Where the fields themselves name none. */
  readonly otherwise: string | null;
  /** Whatever they name: a person chose it. */
  readonly chosen: string | null;
}

const unknownCharset: HeaderCharset = { otherwise: null, chosen: null };

/** Tells whether the line from `start` to `end` (line end excluded) is a boundary that ends the header block early. */
type BoundaryTest = (start: number, end: number) => boolean;

/**
 * Reads the header block (RFC 5322 §2.2) of a message or part, from `start` to the first empty line.
 * Lines end with LF, with or without CR. An mbox `From ` line at the start is passed over. A first line that is no field means that there is no
 * header at all; later ones are skipped, as Dovecot does, unless no field follows them: then the body begins there, so that no text is lost. Linear; never throws.
 * A byte order mark before a field, which Microsoft 365 is known to put there, is no part of its name.
 * @param isBoundary for parts: a boundary line ends the header even where the empty line is missing; one that the header names itself does so too.
 * @param hint what raw bytes above 0x7f are read in.
 */
export function readHeaderBlock(
  bytes: Buffer,
  start = 0,
  end = bytes.length,
  limits: MimeLimits = defaultLimits,
  isBoundary?: BoundaryTest,
  hint: HeaderCharset = unknownCharset,
): HeaderBlock {
  /** Start, colon and end of each field. Text is made of all of them at once at the end, which is far cheaper than field by field. */
  const spans: number[] = [];
  let truncated = false;
  let malformed = false;
  let fieldStart = -1;
  let fieldEnd = -1;
  let fieldColon = -1;
  const firstLine = hasMark(bytes, start, end) ? start + byteOrderMark.length : start;
  let position = start;
  let separated = false;
  /** Where lines began that are no field, if no field has come after them. */
  let strayFrom = -1;
  /** Lines of dashes that were compared with what the header names. */
  let asked = 0;
  const close = (): void => {
    if (fieldStart >= 0) spans.push(fieldStart, fieldColon, fieldEnd);
    fieldStart = -1;
  };
  while (position < end) {
    if (hasMark(bytes, position, end)) {
      position += byteOrderMark.length;
      malformed = true;
    }
    const feed = bytes.indexOf(lineFeed, position);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    let lineEnd = next === end && (feed < 0 || feed >= end) ? end : feed;
    if (lineEnd > position && bytes[lineEnd - 1] === carriageReturn) lineEnd -= 1;
    const first = bytes[position];
    if (lineEnd === position) {
      position = next;
      separated = true;
      break;
    }
    if (first === dash && isBoundary?.(position, lineEnd)) break;
    if (first === dash && bytes[position + 1] === dash && asked < mostAsked && position > start) {
      asked += 1;
      if (isNamedBoundary(bytes.subarray(start, position), bytes.subarray(position + 2, lineEnd))) break;
    }
    if (spans.length >= limits.headerFields * 3 || position - start > limits.headerBytes) {
      truncated = true;
      close();
    } else if (first === space || first === tab) {
      if (fieldStart >= 0) fieldEnd = lineEnd;
      else malformed = true;
    } else {
      // Some gateways fold without a blank: `boundary="b"` at the start of a line goes on with the Content-Type above it.
      const continues =
        fieldStart >= 0 &&
        ((isContentField(bytes, fieldStart) && isParameterLine(bytes, position, lineEnd)) ||
          (bytes[fieldEnd - 1] === equalsSign && endsWord(bytes, fieldStart, fieldEnd, position, lineEnd)));
      const nameEnd = continues ? -1 : fieldNameEnd(bytes, position, lineEnd);
      if (continues) {
        fieldEnd = lineEnd;
        malformed = true;
      } else if (nameEnd > 0) {
        close();
        strayFrom = -1;
        fieldStart = position;
        fieldColon = nameEnd;
        fieldEnd = lineEnd;
      } else if (spans.length === 0 && fieldStart < 0) {
        if (position !== firstLine || !isMboxLine(bytes, position)) {
          malformed = true;
          return { fields: [], bodyOffset: position, truncated, malformed, charset: hint.otherwise, rawBytes: false };
        }
      } else {
        malformed = true;
        if (strayFrom < 0) strayFrom = position;
      }
    }
    position = next;
  }
  close();
  // The empty line is missing: what would be skipped as stray lines of a header is the text of the message.
  const { fields, charset, rawBytes } = makeFields(bytes, start, spans, hint);
  if (strayFrom >= 0) return { fields, bodyOffset: strayFrom, truncated, malformed, charset, rawBytes };
  return {
    fields,
    bodyOffset: position,
    truncated,
    malformed: malformed || (!separated && position < end),
    charset,
    rawBytes,
  };
}

const byteOrderMark = Buffer.from('\ufeff');

const hasMark = (bytes: Buffer, start: number, end: number): boolean =>
  bytes[start] === byteOrderMark[0] && end - start >= byteOrderMark.length && byteOrderMark.equals(bytes.subarray(start, start + 3));

/** More lines of dashes than these are in no header. */
const mostAsked = 4;

/** Whether a line, without its two dashes, is the boundary that the header above it names: the empty line between them is missing. */
function isNamedBoundary(header: Buffer, line: Buffer): boolean {
  const boundary = line.toString('latin1').trimEnd();
  if (boundary === '' || boundary.length > 1_000) return false;
  const text = header.toString('latin1');
  return [...text.matchAll(/\bboundary[ \t]{0,8}=[ \t]{0,8}["']?/gi)].some(
    ({ index, 0: name }) =>
      text.startsWith(boundary, index + name.length) && /^(?:["';\s]|$)/.test(text.charAt(index + name.length + boundary.length)),
  );
}

/** The offset of the colon of a field, or -1: a name is printable ASCII without a colon (RFC 5322 §2.2), blanks before the colon are obsolete but allowed (§4.5). */
function fieldNameEnd(bytes: Buffer, start: number, end: number): number {
  let position = start;
  let blanks = false;
  for (; position < end; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === colon) return position > start ? position : -1;
    if (byte === space || byte === tab) blanks = true;
    else if (byte < 33 || byte > 126 || blanks) return blanks ? spacedNameEnd(bytes, start, end) : -1;
  }
  return -1;
}

/** `Content type:` is a field of MIME without its dashes. */
function spacedNameEnd(bytes: Buffer, start: number, end: number): number {
  const name = /^content[ -](?:type|disposition|transfer[ -]encoding|id)[ \t]*(?=:)/i.exec(
    bytes.toString('latin1', start, Math.min(end, start + 48)),
  );
  return name ? start + name[0].length : -1;
}

const isMboxLine = (bytes: Buffer, position: number): boolean => /^>?From /.test(bytes.toString('latin1', position, position + 6));

/** A parameter of Content-Type or Content-Disposition at the start of a line. */
const isParameterLine = (bytes: Buffer, start: number, end: number): boolean =>
  /^(?:boundary|charset|name|filename|type|start|format|delsp|protocol|micalg|report-type|method)(?:\*\d{0,3}\*?)?[ \t]*=/i.test(
    bytes.toString('latin1', start, Math.min(end, start + 40)),
  );

/** Octets of a field and of a line in which the two halves of an encoded word are looked for. */
const longestWord = 2_000;

/**
 * Whether a line is the rest of an encoded word that the field above it leaves open: PHP's `quoted_printable_encode` breaks a long subject
 * by `=` and a line end, without the blank of folding.
 */
function endsWord(bytes: Buffer, fieldStart: number, fieldEnd: number, start: number, end: number): boolean {
  if (end - start > longestWord || fieldEnd - fieldStart > longestWord) return false;
  const line = bytes.toString('latin1', start, end);
  if (line.includes('=?') || !/[^?]\??=[ \t]*$/.test(line)) return false;
  return /=\?[^?\s]{1,64}\?q\?[^?]*$/i.test(bytes.toString('latin1', fieldStart, fieldEnd));
}

const isContentField = (bytes: Buffer, start: number): boolean =>
  bytes[start + 7] === dash &&
  ((bytes[start] ?? 0) | 0x20) === 0x63 &&
  /^content-(?:type|disposition)[ \t]*:/i.test(bytes.toString('latin1', start, start + 24));

function makeFields(
  bytes: Buffer,
  start: number,
  spans: readonly number[],
  { otherwise, chosen }: HeaderCharset,
): Pick<HeaderBlock, 'fields' | 'charset' | 'rawBytes'> {
  const end = spans.at(-1) ?? start;
  const text = bytes.toString('latin1', start, end);
  const block = bytes.subarray(start, end);
  const high = !isAscii(block);
  const ascii = !high && !block.includes(escapeByte);
  const charset = chosen ?? (high ? charsetNamed(text) : null) ?? otherwise;
  const fields: RawField[] = [];
  for (let index = 0; index < spans.length; index += 3) {
    const from = (spans[index] ?? 0) - start;
    const colonAt = (spans[index + 1] ?? 0) - start;
    const name = text.slice(from, colonAt).trimEnd();
    const raw = text.slice(from, (spans[index + 2] ?? 0) - start);
    fields.push({ name, key: name.toLowerCase(), raw, bodyStart: colonAt - from + 1, charset, ascii });
  }
  return { fields, charset, rawBytes: high && !isUtf8(block) };
}

/** What a header says that its message is written in: by its Content-Type, else by its first encoded word (RFC 2047), unless that is UTF-8 or ASCII, which raw bytes would be recognised as. */
function charsetNamed(header: string): string | null {
  const named = [
    /^content-type[ \t]*:[^\n]*(?:\n[ \t][^\n]*){0,20}?\bcharset[ \t]{0,8}=[ \t]{0,8}["']?([\w.:+-]{1,40})/im.exec(header)?.[1],
    /=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?[bq]\?/i.exec(header)?.[1],
  ];
  return named.find((charset) => charset !== undefined && isOwnCharset(charset)) ?? null;
}

/** Whether a charset can be what raw bytes that are no UTF-8 are written in. */
export const isOwnCharset = (charset: string): boolean => !/^(?:utf-?8|us-ascii|ascii|utf-?7|unknown|x-unknown)/i.test(charset);

/** The first field of a name in lower case. */
export const firstField = (block: HeaderBlock, key: string): RawField | undefined => block.fields.find((field) => field.key === key);

/** All fields of a name in lower case, in the order of the message. */
export const fieldsNamed = (block: HeaderBlock, key: string): RawField[] => block.fields.filter((field) => field.key === key);

/**
 * The body of a field, unfolded (RFC 5322 §2.2.3) and trimmed, bytes above 0x7f decoded, encoded words not: what structured fields are parsed from.
 * Control characters are still there. Bounded by `limits.fieldBytes`.
 */
export function fieldBody(field: RawField, limits: MimeLimits = defaultLimits): string {
  const body = field.raw.slice(field.bodyStart, field.bodyStart + limits.fieldBytes);
  const unfolded = body.includes('\n') ? body.replace(/\r?\n(?=[ \t])/g, '').replace(/\r?\n/g, ' ') : body;
  return (field.ascii ? unfolded : decodeHeaderBytes(unfolded, field.charset)).trim();
}

/** The body of an unstructured field as a person reads it: unfolded, encoded words decoded, control characters replaced. */
export const fieldText = (field: RawField, limits: MimeLimits = defaultLimits): string =>
  visibleLine(decodeEncodedWords(fieldBody(field, limits))).trim();

/** The field as on the wire, for the table of headers: folded, bytes above 0x7f decoded as text. */
export const fieldSource = (field: RawField): string => (field.ascii ? field.raw : decodeHeaderBytes(field.raw, field.charset));
