/**
 * The server's own reading of a message: a tree of entities, each by its place in the octets, so that whatever IMAP
 * asks for is a slice and never a copy written anew. It is written apart from the client's parser on purpose, and
 * refuses to decode anything (`decode-text.ts` does that, for searches).
 */
import { endOfLine, fieldValue, type HeaderField, parseHeader, parseParameterized } from './header.ts';

export interface Entity {
  readonly bytes: Buffer;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  readonly fields: readonly HeaderField[];
  /** Lower case. */
  readonly type: string;
  readonly subtype: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Content-Transfer-Encoding in lower case, `7bit` where it is not said (RFC 2045 §6.1). */
  readonly encoding: string;
  /** The parts of a multipart. */
  readonly children: readonly Entity[];
  /** What a message/rfc822 contains. */
  readonly message: Entity | undefined;
}

/** Deeper parts are left as they are: octets without structure. */
const depthLimit = 50;
const partLimit = 5_000;

/** Parses a whole message. */
export function parseMessage(bytes: Buffer): Entity {
  return parseEntity(bytes, 0, bytes.length, { depth: 0, fallback: 'text/plain' });
}

function parseEntity(bytes: Buffer, start: number, end: number, context: { depth: number; fallback: string }): Entity {
  const { fields, bodyStart } = parseHeader(bytes, start, end);
  const declared = parseParameterized(fieldValue(fields, 'content-type') ?? '');
  const known = /^[^\s/]+\/[^\s/]+$/.test(declared.value);
  // RFC 2045 §5.2: without a usable Content-Type it is text/plain in US-ASCII.
  const [type = '', subtype = ''] = (known ? declared.value : context.fallback).split('/');
  const parameters = known ? declared.parameters : context.fallback === 'text/plain' ? [['charset', 'us-ascii'] as const] : [];
  const encoding = parseParameterized(fieldValue(fields, 'content-transfer-encoding') ?? '').value || '7bit';
  const base = { bytes, start, bodyStart, end, fields, type, subtype, parameters, encoding };
  const depth = context.depth + 1;
  if (depth > depthLimit) return { ...base, children: [], message: undefined };
  if (type === 'multipart') {
    const boundary = parameters.find(([name]) => name.toLowerCase() === 'boundary')?.[1];
    // RFC 2046 §5.1.5: in a digest a part without Content-Type is a message.
    const fallback = subtype === 'digest' ? 'message/rfc822' : 'text/plain';
    const regions = boundary ? partRegions(bytes, bodyStart, end, boundary) : [];
    return { ...base, children: regions.map(([from, to]) => parseEntity(bytes, from, to, { depth, fallback })), message: undefined };
  }
  // RFC 2046 §5.2.1: message/rfc822 is never base64 or quoted-printable; one that claims to be has no readable structure.
  const holdsMessage = type === 'message' && subtype === 'rfc822' && /^(7bit|8bit|binary)$/.test(encoding);
  return {
    ...base,
    children: [],
    message: holdsMessage ? parseEntity(bytes, bodyStart, end, { depth, fallback: 'text/plain' }) : undefined,
  };
}

/** Where the parts between boundary lines lie; the line ending before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
function partRegions(bytes: Buffer, bodyStart: number, end: number, boundary: string): (readonly [number, number])[] {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const regions: (readonly [number, number])[] = [];
  let partStart = -1;
  for (let position = bytes.indexOf(delimiter, bodyStart); position >= 0 && position < end; ) {
    const lineEnd = endOfLine(bytes, position, end);
    const isAtLineStart = position === bodyStart || bytes[position - 1] === 0x0a;
    const rest = bytes.toString('latin1', position + delimiter.length, lineEnd).trimEnd();
    if (isAtLineStart && (rest === '' || rest === '--')) {
      if (partStart >= 0) regions.push([partStart, Math.max(partStart, beforeLineEnding(bytes, position))]);
      partStart = lineEnd;
      if (rest === '--' || regions.length >= partLimit) return regions;
    }
    position = bytes.indexOf(delimiter, Math.max(lineEnd, position + 1));
  }
  if (partStart >= 0) regions.push([partStart, end]);
  return regions;
}

function beforeLineEnding(bytes: Buffer, position: number): number {
  if (bytes[position - 1] !== 0x0a) return position;
  return bytes[position - 2] === 0x0d ? position - 2 : position - 1;
}
