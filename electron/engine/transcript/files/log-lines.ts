/** What one line of a session file holds, whichever version wrote it: decoded whole, or only counted from its first bytes. */
import { decodeRecord, type LineRecord, linePrefix, lineRecordSchema, partPrefix, partSchema } from './records.ts';
import { decodeVersion1, decodeVersion1Part } from './version-1.ts';

/** The lines of the wire in one line of the file, in order: none if it holds none; more than one in files of version 1 only. */
export function decodeLines(text: string): LineRecord[] {
  if (!text.startsWith(linePrefix)) return decodeVersion1(text);
  const record = decodeRecord(lineRecordSchema, text);
  return record ? [record] : [];
}

/** The bytes of a part of a payload, or null. */
export function decodePart(text: string): Buffer | null {
  if (!text.startsWith(partPrefix)) return decodeVersion1Part(text);
  const part = decodeRecord(partSchema, text);
  return part ? Buffer.from(part.base64, 'base64') : null;
}

interface Place {
  /** Lines from index `number` on, or the part of a payload with this number. */
  readonly kind: 'lines' | 'part';
  readonly number: number;
  /** How many lines; 0 for a part. */
  readonly count: number;
  /** Written by version 1. */
  readonly isOld: boolean;
}

const comma = 0x2c;
const prefixes: readonly { readonly text: Buffer; readonly kind: Place['kind']; readonly isOld: boolean }[] = [
  { text: Buffer.from(linePrefix), kind: 'lines', isOld: false },
  { text: Buffer.from(partPrefix), kind: 'part', isOld: false },
  { text: Buffer.from('{"i":'), kind: 'lines', isOld: true },
  { text: Buffer.from('{"r":'), kind: 'part', isOld: true },
  { text: Buffer.from('{"f":'), kind: 'lines', isOld: true },
];
/** `{"f":first,"n":count,` */
const block = prefixes.at(-1);

/** What begins at `start` of a file and ends before `end`, told from its first bytes; null for anything else. */
export function placeOf(bytes: Buffer, start: number, end: number): Place | null {
  for (const prefix of prefixes) {
    if (!beginsWith(bytes, start, prefix.text)) continue;
    const at = start + prefix.text.length;
    const number = readNumber(bytes, at, end);
    const count = prefix === block ? readNumber(bytes, bytes.indexOf(comma, at) + 5, end) : 1;
    // A record of so few octets cannot hold more lines, whatever it says.
    if (number === null || count === null || count === 0 || count >= end - start) return null;
    return { kind: prefix.kind, number, count: prefix.kind === 'part' ? 0 : count, isOld: prefix.isOld };
  }
  return null;
}

function beginsWith(bytes: Buffer, start: number, text: Buffer): boolean {
  for (let at = 0; at < text.length; at += 1) if (bytes[start + at] !== text[at]) return false;
  return true;
}

/** Digits up to the comma, which stands before `end`; null for anything else: a record may be cut off in its number. */
function readNumber(bytes: Buffer, at: number, end: number): number | null {
  let value = 0;
  for (let position = at; position < Math.min(end, at + 16); position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === comma && position > at) return value;
    if (byte < 0x30 || byte > 0x39) return null;
    value = value * 10 + byte - 0x30;
  }
  return null;
}
