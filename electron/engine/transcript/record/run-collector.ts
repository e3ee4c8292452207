/**
 * Gathers one run (a literal or a message body) while it crosses the wire. Short ones stand in their line; a message that
 * the store may hold waits whole; anything else long is handed on in parts as it comes, so memory stays bounded.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Span } from '../../wire/authentication/base64-mask.ts';
import type { TranscriptLimits } from '../limits.ts';
import type { Piece } from '../masking/masker.ts';
import { type Payload, payloadOf } from '../payload/payload.ts';
import { sha256 } from '../payload/payload-retention.ts';
import { unstuff } from './dot-stuffing.ts';

export type CollectedRun =
  /** All of it stands in the line. */
  | { readonly keep: 'inline'; readonly bytes: Buffer; readonly masked: Span[] }
  /** A whole message; `payload-retention.ts` decides who keeps it. `message` is `bytes` without its dot-stuffing. */
  | { readonly keep: 'shared'; readonly bytes: Payload; readonly message: Payload; readonly stuffed: boolean }
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
  const gather = createGatherer(first.direction === 'client');
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
      const stuffed = first.message === 'stuffed';
      if (!hash && sharable && !stuffed && length >= limits.sharedPayload) {
        const message = payloadOf(gather.takePieces());
        return { keep: 'shared', bytes: message, message, stuffed };
      }
      const bytes = gather.take();
      if (hash) return { keep: 'parts', head, rest: bytes, masked, hash: hash.update(bytes).digest('hex'), length };
      const message = sharable && length >= limits.sharedPayload ? unstuff(bytes) : null;
      if (message) return { keep: 'shared', bytes: payloadOf([bytes]), message: payloadOf([message]), stuffed };
      if (length <= limits.inlinePayload) return { keep: 'inline', bytes, masked };
      return { keep: 'parts', head: bytes.subarray(0, limits.head), rest: bytes, masked, hash: sha256(bytes), length };
    },
  };
}

/** Shorter pieces are copied together: a server that sends octet by octet would make an object of each. */
const leastKept = 4_096;

/**
 * Collects bytes. Received buffers are never reused, so they are kept without a copy: copying all mail only to drop it would be waste. Sent
 * buffers belong to the sender and are copied.
 */
function createGatherer(copies: boolean) {
  let pieces: Buffer[] = [];
  let length = 0;
  let chunk: Buffer = Buffer.alloc(0);
  let begun = 0;
  let used = 0;
  const endSmall = () => {
    if (used > begun) pieces.push(chunk.subarray(begun, used));
    begun = used;
  };
  const takePieces = (): Buffer[] => {
    endSmall();
    const taken = pieces;
    pieces = [];
    length = 0;
    return taken;
  };
  return {
    length: () => length,
    add(bytes: Buffer): void {
      length += bytes.length;
      if (bytes.length >= leastKept) {
        endSmall();
        pieces.push(copies ? Buffer.from(bytes) : bytes);
        return;
      }
      if (used + bytes.length > chunk.length) {
        endSmall();
        chunk = Buffer.allocUnsafe(2 * leastKept);
        begun = 0;
        used = 0;
      }
      used += bytes.copy(chunk, used);
    },
    takePieces,
    take(): Buffer {
      const taken = takePieces();
      const [only] = taken;
      return only && taken.length === 1 ? only : Buffer.concat(taken);
    },
  };
}
