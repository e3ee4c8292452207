/**
 * Appends a session's records to its segments, in order and in the background: writes are collected and run
 * one after the other. A message may be undecided for a while (see `payload-retention.ts`); what comes after it waits, so
 * that a file never names bytes that are not safe yet.
 *
 * A program that is killed loses what is not written: what came in the last `flushEvery` milliseconds, and what waits behind an undecided
 * message, at most `payloadWait` longer. The record it was writing is cut off: that is one line.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { TranscriptLimits } from '../limits.ts';
import type { RecordQueue } from '../record/record-queue.ts';
import { segmentName } from './session-files.ts';

export interface SegmentWriter {
  /** Something was put into the queue, or decided in it. */
  added(): void;
  /** Resolves when everything decided so far is written. */
  flush(): Promise<void>;
  /** Closes the file when everything is decided and written. */
  close(): Promise<void>;
}

interface SegmentWriterOptions {
  readonly folder: string;
  readonly session: string;
  readonly queue: RecordQueue;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  /** Nothing is written before this: the folder is there. */
  readonly ready: Promise<void>;
  /** Bytes after which a new segment begins. */
  readonly segmentLength: () => number;
  /** The header of a new segment. */
  readonly header: (segment: number, firstLine: number) => string;
  readonly onSegment: (segment: number) => void;
  /** The files have grown by so many bytes. */
  readonly onGrowth: (bytes: number) => void;
  /** Writing failed; only the log loses the data. */
  readonly onError: (error: unknown) => void;
}

const mostAtOnce = 1024 * 1024;

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { folder, session, queue, clock, limits, header, onSegment, onGrowth, onError } = options;
  let segment = -1;
  let file: FileHandle | null = null;
  let length = 0;
  let firstLine = 0;
  let day = '';
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> = options.ready;
  let onAdded = () => {};
  /** A failed write may have left half a line. */
  let torn = false;
  /** Octets of the queue when it was written last. */
  let flushedAt = 0;

  const today = () => new Date(clock.now()).toDateString();

  async function roll(): Promise<FileHandle> {
    await file?.close();
    file = null;
    segment += 1;
    length = 0;
    day = today();
    // Appending and exclusive: a session's file must be created here (L6: no other user may read it).
    file = await open(join(folder, segmentName(session, segment)), 'ax', 0o600);
    torn = false;
    await write(file, [Buffer.from(header(segment, firstLine), 'utf8')]);
    onSegment(segment);
    return file;
  }

  async function write(target: FileHandle, pieces: Buffer[]): Promise<void> {
    const all = torn ? [Buffer.from('\n'), ...pieces] : pieces;
    const size = all.reduce((sum, piece) => sum + piece.length, 0);
    torn = true;
    const { bytesWritten } = await target.writev(all);
    // A short write is what comes before an error: the next one names it.
    if (bytesWritten < size) await target.appendFile(Buffer.concat(all).subarray(bytesWritten));
    torn = false;
    length += size;
    onGrowth(size);
  }

  async function drain(): Promise<void> {
    for (let { pieces, lines } = queue.take(mostAtOnce); pieces.length > 0; { pieces, lines } = queue.take(mostAtOnce)) {
      try {
        const target = file && length < options.segmentLength() && day === today() ? file : await roll();
        await write(target, pieces);
      } catch (error) {
        onError(error);
      }
      firstLine += lines;
      queue.written();
    }
  }

  function flush(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    flushedAt = queue.octets();
    running = running.then(drain);
    return running;
  }

  return {
    added() {
      onAdded();
      if (queue.octets() - flushedAt >= limits.flushBytes) void flush();
      else cancelTimer ??= clock.after(limits.flushEvery, () => void flush());
    },
    flush,
    async close() {
      await flush();
      while (!queue.isEmpty) {
        await new Promise<void>((resolve) => {
          onAdded = resolve;
        });
        await flush();
      }
      queue.close();
      await file?.close();
      file = null;
    },
  };
}
