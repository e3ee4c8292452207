/**
 * The bytes of a log file, decompressed by what it begins with, whatever it is called: gzip and Zstandard here, bzip2 and xz by the programs of
 * the system. Chunks come one at a time, so that a file of any size takes the memory of a few.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FailureError, failure } from '../../../contract/failure.ts';

const chunkSize = 262_144;

interface LogBytes {
  /** Compressed: nobody adds a line to it. */
  readonly isCompressed: boolean;
  /** @param onRead octets that were read from the disk since the last call */
  chunks(onRead: (octets: number) => void): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** RFC 1952 §2.3.1; RFC 8878 §3.1.1; bzip2 and xz file formats. */
const magics = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['bzip2', Buffer.from('BZh')],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
] as const;

type Compression = (typeof magics)[number][0];

/** What a compressed file may grow to: so many octets, or so many times what was read of it. Logs grow to 10 to 40 times. */
const growth: Growth = { free: 256 * 2 ** 20, times: 100 };

interface Growth {
  readonly free: number;
  readonly times: number;
}

/**
 * Opens a file and nothing else: what stands under a name may be a pipe or a device by the time that it is opened, and would be waited for.
 * @throws FailureError `file-unreadable`
 */
export async function openRegular(path: string): Promise<FileHandle> {
  // Windows has neither such pipes nor the flag.
  const file = await guarded(path, () => open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw unreadable(path, 'not a regular file');
}

/** @throws FailureError `file-unreadable` */
export async function openLogBytes(path: string, bounds = growth): Promise<LogBytes> {
  const file = await openRegular(path);
  const head = Buffer.alloc(6);
  const { bytesRead } = await guarded(path, () => file.read(head, 0, head.length, 0));
  const compression = magics.find(([, magic]) => bytesRead >= magic.length && head.subarray(0, magic.length).equals(magic))?.[0] ?? null;
  return {
    isCompressed: compression !== null,
    chunks: (onRead) => {
      if (compression === null) return readFrom(file, 0, onRead);
      let packed = 0;
      const raw = readFrom(file, 0, (octets) => {
        packed += octets;
        onRead(octets);
      });
      return bounded(path, decompress(path, compression, raw), () => Math.max(bounds.free, packed * bounds.times));
    },
    close: () => file.close(),
  };
}

/** @param most octets that may come, by what was read so far */
async function* bounded(path: string, chunks: AsyncIterable<Buffer>, most: () => number): AsyncGenerator<Buffer> {
  let octets = 0;
  for await (const chunk of chunks) {
    octets += chunk.length;
    if (octets > most()) throw unreadable(path, `a small file that grows to more than ${Math.round(octets / 2 ** 20)} MB`);
    yield chunk;
  }
}

/** @param from octet to begin at. Ends where the file ended when it was called: a file may grow faster than it is read. */
export async function* readFrom(file: FileHandle, from: number, onRead: (octets: number) => void): AsyncGenerator<Buffer> {
  const { size } = await file.stat();
  for (let at = from; at < size; ) {
    const buffer = Buffer.allocUnsafe(chunkSize);
    const { bytesRead } = await file.read(buffer, 0, Math.min(chunkSize, size - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    onRead(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

/** A damaged end gives what stood before it, then the failure. */
async function* decompress(path: string, compression: Compression, raw: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(raw);
  if (compression === 'gzip' || compression === 'zstd') {
    const inflate = compression === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
    source.on('error', (error) => inflate.destroy(error));
    source.pipe(inflate);
    try {
      for await (const chunk of inflate) yield chunk;
    } catch (error) {
      throw unreadable(path, error);
    } finally {
      inflate.destroy();
      source.destroy();
    }
    return;
  }
  const child = spawn(compression, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    if (said.length < 500) said += bytes;
  });
  const ended = new Promise<string | null>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status) => resolve(status === 0 ? null : said.trim() || `${compression} ended with ${status}`));
  });
  // It ends before its input where the file is damaged: its own words say why.
  child.stdin.on('error', () => undefined);
  source.on('error', () => child.kill());
  source.pipe(child.stdin);
  try {
    for await (const chunk of child.stdout) yield chunk;
    const fault = await ended;
    if (fault !== null) throw unreadable(path, fault);
  } finally {
    child.kill();
    source.destroy();
  }
}

async function guarded<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): FailureError =>
  new FailureError(failure('file-unreadable', { detail: { path, message: error instanceof Error ? error.message : String(error) } }));
