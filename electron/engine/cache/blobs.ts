/** Raw messages, once each by content and compressed: zstd level 1, 220 MB/s where deflate manages 50. */
import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Database } from './database.ts';

const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const contentHash = (raw: Uint8Array): Buffer => hash('sha256', raw, 'buffer');
export const compress = (raw: Uint8Array): Buffer => zstdCompressSync(raw, level);
export const decompress = (bytes: Uint8Array): Buffer => zstdDecompressSync(bytes);

/** Stores a message unless its content is held already; answers the blob. */
export function storeBlob(cache: Database, raw: Uint8Array): { id: number; hash: Buffer } {
  const digest = contentHash(raw);
  const held = cache.sql`SELECT id FROM blobs WHERE hash = ${digest}`.get<{ id: number }>();
  if (held) {
    cache.sql`DELETE FROM orphans WHERE blob_id = ${held.id}`.run();
    return { id: held.id, hash: digest };
  }
  const { rowId } = cache.sql`INSERT INTO blobs (hash, size, bytes) VALUES (${digest}, ${raw.length}, ${compress(raw)})`.run();
  return { id: rowId, hash: digest };
}

export function readBlob(cache: Database, id: number): Buffer | null {
  const row = cache.sql`SELECT bytes FROM blobs WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? decompress(row.bytes) : null;
}

export function readKept(keep: Database, id: number): Buffer | null {
  const row = keep.sql`SELECT bytes FROM kept WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? decompress(row.bytes) : null;
}
