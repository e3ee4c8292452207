/**
 * Appends a session's records to its segments, in order and without making anybody wait: writes are gathered and run
 * one after the other. A record may be undecided for a while (see `payload-retention.ts`); what comes after it waits, so
 * that a file never names bytes that are not safe yet.
 *
 * A program that is killed loses what is not written: what came in the last `flushEvery` milliseconds, and what waits behind an undecided
 * record, at most `payloadWait` longer. The record it was writing is cut off: that is one line, or at most the thousand of a block.
 *
 * Records wait as bytes in large buffers and not as strings: a bulk sync makes tens of thousands a second, and strings that
 * live until the next write cost more in garbage collection than everything else here.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { TranscriptLimits } from '../limits.ts';
import { createFifo } from '../record/fifo.ts';

/** A record that waits: where its bytes are. */
export interface Entry {
  buffer: Buffer;
  start: number;
  end: number;
  decided: boolean;
  /** Number of session lines in it. */
  readonly lines: number;
}

/** The record's text. */
export const entryText = ({ buffer, start, end }: Entry): string => buffer.toString('utf8', start, end);

export interface SegmentWriter {
  /** Adds a record; without a text it is undecided. */
  append(text: string | null, lines: number): Entry;
  /** Lines are being gathered: they are asked for when it is time to write. */
  expect(): void;
  /** Decides an undecided record. */
  decide(entry: Entry, text: string): void;
  /** Resolves when everything decided so far is written. */
  flush(): Promise<void>;
  /** Closes the file when everything is decided and written. */
  close(): Promise<void>;
}

interface SegmentWriterOptions {
  readonly folder: string;
  readonly session: string;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  /** Nothing is written before this: the folder is there. */
  readonly ready: Promise<void>;
  /** Bytes after which a new segment begins. */
  readonly segmentLength: () => number;
  /** The header of a new segment. */
  readonly header: (segment: number, firstLine: number) => string;
  /** Time to write: whoever gathers lines appends them now. */
  readonly onFlush: () => void;
  /** So many more session lines can be read from the file, or never will be. */
  readonly onWritten: (lines: number) => void;
  readonly onSegment: () => void;
  /** The files have grown by so many bytes. */
  readonly onGrowth: (bytes: number) => void;
  /** Writing failed; what could not be written is lost to the log and to nothing else. */
  readonly onError: (error: unknown) => void;
}

const segmentName = (session: string, segment: number) => `${session}.${String(segment).padStart(4, '0')}.jsonl`;

const arenaLength = 256 * 1024;
const mostAtOnce = 1024 * 1024;
const empty = Buffer.alloc(0);

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { folder, session, clock, limits, header, onWritten, onSegment, onGrowth, onError } = options;
  const queue = createFifo<Entry>();
  let arena = empty;
  let filled = 0;
  let queued = 0;
  let segment = -1;
  let file: FileHandle | null = null;
  let length = 0;
  let firstLine = 0;
  let day = '';
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> = options.ready;
  let onDecision = () => {};
  /** A failed write may have left half a line. */
  let torn = false;
  let closed = false;

  const today = () => new Date(clock.now()).toDateString();

  /** Puts text where it waits. */
  function place(entry: Entry, text: string): void {
    // A character of UTF-16 takes at most three bytes of UTF-8.
    const most = text.length * 3;
    if (most > arenaLength / 4) {
      entry.buffer = Buffer.from(text, 'utf8');
      entry.start = 0;
      entry.end = entry.buffer.length;
    } else {
      if (filled + most > arena.length) {
        arena = Buffer.allocUnsafeSlow(arenaLength);
        filled = 0;
      }
      entry.buffer = arena;
      entry.start = filled;
      filled += arena.write(text, filled, 'utf8');
      entry.end = filled;
    }
    entry.decided = true;
    queued += entry.end - entry.start;
  }

  async function roll(): Promise<FileHandle> {
    await file?.close();
    file = null;
    segment += 1;
    length = 0;
    day = today();
    // Appending and exclusive: a session's file is never somebody else's (L6: nobody else may read it).
    file = await open(join(folder, segmentName(session, segment)), 'ax', 0o600);
    torn = false;
    await write(file, [Buffer.from(header(segment, firstLine), 'utf8')]);
    onSegment();
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

  /** Takes decided records from the front of the queue, neighbours in one buffer as one piece. */
  function take(): { pieces: Buffer[]; lines: number } {
    const pieces: Buffer[] = [];
    let lines = 0;
    let size = 0;
    let from: Entry | null = null;
    let to: Entry | null = null;
    const close = () => {
      if (from && to) pieces.push(from.buffer.subarray(from.start, to.end));
    };
    for (let entry = queue.first(); entry?.decided && size < mostAtOnce; entry = queue.first()) {
      queue.shift();
      if (!to || to.buffer !== entry.buffer || to.end !== entry.start) {
        close();
        from = entry;
      }
      to = entry;
      lines += entry.lines;
      size += entry.end - entry.start;
    }
    close();
    return { pieces, lines };
  }

  async function drain(): Promise<void> {
    for (let { pieces, lines } = take(); pieces.length > 0; { pieces, lines } = take()) {
      try {
        const target = file && length < options.segmentLength() && day === today() ? file : await roll();
        await write(target, pieces);
      } catch (error) {
        onError(error);
      }
      firstLine += lines;
      onWritten(lines);
    }
  }

  function flush(): Promise<void> {
    options.onFlush();
    cancelTimer?.();
    cancelTimer = null;
    queued = 0;
    running = running.then(drain);
    return running;
  }

  const expect = () => {
    cancelTimer ??= clock.after(limits.flushEvery, () => void flush());
  };
  const schedule = () => {
    if (queued >= limits.flushBytes) void flush();
    else expect();
  };

  return {
    append(text, lines) {
      const entry: Entry = { buffer: empty, start: 0, end: 0, decided: false, lines };
      // What a connection still says after its end would begin a new file, which nobody would close.
      if (closed) return entry;
      if (text !== null) place(entry, text);
      queue.push(entry);
      schedule();
      return entry;
    },
    expect,
    decide(entry, text) {
      place(entry, text);
      onDecision();
      schedule();
    },
    flush,
    async close() {
      await flush();
      while (queue.length > 0) {
        await new Promise<void>((resolve) => {
          onDecision = resolve;
        });
        await flush();
      }
      closed = true;
      await file?.close();
      file = null;
    },
  };
}
