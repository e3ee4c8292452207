/**
 * Gathers one run (a literal or a message body) while it crosses the wire. Short ones stand in their line; a message that
 * the store may hold waits whole; anything else long is handed on in parts as it comes, so memory stays bounded.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Span } from '../wire/base64-mask.ts';
import { unstuff } from './dot-stuffing.ts';
import type { TranscriptLimits } from './limits.ts';
import type { Piece } from './masking/masker.ts';

export type CollectedRun =
  /** All of it stands in the line. */
  | { readonly keep: 'inline'; readonly bytes: Buffer; readonly masked: Span[] }
  /** A whole message; the ledger decides. */
  | { readonly keep: 'shared'; readonly bytes: Buffer; readonly hash: string; readonly stuffed: boolean }
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
  let held: Buffer[] = [];
  let heldLength = 0;
  let length = 0;
  let head: Buffer = Buffer.alloc(0);
  let parts = false;
  let sharable = first.message !== null;
  let hash: Hash | null = null;
  const masked: Span[] = [];

  const takeHeld = () => {
    const bytes = held.length === 1 ? (held[0] ?? Buffer.alloc(0)) : Buffer.concat(held);
    held = [];
    heldLength = 0;
    return bytes;
  };

  function spill(): void {
    const bytes = takeHeld();
    if (!parts) head = bytes.subarray(0, limits.head);
    parts = true;
    hash ??= createHash('sha256');
    hash.update(bytes);
    for (let at = 0; at < bytes.length; at += partLength) onPart(bytes.subarray(at, at + partLength));
  }

  return {
    add(piece) {
      for (const span of piece.masked) masked.push({ offset: span.offset + length, length: span.length });
      if (piece.masked.length > 0) sharable = false;
      held.push(Buffer.from(piece.bytes)); // the bytes are only lent
      heldLength += piece.bytes.length;
      length += piece.bytes.length;
      if (sharable && length > limits.waiting / 2) sharable = false;
      if (!sharable && heldLength >= partLength && length > limits.inlinePayload) spill();
    },
    finish() {
      if (parts) {
        const rest = takeHeld();
        hash?.update(rest);
        return { keep: 'parts', head, rest, masked, hash: hash?.digest('hex') ?? '', length };
      }
      const bytes = takeHeld();
      const stuffed = first.message === 'stuffed';
      const message = sharable && length >= limits.sharedPayload ? (stuffed ? unstuff(bytes) : bytes) : null;
      if (message) return { keep: 'shared', bytes, hash: sha256(message), stuffed };
      if (length <= limits.inlinePayload) return { keep: 'inline', bytes, masked };
      return { keep: 'parts', head: bytes.subarray(0, limits.head), rest: bytes, masked, hash: sha256(bytes), length };
    },
  };
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
