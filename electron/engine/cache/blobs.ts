/** Raw messages, once each by content: first as they came, then compressed: zstd level 1, 220 MB/s where deflate manages 50. */
import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Database } from './database.ts';

const level = { [constants.ZSTD_c_compressionLevel]: 1 };
/** What zstd needs beyond the input in the worst case (ZSTD_compressBound), generously: then one call of it does. */
const bound = (size: number): number => size + (size >>> 8) + 512;

export const contentHash = (raw: Uint8Array): Buffer => hash('sha256', raw, 'buffer');
/** With room for all of the output at once: growing it piece by piece costs as much again as compressing. */
export const compress = (raw: Uint8Array): Buffer => zstdCompressSync(raw, { params: level, chunkSize: bound(raw.length) });
export const decompress = (bytes: Uint8Array): Buffer => zstdDecompressSync(bytes);

/** How the bytes of a message lie in their row: numbers of the schema. */
export const encodings = { asItCame: 0, zstd: 1 } as const;

export interface StoredBytes {
  readonly bytes: Uint8Array;
  readonly encoding: number;
}

export function decode({ bytes, encoding }: StoredBytes): Buffer {
  return encoding === encodings.asItCame ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : decompress(bytes);
}

/**
 * Stores a message unless its content is held already; answers the blob. As it came, because somebody waits: compressing takes longer
 * than everything else together, and is made good when nobody does (`compress-waiting.ts`).
 */
export function storeBlob(cache: Database, digest: Uint8Array, raw: Uint8Array): number {
  const held = cache.sql`SELECT id FROM blobs WHERE hash = ${digest}`.get<{ id: number }>();
  if (held) {
    cache.sql`DELETE FROM orphans WHERE blob_id = ${held.id}`.run();
    return held.id;
  }
  return cache.sql`INSERT INTO blobs (hash, size, bytes, encoding) VALUES (${digest}, ${raw.length}, ${raw}, ${encodings.asItCame})`.run()
    .rowId;
}

export const blobBytes = (cache: Database, id: number): StoredBytes | undefined =>
  cache.sql`SELECT bytes, encoding FROM blobs WHERE id = ${id}`.get<StoredBytes>();

export function readBlob(cache: Database, id: number): Buffer | null {
  const row = blobBytes(cache, id);
  return row ? decode(row) : null;
}

export function readKept(keep: Database, id: number): Buffer | null {
  const row = keep.sql`SELECT bytes FROM kept WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? decompress(row.bytes) : null;
}
