/**
 * A cheap fingerprint of a message, to recognise it before its hash is known: a checksum of its length and both its ends. Hashing a whole
 * attachment twice, here and in the store, would cost more than the rest of the log. Two messages may share it, by chance or by
 * intent; callers compare bytes or hashes where that matters.
 */
import { crc32 } from 'node:zlib';

/** Octets at either end: what the servers on its way wrote of it, and the last of its text. */
const endOctets = 512;

export const fingerprintOfPayload = (message: Uint8Array): number => fingerprintOfPieces([message], message.length);

/** The same of a message that lies in pieces, `length` octets together. A small integer for the engine, whatever its sign. */
export function fingerprintOfPieces(pieces: readonly Uint8Array[], length: number): number {
  const tailFrom = Math.max(endOctets, length - endOctets);
  let sum = length >>> 0;
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.length;
    if (at < endOctets) sum = crc32(end <= endOctets ? piece : piece.subarray(0, endOctets - at), sum);
    if (end > tailFrom) sum = crc32(at >= tailFrom ? piece : piece.subarray(tailFrom - at), sum);
    at = end;
  }
  return sum | 0;
}
