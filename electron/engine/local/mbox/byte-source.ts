/** Bytes that can be read at any place. Holds one window at a time, so that a large file costs little memory. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { Protocol } from '../../../contract/failures/failure-codes.ts';

export interface ByteSource {
  /** Octets. */
  readonly size: number;
  /** Up to `length` octets from `offset` on; fewer at the end. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Opens an ordinary file. Anything else is `file-unreadable`: the opening of a pipe would wait for a writer, and all other files with it. */
export async function openToRead(path: string | Buffer, protocol: Protocol = 'mbox'): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new FailureError(failure('file-unreadable', { protocol, detail: { path: path.toString(), message: 'not a file' } }));
}

/** @param size up to where the file is read, also where it grows meanwhile */
export const fileSource = (file: FileHandle, size: number): ByteSource => ({
  size,
  async read(offset, length) {
    const wanted = Math.max(0, Math.min(length, size - offset));
    const bytes = Buffer.allocUnsafe(wanted);
    let held = 0;
    while (held < wanted) {
      const { bytesRead } = await file.read(bytes, held, wanted - held, offset + held);
      // Cut off meanwhile: what is left is all there is.
      if (bytesRead === 0) break;
      held += bytesRead;
    }
    return bytes.subarray(0, held);
  },
});

/** Octets read at once. */
const windowOctets = 1 << 20;

export interface Window {
  readonly size: number;
  /** Octets from `offset` on, at least `length` of them where there are as many. Without waiting where they are in the window. */
  at(offset: number, length: number): Buffer | Promise<Buffer>;
}

export function windowOver(source: ByteSource): Window {
  let start = 0;
  let held: Buffer = Buffer.alloc(0);
  return {
    size: source.size,
    at(offset, length) {
      const wanted = Math.min(length, source.size - offset);
      if (offset >= start && offset + wanted <= start + held.length) return held.subarray(offset - start);
      return source.read(offset, Math.max(wanted, windowOctets)).then((bytes) => {
        start = offset;
        held = bytes;
        return bytes;
      });
    },
  };
}
