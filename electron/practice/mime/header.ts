/** One field of a header, by its place in the message. */
export interface HeaderField {
  readonly name: string;
  /** Unfolded and trimmed; one character an octet, so nothing is lost whatever the charset. */
  readonly value: string;
  readonly start: number;
  /** After the field's last line ending. */
  readonly end: number;
}

interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Where the body begins: after the empty line, or the end where there is none. */
  readonly bodyStart: number;
}

/** Reads the header (RFC 5322 §2.2) of the entity that lies in `bytes` from `start` to `end`. A line that is no field is passed over. */
export function parseHeader(bytes: Buffer, start: number, end: number): HeaderBlock {
  const fields: HeaderField[] = [];
  let position = start;
  while (position < end) {
    const lineEnd = endOfLine(bytes, position, end);
    if (isEmptyLine(bytes, position, lineEnd)) return { fields, bodyStart: lineEnd };
    let fieldEnd = lineEnd;
    // RFC 5322 §2.2.3: a line that begins with white space continues the field before it.
    while (fieldEnd < end && (bytes[fieldEnd] === 0x20 || bytes[fieldEnd] === 0x09)) fieldEnd = endOfLine(bytes, fieldEnd, end);
    const text = bytes.toString('latin1', position, fieldEnd);
    const colon = text.indexOf(':');
    if (colon > 0)
      fields.push({ name: text.slice(0, colon).trimEnd(), value: unfold(text.slice(colon + 1)), start: position, end: fieldEnd });
    position = fieldEnd;
  }
  return { fields, bodyStart: end };
}

/** Folding is undone by taking the line endings away and nothing else (RFC 5322 §2.2.3). */
const unfold = (text: string): string => text.replace(/\r?\n/g, '').trim();

/** The position after the next LF, or `end`. */
export function endOfLine(bytes: Buffer, from: number, end: number): number {
  const position = bytes.indexOf(0x0a, from);
  return position < 0 || position >= end ? end : position + 1;
}

function isEmptyLine(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  return (length === 1 && bytes[start] === 0x0a) || (length === 2 && bytes[start] === 0x0d && bytes[start + 1] === 0x0a);
}

/** The value of the first field of that name. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name.toLowerCase() === name)?.value;
}

interface ParameterizedValue {
  /** In lower case. */
  readonly value: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Reads `value; name=word; name="quoted"` (RFC 2045 §5.1, RFC 2183), with comments left out. */
export function parseParameterized(text: string): ParameterizedValue {
  const tokens = [...withoutComments(text).matchAll(/;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g)];
  const value = (/^[^;]*/.exec(withoutComments(text))?.[0] ?? '').trim().toLowerCase();
  return {
    value,
    parameters: tokens.map((token) => [token[1] ?? '', token[2]?.replace(/\\(.)/g, '$1') ?? (token[3] ?? '').trim()] as const),
  };
}

function withoutComments(text: string): string {
  let depth = 0;
  let quoted = false;
  let kept = '';
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position] ?? '';
    if (character === '\\') {
      if (depth === 0) kept += text.slice(position, position + 2);
      position += 1;
    } else if (character === '"' && depth === 0) {
      quoted = !quoted;
      kept += character;
    } else if (character === '(' && !quoted) depth += 1;
    else if (character === ')' && !quoted && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}
