/**
 * Gathers one run (a literal or a message body) while it crosses the wire. Short ones stand in their line; a message that
 * the store may hold waits whole; anything else long is handed on in parts as it comes, so memory stays bounded.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Span } from '../wire/base64-mask.ts';
import { unstuff } from './dot-stuffing.ts';
import type { TranscriptLimits } from './limits.ts';
import type { Piece } from './masking/masker.ts';
import { sha256 } from './payload-ledger.ts';

export type CollectedRun =
  /** All of it stands in the line. */
  | { readonly keep: 'inline'; readonly bytes: Buffer; readonly masked: Span[] }
  /** A whole message; the ledger decides. `message` is `bytes` without its dot-stuffing. */
  | { readonly keep: 'shared'; readonly bytes: Buffer; readonly message: Buffer; readonly stuffed: boolean }
  /** Its parts were handed on; `rest` is the last of them. */
  | {
      readonly keep: 'parts';
      readonly head: Buffer;
      readonly rest: Buffer;
      readonly masked: Span[];
      readonly hash: string;
      readonly length: number;
    };

export interface RunCollector {
  add(piece: Piece): void;
  finish(): CollectedRun;
}

/** Parts are this long: a multiple of three, so that each is whole base64. */
export const partLength = 48 * 1024;

export function createRunCollector(first: Piece, limits: TranscriptLimits, onPart: (bytes: Buffer) => void): RunCollector {
  const most = limits.waiting / 2;
  let sharable = first.message !== null && (first.total ?? 0) <= most;
  const gather = createGatherer(sharable || (first.total ?? Number.POSITIVE_INFINITY) <= limits.inlinePayload ? first.total : null);
  let length = 0;
  let head: Buffer = Buffer.alloc(0);
  let hash: Hash | null = null;
  const masked: Span[] = [];

  function spill(): void {
    const bytes = gather.take();
    if (!hash) {
      head = bytes.subarray(0, limits.head);
      hash = createHash('sha256');
    }
    hash.update(bytes);
    for (let at = 0; at < bytes.length; at += partLength) onPart(bytes.subarray(at, at + partLength));
  }

  return {
    add(piece) {
      for (const span of piece.masked) masked.push({ offset: span.offset + length, length: span.length });
      gather.add(piece.bytes);
      length += piece.bytes.length;
      if (piece.masked.length > 0 || length > most) sharable = false;
      if (!sharable && gather.length() >= partLength && length > limits.inlinePayload) spill();
    },
    finish() {
      const bytes = gather.take();
      if (hash) return { keep: 'parts', head, rest: bytes, masked, hash: hash.update(bytes).digest('hex'), length };
      const stuffed = first.message === 'stuffed';
      const message = sharable && length >= limits.sharedPayload ? (stuffed ? unstuff(bytes) : bytes) : null;
      if (message) return { keep: 'shared', bytes, message, stuffed };
      if (length <= limits.inlinePayload) return { keep: 'inline', bytes, masked };
      return { keep: 'parts', head: bytes.subarray(0, limits.head), rest: bytes, masked, hash: sha256(bytes), length };
    },
  };
}

/** Joins lent bytes: into one buffer where the length is known, else piece by piece. */
function createGatherer(total: number | null) {
  let whole = total === null ? null : Buffer.allocUnsafe(total);
  let pieces: Buffer[] = [];
  let length = 0;
  return {
    length: () => length,
    add(bytes: Buffer): void {
      if (whole && length + bytes.length <= whole.length) bytes.copy(whole, length);
      else pieces.push(Buffer.from(bytes));
      length += bytes.length;
    },
    take(): Buffer {
      const [only] = pieces;
      const joined = whole ? whole.subarray(0, length) : pieces.length === 1 && only ? only : Buffer.concat(pieces);
      whole = null;
      pieces = [];
      length = 0;
      return joined;
    },
  };
}
