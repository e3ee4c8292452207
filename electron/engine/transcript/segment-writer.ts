/**
 * Appends a session's records to its segments, in order and without making anybody wait: writes are gathered and run
 * one after the other. A record may be undecided for a while (see `payload-ledger.ts`); what comes after it waits, so
 * that a file never names bytes that are not safe yet.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { createFifo } from './fifo.ts';
import type { TranscriptLimits } from './limits.ts';

/** A record, or one that is not decided yet. */
export interface Entry {
  /** The record as it stands in the file; null while undecided. */
  text: string | null;
  /** Number of session lines in it, to know where a segment begins. */
  readonly lines: number;
  /** Called when it can be read from the file, or never will be. */
  readonly written: () => void;
}

export interface SegmentWriter {
  append(entry: Entry): void;
  /** Decisions may have been taken. */
  nudge(): void;
  /** Resolves when everything decided so far is written. */
  flush(): Promise<void>;
  /** Closes the file when everything is decided and written. */
  close(): Promise<void>;
}

export interface SegmentWriterOptions {
  readonly folder: string;
  readonly session: string;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  /** Nothing is written before this: the folder is there. */
  readonly ready: Promise<void>;
  /** The header of a new segment. */
  readonly header: (segment: number, firstLine: number) => string;
  readonly onSegment: () => void;
  /** Writing failed; what could not be written is lost to the log and to nothing else. */
  readonly onError: (error: unknown) => void;
}

export const segmentName = (session: string, segment: number) => `${session}.${String(segment).padStart(4, '0')}.jsonl`;

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { folder, session, clock, limits, header, onSegment, onError } = options;
  const queue = createFifo<Entry>();
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

  const today = () => new Date(clock.now()).toDateString();

  async function roll(): Promise<FileHandle> {
    await file?.close();
    file = null;
    segment += 1;
    length = 0;
    day = today();
    // Appending and exclusive: a session's file is never somebody else's (L6: nobody else may read it).
    file = await open(join(folder, segmentName(session, segment)), 'ax', 0o600);
    torn = false;
    await write(file, header(segment, firstLine));
    onSegment();
    return file;
  }

  async function write(target: FileHandle, text: string): Promise<void> {
    const bytes = Buffer.from(torn ? `\n${text}` : text, 'utf8');
    torn = true;
    await target.appendFile(bytes);
    torn = false;
    length += bytes.length;
  }

  async function drain(): Promise<void> {
    let texts: string[] = [];
    let gathered = 0;
    let entries: Entry[] = [];
    const put = async () => {
      if (texts.length === 0) return;
      const [text, done] = [texts.join(''), entries];
      [texts, entries, gathered] = [[], [], 0];
      try {
        const target = file && length < limits.segment && day === today() ? file : await roll();
        await write(target, text);
      } catch (error) {
        onError(error);
      }
      for (const entry of done) {
        firstLine += entry.lines;
        entry.written();
      }
    };
    for (let entry = queue.first(); entry; entry = queue.first()) {
      if (entry.text === null) break;
      queue.shift();
      texts.push(entry.text);
      entries.push(entry);
      gathered += entry.text.length;
      if (gathered >= 1024 * 1024) await put();
    }
    await put();
  }

  function flush(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    queued = 0;
    running = running.then(drain);
    return running;
  }

  return {
    append(entry) {
      queue.push(entry);
      queued += entry.text?.length ?? 0;
      if (queued >= limits.flushBytes) void flush();
      else cancelTimer ??= clock.after(limits.flushEvery, () => void flush());
    },
    nudge() {
      onDecision();
      cancelTimer ??= clock.after(0, () => void flush());
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
      await file?.close();
      file = null;
    },
  };
}
