/** What is packed within bytes, made readable: compressed parts anywhere in them, and the values of a database. Knows formats alone. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { constants, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** Octets of one part, unpacked, at most. */
const largest = 64 << 20;
const toTheCut = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largest };

/** How each format begins (RFC 1952 §2.3.1; RFC 1950 §2.2; RFC 8878 §3.1.1), and what reads it also where its end is missing. */
const formats: readonly { readonly begins: Buffer; readonly unpack: (bytes: Buffer) => Buffer }[] = [
  { begins: Buffer.from([0x1f, 0x8b, 0x08]), unpack: (bytes) => inflateRawSync(behindGzipHeader(bytes), toTheCut) },
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({
    begins: Buffer.from([0x78, level]),
    unpack: (bytes: Buffer) => inflateSync(bytes, toTheCut),
  })),
  {
    begins: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
    unpack: (bytes) => zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_flush, maxOutputLength: largest }),
  },
];

/** RFC 1952 §2.3.1: ten octets, and what the flags say; the data end by themselves, whatever stands behind them. */
function behindGzipHeader(bytes: Buffer): Buffer {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  // The name, and the comment, each to its NUL.
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1;
  return bytes.subarray(at + (flags & 2 ? 2 : 0));
}

/** Every compressed part, unpacked; what only looks like the beginning of one is left out. */
export function inflated(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (const { begins, unpack } of formats)
    for (let at = bytes.indexOf(begins); at >= 0; at = bytes.indexOf(begins, at + 1)) {
      const part = unpacked(unpack, bytes.subarray(at));
      if (part.length > 0) parts.push(part);
    }
  return parts;
}

function unpacked(unpack: (bytes: Buffer) => Buffer, bytes: Buffer): Buffer {
  try {
    return unpack(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return Buffer.alloc(0);
    throw error;
  }
}

/** Whether a file is a database of SQLite. */
export const isDatabase = (bytes: Buffer): boolean => bytes.subarray(0, 15).toString('latin1') === 'SQLite format 3';

/**
 * Every text and blob of a database, with what its log holds: in the file a long one is cut into pages.
 * @param path looked at in a copy, because opening it would change what lies beside it
 */
export async function valuesOf(path: string): Promise<Buffer[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'postglass-values-'));
  try {
    const copy = join(scratch, 'copy.sqlite');
    await copyFile(path, copy);
    await copyFile(`${path}-wal`, `${copy}-wal`).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
    const database = new DatabaseSync(copy);
    try {
      const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").all();
      return tables.flatMap(({ name }) => {
        const rows = database.prepare(`SELECT * FROM "${String(name).replaceAll('"', '""')}"`);
        rows.setReadBigInts(true); // no number is looked at
        return rows.all().flatMap((row) => Object.values(row).flatMap((value) => bytesOf(value)));
      });
    } finally {
      database.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const bytesOf = (value: unknown): Buffer[] =>
  typeof value === 'string' ? [Buffer.from(value, 'utf8')] : value instanceof Uint8Array ? [Buffer.from(value)] : [];
