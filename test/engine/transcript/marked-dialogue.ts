/**
 * Dialogues written down with their secrets marked, so that a test knows what must be masked without asking the code
 * under test: `«` and `»` stand around each secret and are not on the wire.
 */

import type { Masker, Piece } from '../../../electron/engine/transcript/masking/masker.ts';
import type { Span } from '../../../electron/engine/wire/authentication/base64-mask.ts';

export interface Turn {
  readonly direction: 'client' | 'server';
  readonly bytes: Buffer;
  /** Within `bytes`. */
  readonly secrets: readonly Span[];
  /** What stands there after masking, if not asterisks. */
  readonly masked: Buffer;
}

export const client = (marked: string): Turn => turn('client', marked);
export const server = (marked: string): Turn => turn('server', marked);

/** A turn whose `{{…}}` parts are sent as base64; a mark in them covers every character that carries a bit of the secret. */
function turn(direction: 'client' | 'server', marked: string): Turn {
  const bytes: number[] = [];
  const masked: number[] = [];
  const secrets: Span[] = [];
  let position = 0;
  for (const part of marked.split(/(\{\{.*?\}\})/s)) {
    const inner = part.startsWith('{{') ? part.slice(2, -2) : part;
    const plain = unmark(inner);
    const hidden = Buffer.from(plain.bytes);
    for (const span of plain.secrets) hidden.fill('*', span.offset, span.offset + span.length);
    if (part === inner) {
      bytes.push(...plain.bytes);
      masked.push(...hidden);
      secrets.push(...plain.secrets.map((span) => ({ offset: span.offset + position, length: span.length })));
      position += plain.bytes.length;
      continue;
    }
    const encoded = Buffer.from(plain.bytes.toString('base64'));
    bytes.push(...encoded);
    masked.push(...Buffer.from(hidden.toString('base64')));
    for (const span of plain.secrets) {
      // Bit by bit, unlike the code under test: character i carries bits 6i to 6i+5.
      const touched = [...encoded.keys()].filter(
        (index) => index * 6 + 5 >= span.offset * 8 && index * 6 < (span.offset + span.length) * 8,
      );
      secrets.push({ offset: position + (touched[0] ?? 0), length: touched.length });
    }
    position += encoded.length;
  }
  return { direction, bytes: Buffer.from(bytes), secrets, masked: Buffer.from(masked) };
}

function unmark(marked: string): { bytes: Buffer; secrets: Span[] } {
  const pieces: Buffer[] = [];
  const secrets: Span[] = [];
  let length = 0;
  for (const part of marked.split(/(«[^»]*»)/)) {
    const secret = part.startsWith('«');
    const bytes = Buffer.from(secret ? part.slice(1, -1) : part, 'utf8');
    if (secret && bytes.length > 0) secrets.push({ offset: length, length: bytes.length });
    pieces.push(bytes);
    length += bytes.length;
  }
  return { bytes: Buffer.concat(pieces), secrets };
}

/** How a dialogue reaches the tap: each turn cut into chunks. */
export type Chunking = (bytes: Buffer) => Buffer[];

export const whole: Chunking = (bytes) => [bytes];
export const everyByte: Chunking = (bytes) => [...bytes].map((byte) => Buffer.from([byte]));
/** Two chunks, cut at the same place in every turn. */
export const cutAt =
  (place: number): Chunking =>
  (bytes) => [bytes.subarray(0, place % (bytes.length + 1)), bytes.subarray(place % (bytes.length + 1))];

/** Random cuts from a seed, so that a failure can be repeated. */
export function randomly(seed: number): Chunking {
  let state = seed * 2_654_435_761 + 1;
  const next = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % limit;
  };
  return (bytes) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = 1 + next(7);
      chunks.push(bytes.subarray(at, at + length));
      at += length;
    }
    return chunks;
  };
}

export interface Played {
  readonly client: Buffer;
  readonly server: Buffer;
  readonly spans: { readonly client: Span[]; readonly server: Span[] };
}

/** Plays a dialogue into a masker; `collect` must be what the masker emits into. The lent chunk is spoiled after each call. */
export function play(masker: Masker, pieces: readonly Piece[], turns: readonly Turn[], chunking: Chunking): Played {
  let at = 0;
  for (const { direction, bytes } of turns) {
    for (const chunk of chunking(bytes)) {
      const lent = Buffer.from(chunk);
      at += 1;
      masker[direction](lent, at);
      lent.fill(0x58);
    }
  }
  masker.end();
  return {
    client: Buffer.concat(pieces.filter((piece) => piece.direction === 'client').map((piece) => piece.bytes)),
    server: Buffer.concat(pieces.filter((piece) => piece.direction === 'server').map((piece) => piece.bytes)),
    spans: { client: spansOf(pieces, 'client'), server: spansOf(pieces, 'server') },
  };
}

/** Spans in the direction's stream, those that touch across pieces joined. */
function spansOf(pieces: readonly Piece[], direction: 'client' | 'server'): Span[] {
  const spans: { offset: number; length: number }[] = [];
  for (const piece of pieces) {
    if (piece.direction !== direction) continue;
    for (const span of piece.masked) {
      const offset = span.offset + piece.offset;
      const last = spans.at(-1);
      if (last && last.offset + last.length === offset) last.length += span.length;
      else spans.push({ offset, length: span.length });
    }
  }
  return spans;
}

export function expected(turns: readonly Turn[]): Played & { readonly raw: { client: Buffer; server: Buffer } } {
  const of = (direction: 'client' | 'server') => {
    const own = turns.filter((each) => each.direction === direction);
    const spans: Span[] = [];
    let offset = 0;
    for (const each of own) {
      spans.push(...each.secrets.map((span) => ({ offset: span.offset + offset, length: span.length })));
      offset += each.bytes.length;
    }
    return { masked: Buffer.concat(own.map((each) => each.masked)), raw: Buffer.concat(own.map((each) => each.bytes)), spans };
  };
  const c = of('client');
  const s = of('server');
  return { client: c.masked, server: s.masked, spans: { client: c.spans, server: s.spans }, raw: { client: c.raw, server: s.raw } };
}
