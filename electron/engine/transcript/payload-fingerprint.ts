/**
 * A cheap name for a message, to recognise it before its hash is known: its length and a checksum of both its ends. Going through all of
 * an attachment twice, here and where it is stored, costs more than the rest of the log. Two messages may share it, by chance or because
 * somebody wants them to; who uses it compares bytes or hashes where that matters.
 */
import { crc32 } from 'node:zlib';

/** Octets at either end: the header block of nearly every message, and the last of its text. */
const endOctets = 2_048;

export const fingerprintOfPayload = (message: Uint8Array): string => fingerprintOfPieces([message], message.length);

/** The same of a message that lies in pieces, `length` octets together. */
export function fingerprintOfPieces(pieces: readonly Uint8Array[], length: number): string {
  const tailFrom = Math.max(endOctets, length - endOctets);
  let sum = 0;
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.length;
    if (at < endOctets) sum = crc32(piece.subarray(0, endOctets - at), sum);
    if (end > tailFrom) sum = crc32(piece.subarray(Math.max(0, tailFrom - at)), sum);
    at = end;
  }
  return `${length}:${sum}`;
}
