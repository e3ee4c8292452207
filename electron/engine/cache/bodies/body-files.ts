/**
 * Files beside the cache that hold bodies until they are compressed into their rows. A file is written once; a database writes twice, to its
 * log and to its file. A file is removed when no row names it any more. `append` says what survives a power cut; readers compare the hash
 * all the same. Knows no row and no message.
 */

import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writevSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../../disk/system-code.ts';

/** Where the bytes of a body begin. */
export interface BodyPlace {
  readonly file: number;
  readonly place: number;
}

export interface BodyFiles {
  /**
   * Gives a body its place behind the last. Its memory must stay as it is until `flush`, after which the body survives the end of the
   * program, and a power cut as soon as two more files have been begun: so only in the two newest files of an earlier run can bodies
   * be missing that a row names.
   * @throws what `node:fs` throws
   */
  append(raw: Uint8Array): BodyPlace;
  /**
   * Writes what was appended: before rows that name it are committed.
   * @throws what `node:fs` throws; what was appended since the last time is then given up
   */
  flush(): void;
  /** Drops what was appended and not written. */
  discard(): void;
  /** The numbers of the files that are there, in order, with the one that is being written. */
  readonly numbers: readonly number[];
  /** Removes every file with a smaller number; also the one that is being written: the next body begins another. */
  removeBefore(number: number): void;
  close(): void;
}

/** Octets after which another file is begun. */
const fileOctets = 16 << 20;
/** Octets collected for one system call: many small writes cost several times as much as one large. */
const writeOctets = 1 << 20;

const pathOf = (folder: string, file: number): string => join(folder, `${file}.bodies`);

interface OpenFile {
  readonly file: number;
  readonly handle: number;
  /** Octets that are written, and with those that wait. */
  written: number;
  end: number;
}

/** Only the owner may read the folder and its files. Makes the folder when there is something to write. */
export function openBodyFiles(folder: string): BodyFiles {
  let numbers = listFiles(folder);
  let next = (numbers.at(-1) ?? 0) + 1;
  let writing: OpenFile | null = null;
  let waiting: { readonly raw: Uint8Array; readonly octets: number }[] = [];
  const syncing = createSyncing();

  const begin = (): OpenFile => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writing = { file: next, handle: openSync(pathOf(folder, next), 'wx', 0o600), written: 0, end: 0 };
    numbers = [...numbers, next];
    next += 1;
    return writing;
  };
  const discard = () => {
    waiting = [];
    if (writing) writing.end = writing.written;
  };
  const flush = () => {
    if (!writing || waiting.length === 0) return;
    try {
      // A transferred buffer is empty: everything after it would be at another offset than its row says.
      if (waiting.some(({ raw, octets }) => raw.length !== octets)) throw new Error('a body was taken back before it was written');
      const pieces = waiting.map(({ raw }) => raw);
      const { handle } = writing;
      writeWhole((some, place) => writevSync(handle, some, place), pieces, writing.written);
      writing.written = writing.end;
    } finally {
      discard();
    }
  };
  const end = () => {
    discard();
    if (writing) syncing.syncAndClose(writing.handle);
    writing = null;
  };

  return {
    append(raw) {
      if (writing && writing.end > 0 && writing.end + raw.length > fileOctets) {
        flush();
        end();
      }
      const into = writing ?? begin();
      const place = into.end;
      waiting.push({ raw, octets: raw.length });
      into.end += raw.length;
      if (into.end - into.written >= writeOctets) flush();
      return { file: into.file, place };
    },
    flush,
    discard,
    get numbers() {
      return numbers;
    },
    removeBefore(number) {
      if (writing && writing.file < number) end();
      for (const file of numbers) if (file < number) remove(pathOf(folder, file));
      numbers = numbers.filter((file) => file >= number);
    },
    close: end,
  };
}

/** As many pieces as one call of the system surely takes (IOV_MAX of POSIX is 1,024 on Linux and macOS). */
const piecesAtOnce = 512;

/** Writes pieces one behind the other. `write`: writes some of what it is given, and answers how many octets. */
export function writeWhole(
  write: (pieces: readonly Uint8Array[], place: number) => number,
  pieces: readonly Uint8Array[],
  place: number,
): void {
  let at = place;
  for (let first = 0; first < pieces.length; first += piecesAtOnce) {
    let rest = pieces.slice(first, first + piecesAtOnce);
    while (rest.length > 0) {
      let written = write(rest, at);
      at += written;
      const whole = rest.findIndex(({ length }) => {
        written -= length;
        return written < 0;
      });
      // What the system did not take of the piece at which it stopped.
      rest = whole < 0 ? [] : rest.slice(whole).map((piece, index) => (index === 0 ? piece.subarray(piece.length + written) : piece));
    }
  }
}

/** One file at a time is synced beside the work; the next waits for it, so that files reach the disk in their order. */
function createSyncing() {
  let underWay: number | null = null;
  return {
    syncAndClose(handle: number) {
      if (underWay !== null) fdatasyncSync(underWay);
      underWay = handle;
      fdatasync(handle, () => {
        // Bodies that did not reach the disk are detected by their hash.
        closeSync(handle);
        if (underWay === handle) underWay = null;
      });
    },
  };
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Probably open in another process: the next start tries again.
  }
}

function listFiles(folder: string): number[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return names
    .flatMap((name) => /^([1-9]\d{0,14})\.bodies$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** @returns null when the file is gone or ends before the body does */
export function readBodyAt(folder: string, { file, place }: BodyPlace, size: number): Buffer | null {
  let handle: number;
  try {
    handle = openSync(pathOf(folder, file), 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    // Check the size before allocating.
    if (fstatSync(handle).size < place + size) return null;
    const raw = Buffer.allocUnsafeSlow(size);
    let read = 0;
    while (read < size) {
      const octets = readSync(handle, raw, read, size - read, place + read);
      if (octets === 0) return null;
      read += octets;
    }
    return raw;
  } finally {
    closeSync(handle);
  }
}

/** Octets in a file; 0 when it is not there. */
export const bodyFileSize = (folder: string, file: number): number => statSync(pathOf(folder, file), { throwIfNoEntry: false })?.size ?? 0;

/** Syncs a file of an earlier run, so that it survives a power cut from now on. */
export function syncBodyFile(folder: string, file: number): void {
  const handle = openSync(pathOf(folder, file), 'r+');
  try {
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isMissing = (error: unknown): boolean => systemCode(error) === 'ENOENT';
