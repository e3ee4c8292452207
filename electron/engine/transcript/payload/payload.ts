/** A payload in the pieces it came in, joined only on request: rarely, because the message store holds it too. */
import { createHash } from 'node:crypto';
import { fingerprintOfPieces } from './payload-fingerprint.ts';

export interface Payload {
  readonly length: number;
  /** At most so many of its first octets; only lent. */
  head(octets: number): Buffer;
  /** All of it in one buffer. */
  whole(): Buffer;
  /** SHA-256, hexadecimal. */
  hash(): string;
  fingerprint(): number;
  /** Frees the bytes: no more requests follow. */
  release(): void;
}

/** @param pieces kept by reference until the release; they must not be written to */
export function payloadOf(pieces: readonly Buffer[]): Payload {
  let parts = pieces;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const whole = (): Buffer => {
    const [only] = parts;
    const joined = only && parts.length === 1 ? only : Buffer.concat(parts, length);
    parts = [joined];
    return joined;
  };
  return {
    length,
    whole,
    head(octets) {
      const [first] = parts;
      return first && first.length >= Math.min(octets, length) ? first.subarray(0, octets) : whole().subarray(0, octets);
    },
    hash() {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest('hex');
    },
    fingerprint: () => fingerprintOfPieces(parts, length),
    release() {
      parts = [];
    },
  };
}
