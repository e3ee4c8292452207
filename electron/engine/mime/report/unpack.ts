/**
 * Takes the text of a report out of gzip (RFC 1952) or zip. What is unpacked is bounded before it is there, whatever the archive says of itself:
 * reports come from strangers.
 */
import { constants, crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import type { ReportFault } from '../../../contract/delivery/reports.ts';

/** Bytes of all files of one attachment, unpacked. */
export const mostUnpacked = 16 * 1024 * 1024;
/** Files in one zip that are read, and entries of its directory that are looked at. */
const mostFiles = 4;
const mostEntries = 100;

interface UnpackedFile {
  /** As the archive names it; empty where it does not. */
  readonly name: string;
  readonly bytes: Buffer;
}

type Unpacked = { readonly files: readonly UnpackedFile[] } | { readonly fault: ReportFault };

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZip = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUInt16LE(0) === 0x4b50 && (bytes[2] ?? 9) <= 8;

/**
 * @returns the files in it, or itself where it is no archive. One file packed twice, as some reporters send it, is taken out of both; any other
 * archive in an archive is a fault (`nested`). Never throws.
 */
export function unpack(bytes: Buffer): Unpacked {
  if (bytes.length > mostUnpacked) return { fault: 'too-large' };
  const outer = unpackOnce(bytes);
  if (!isNested(outer)) return outer;
  const [only, second] = outer.files;
  const inner = only && second === undefined ? unpackOnce(only.bytes) : null;
  return inner === null || isNested(inner) ? { fault: 'nested' } : inner;
}

const isPacked = (bytes: Buffer): boolean => isGzip(bytes) || isZip(bytes);
const unpackOnce = (bytes: Buffer): Unpacked =>
  isGzip(bytes) ? gunzip(bytes) : isZip(bytes) ? unzip(bytes) : { files: [{ name: '', bytes }] };
const isNested = (unpacked: Unpacked): unpacked is { readonly files: readonly UnpackedFile[] } =>
  'files' in unpacked && unpacked.files.some((file) => isPacked(file.bytes));

/** A file that was cut off is read as far as it goes: the report itself says that its end is missing. */
function gunzip(bytes: Buffer): Unpacked {
  return inBounds(() => {
    const unpacked = gunzipSync(bytes, { maxOutputLength: mostUnpacked, finishFlush: constants.Z_SYNC_FLUSH });
    return unpacked.length === 0 ? { fault: 'damaged' } : { files: [{ name: '', bytes: unpacked }] };
  });
}

function inBounds(work: () => Unpacked): Unpacked {
  try {
    return work();
  } catch (error) {
    return { fault: isTooLarge(error) ? 'too-large' : 'damaged' };
  }
}

/** The only way in which zlib says that the limit was met. */
const isTooLarge = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const fileSignature = 0x04034b50;

/** Reads the central directory (APPNOTE.TXT 6.3.10 §4.3.12): what stands before the files themselves is often not filled in. */
function unzip(bytes: Buffer): Unpacked {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endSignature) return { fault: 'damaged' };
  return inBounds(() => {
    const files: UnpackedFile[] = [];
    let at = bytes.readUInt32LE(end + 16);
    let left = mostUnpacked;
    const count = Math.min(bytes.readUInt16LE(end + 10), mostEntries);
    for (let index = 0; index < count && files.length < mostFiles; index++) {
      if (bytes.readUInt32LE(at) !== entrySignature) return { fault: 'damaged' };
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      if (!name.endsWith('/') && !name.startsWith('__MACOSX/')) {
        const file = fileOf(bytes, at, left);
        if ('fault' in file) return file;
        left -= file.bytes.length;
        files.push({ name, bytes: file.bytes });
      }
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return files.length === 0 ? { fault: 'no-report' } : { files };
  });
}

/** @param at of its entry in the directory @throws where offsets lie outside, which `inBounds` makes a fault of */
function fileOf(bytes: Buffer, at: number, left: number): { readonly bytes: Buffer } | { readonly fault: ReportFault } {
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  if (isEncrypted) return { fault: 'encrypted' };
  const method = bytes.readUInt16LE(at + 10);
  const packedSize = bytes.readUInt32LE(at + 20);
  const size = bytes.readUInt32LE(at + 24);
  if (size > left) return { fault: 'too-large' };
  const start = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(start) !== fileSignature) return { fault: 'damaged' };
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  if (from + packedSize > bytes.length) return { fault: 'damaged' };
  const packed = bytes.subarray(from, from + packedSize);
  if (method !== 0 && method !== 8) return { fault: 'damaged' };
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: left });
  // A size or sum that is not so: the archive lies or is damaged.
  return content.length === size && crc32(content) === bytes.readUInt32LE(at + 16) ? { bytes: content } : { fault: 'damaged' };
}
