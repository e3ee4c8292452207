/** Raw messages, once each by content and compressed: zstd level 1, 220 MB/s where deflate manages 50. */
import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Database } from './database.ts';
import { headerOf } from './header-end.ts';

const level = { [constants.ZSTD_c_compressionLevel]: 1 };
/** What zstd needs beyond the input in the worst case (ZSTD_compressBound), generously: then one call of it does. */
const bound = (size: number): number => size + (size >>> 8) + 512;

export const contentHash = (raw: Uint8Array): Buffer => hash('sha256', raw, 'buffer');
/** With room for all of the output at once: growing it piece by piece costs as much again as compressing. */
export const compress = (raw: Uint8Array): Buffer => zstdCompressSync(raw, { params: level, chunkSize: bound(raw.length) });
export const decompress = (bytes: Uint8Array): Buffer => zstdDecompressSync(bytes);

/** A raw message as it is stored: what takes time is done, on whichever thread. */
export interface PackedBody {
  /** SHA-256 of the raw message. */
  readonly hash: Uint8Array;
  /** Octets of the raw message. */
  readonly size: number;
  readonly bytes: Uint8Array;
  /** The header block, with the empty line. */
  readonly header: Uint8Array;
}

export const packBody = (raw: Uint8Array): PackedBody => ({
  hash: contentHash(raw),
  size: raw.length,
  bytes: compress(raw),
  header: headerOf(raw),
});

/** Stores a message unless its content is held already; answers the blob. */
export function storeBlob(cache: Database, { hash: digest, size, bytes }: PackedBody): number {
  const held = cache.sql`SELECT id FROM blobs WHERE hash = ${digest}`.get<{ id: number }>();
  if (held) {
    cache.sql`DELETE FROM orphans WHERE blob_id = ${held.id}`.run();
    return held.id;
  }
  return cache.sql`INSERT INTO blobs (hash, size, bytes) VALUES (${digest}, ${size}, ${bytes})`.run().rowId;
}

export function readBlob(cache: Database, id: number): Buffer | null {
  const row = cache.sql`SELECT bytes FROM blobs WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? decompress(row.bytes) : null;
}

export function readKept(keep: Database, id: number): Buffer | null {
  const row = keep.sql`SELECT bytes FROM kept WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
  return row ? decompress(row.bytes) : null;
}
