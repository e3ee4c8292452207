/** Raw messages, once each by content: first as they came, in a file, then compressed in a row: zstd level 1, 220 MB/s where deflate manages 50. */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { bodiesBeside } from '../database/data-folder.ts';
import type { Database } from '../database/database.ts';
import { type BodyFiles, readBodyAt } from './body-files.ts';

const level = { [constants.ZSTD_c_compressionLevel]: 1 };
/** What zstd needs beyond the input in the worst case (ZSTD_compressBound), generously: then one call of it does. */
const bound = (size: number): number => size + (size >>> 8) + 512;

export const contentHash = (raw: Uint8Array): Buffer => hash('sha256', raw, 'buffer');
/** The output buffer is allocated at once: growing it piece by piece costs as much again as compressing. */
export const compress = (raw: Uint8Array): Buffer => zstdCompressSync(raw, { params: level, chunkSize: bound(raw.length) });
/** @param size octets of the result, if known: then its buffer is allocated at once, with room to see that nothing follows. */
export const decompress = (bytes: Uint8Array, size?: number): Buffer =>
  size === undefined ? zstdDecompressSync(bytes) : zstdDecompressSync(bytes, { chunkSize: size + 64 });

const decompressElsewhere = promisify(zstdDecompress);
/** Runs in Node's thread pool for large inputs: 25 MB take 100 ms. Below this many bytes the hand-over costs more. */
export const decompressAside = async (bytes: Uint8Array): Promise<Buffer> =>
  bytes.length < 64 * 1024 ? decompress(bytes) : decompressElsewhere(bytes);

/** Encodings of stored bytes, by the numbers in the schema. */
export const encodings = { asItCame: 0, zstd: 1 } as const;

/** Owns its memory, so it may be transferred. */
export const storedAsItCame = (raw: Uint8Array): StoredBytes => ({ bytes: Uint8Array.from(raw), encoding: encodings.asItCame });

export interface StoredBytes {
  readonly bytes: Uint8Array;
  readonly encoding: number;
  /** Octets of the message itself, where known. */
  readonly size?: number;
}

export function decode({ bytes, encoding, size }: StoredBytes): Buffer {
  return encoding === encodings.asItCame ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : decompress(bytes, size);
}

interface BlobRow extends StoredBytes {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly size: number;
  /** Where the bytes are while they wait to be compressed; null: in the row. */
  readonly file: number | null;
  readonly place: number | null;
}

const blobColumns = 'id, hash, size, bytes, encoding, file, place';

/**
 * Stores a message unless its content is held already; answers the blob. Uncompressed and in a file, because compressing takes longer than
 * everything else together; that is done in idle time (`compress-waiting.ts`).
 */
export function storeBlob(cache: Database, files: BodyFiles, digest: Uint8Array, raw: Uint8Array): number {
  const held = cache.sql`SELECT id, file IS NOT NULL AS waits FROM blobs WHERE hash = ${digest}`.get<{ id: number; waits: number }>();
  if (!held) {
    const { file, place } = files.append(raw);
    return cache.sql`INSERT INTO blobs (hash, size, bytes, encoding, file, place)
      VALUES (${digest}, ${raw.length}, x'', ${encodings.asItCame}, ${file}, ${place})`.run().rowId;
  }
  cache.sql`DELETE FROM orphans WHERE blob_id = ${held.id}`.run();
  // Its file may have been damaged meanwhile: here is the body again.
  if (held.waits && !blobBytes(cache, held.id)) {
    const { file, place } = files.append(raw);
    cache.sql`UPDATE blobs SET file = ${file}, place = ${place} WHERE id = ${held.id}`.run();
  }
  return held.id;
}

/** The bytes of a blob; undefined when there is none, or when its file is damaged. */
export const blobBytes = (cache: Database, id: number): StoredBytes | undefined =>
  bytesOf(cache, () => cache.query(`SELECT ${blobColumns} FROM blobs WHERE id = ?`, [id]).get<BlobRow>());

/** The same by the SHA-256 of the content. */
export const blobBytesByHash = (cache: Database, digest: Uint8Array): StoredBytes | undefined =>
  bytesOf(cache, () => cache.query(`SELECT ${blobColumns} FROM blobs WHERE hash = ?`, [digest]).get<BlobRow>());

function bytesOf(cache: Database, find: () => BlobRow | undefined): StoredBytes | undefined {
  const row = find();
  if (!row || row.file === null || row.place === null) return row;
  const waiting = waitingBytes(cache, row.file, row.place, row);
  if (waiting) return waiting;
  // While this thread looked for the file, the writer may have compressed its bodies and removed it.
  const now = find();
  return now && now.file === null ? now : undefined;
}

function waitingBytes(cache: Database, file: number, place: number, { hash, size }: BlobRow): StoredBytes | undefined {
  const bytes = readBodyAt(bodiesBeside(cache.path), { file, place }, size);
  return bytes && contentHash(bytes).equals(hash) ? { bytes, encoding: encodings.asItCame, size } : undefined;
}

export function readBlob(cache: Database, id: number): Buffer | null {
  const stored = blobBytes(cache, id);
  return stored ? decode(stored) : null;
}

export function readKept(userData: Database, id: number): Buffer | null {
  const stored = keptBytes(userData, id);
  return stored && decode(stored);
}

export function keptBytes(userData: Database, id: number): StoredBytes | null {
  const row = userData.sql`SELECT bytes FROM kept WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? { bytes: row.bytes, encoding: encodings.zstd } : null;
}
