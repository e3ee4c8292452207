/**
 * A cheap name for a message, to recognise it before its hash is known: hashing 10 kB costs 50 µs, and the storage worker
 * hashes every message anyway. Two messages may share it; who uses it compares bytes or hashes where that matters.
 */
import { crc32 } from 'node:zlib';

export const fingerprintOfPayload = (message: Uint8Array): string => `${message.length}:${crc32(message)}`;
