import { decodeHeaderBytes } from './charset.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { defaultLimits, type MimeLimits } from './limits.ts';
import { visibleLine } from './visible-text.ts';

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;
const colon = 58;
const dash = 45;

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
}

export interface HeaderBlock {
  readonly fields: readonly RawField[];
  /** Where the body begins in the bytes that were read: after the empty line. */
  readonly bodyOffset: number;
  /** Fields or bytes beyond the limits were left out. */
  readonly truncated: boolean;
  /** Lines that are neither a field nor the continuation of one were skipped, or the empty line is missing. */
  readonly malformed: boolean;
}

/** Tells whether the line from `start` to `end` (line end excluded) is a boundary that ends the header block early. */
export type BoundaryTest = (start: number, end: number) => boolean;

/**
 * Reads the header block (RFC 5322 §2.2) of a message or part, from `start` to the first empty line.
 * Lines end with LF, with or without CR. An mbox `From ` line at the start is passed over. A first line that is no field means that there is no
 * header at all; later ones are skipped, as Dovecot does, unless no field follows them: then the body begins there, so that no text is lost. Linear; never throws.
 * @param isBoundary for parts: a boundary line ends the header even where the empty line is missing.
 */
export function readHeaderBlock(
  bytes: Buffer,
  start = 0,
  end = bytes.length,
  limits: MimeLimits = defaultLimits,
  isBoundary?: BoundaryTest,
): HeaderBlock {
  /** Start, colon and end of each field. Text is made of all of them at once at the end, which is far cheaper than field by field. */
  const spans: number[] = [];
  let truncated = false;
  let malformed = false;
  let fieldStart = -1;
  let fieldEnd = -1;
  let fieldColon = -1;
  let position = start;
  let separated = false;
  /** Where lines began that are no field, if no field has come after them. */
  let strayFrom = -1;
  const close = (): void => {
    if (fieldStart >= 0) spans.push(fieldStart, fieldColon, fieldEnd);
    fieldStart = -1;
  };
  while (position < end) {
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
    if (spans.length >= limits.headerFields * 3 || position - start > limits.headerBytes) {
      truncated = true;
      close();
    } else if (first === space || first === tab) {
      if (fieldStart >= 0) fieldEnd = lineEnd;
      else malformed = true;
    } else {
      const nameEnd = fieldNameEnd(bytes, position, lineEnd);
      if (nameEnd > 0) {
        close();
        strayFrom = -1;
        fieldStart = position;
        fieldColon = nameEnd;
        fieldEnd = lineEnd;
      } else if (spans.length === 0 && fieldStart < 0) {
        if (position !== start || !isMboxLine(bytes, position)) {
          malformed = true;
          return { fields: [], bodyOffset: position, truncated, malformed };
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
  if (strayFrom >= 0) return { fields: makeFields(bytes, start, spans), bodyOffset: strayFrom, truncated, malformed };
  return {
    fields: makeFields(bytes, start, spans),
    bodyOffset: position,
    truncated,
    malformed: malformed || (!separated && isBoundary !== undefined && position < end),
  };
}

/** The offset of the colon of a field, or -1: a name is printable ASCII without a colon (RFC 5322 §2.2), blanks before the colon are obsolete but allowed (§4.5). */
function fieldNameEnd(bytes: Buffer, start: number, end: number): number {
  let position = start;
  let blanks = false;
  for (; position < end; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === colon) return position > start ? position : -1;
    if (byte === space || byte === tab) blanks = true;
    else if (byte < 33 || byte > 126 || blanks) return -1;
  }
  return -1;
}

const isMboxLine = (bytes: Buffer, position: number): boolean => /^>?From /.test(bytes.toString('latin1', position, position + 6));

function makeFields(bytes: Buffer, start: number, spans: readonly number[]): RawField[] {
  const text = bytes.toString('latin1', start, spans.at(-1) ?? start);
  const fields: RawField[] = [];
  for (let index = 0; index < spans.length; index += 3) {
    const from = (spans[index] ?? 0) - start;
    const colonAt = (spans[index + 1] ?? 0) - start;
    const name = text.slice(from, colonAt).trimEnd();
    fields.push({ name, key: name.toLowerCase(), raw: text.slice(from, (spans[index + 2] ?? 0) - start), bodyStart: colonAt - from + 1 });
  }
  return fields;
}

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
  const unfolded = body.includes('\n') ? body.replace(/\r?\n(?=[ \t])/g, '') : body;
  return decodeHeaderBytes(unfolded).trim();
}

/** The body of an unstructured field as a person reads it: unfolded, encoded words decoded, control characters replaced. */
export const fieldText = (field: RawField, limits: MimeLimits = defaultLimits): string =>
  visibleLine(decodeEncodedWords(fieldBody(field, limits))).trim();

/** The field as on the wire, for the table of headers: folded, bytes above 0x7f decoded as text. */
export const fieldSource = (field: RawField): string => decodeHeaderBytes(field.raw);
