/**
 * The records of a session that are not in its file yet, oldest first, readable meanwhile. Stored as bytes in large buffers: a bulk sync makes
 * tens of thousands of records a second, and as strings they would cost more in garbage collection than everything else here. A message keeps
 * its place in the queue until it is decided whether the log or the store keeps its bytes.
 */
import { decodeLines } from '../files/log-lines.ts';
import type { LineRecord } from '../files/records.ts';
import type { BufferPool } from '../payload/buffer-pool.ts';
import { createFifo } from './fifo.ts';
import type { TextWithHash } from './line-text.ts';

/** A line; with all its bytes, where its record holds only the head and the file nothing yet. */
export interface RecordedLine {
  readonly record: LineRecord;
  readonly payload: Buffer | null;
}

/** Whether messages that are not in the file yet are handed out with all their bytes: a copy, which a list and a search have no use for. */
export type Messages = 'whole' | 'heads';

/** A message whose storage is not decided yet. */
interface UndecidedMessage {
  /** SHA-256, hexadecimal. */
  hash(): string;
  /** All its bytes on the wire; the caller's own. */
  whole(): Buffer;
}

/** A large buffer, and how many entries lie in it. */
interface Arena {
  readonly buffer: Buffer;
  filled: number;
  entries: number;
}

/** Records that reach the file together. */
interface QueuedRecords {
  /** Index of the first line in them. */
  readonly first: number;
  /** Lines in them. */
  lines: number;
  buffer: Buffer;
  /** Null where the buffer is its own. */
  arena: Arena | null;
  start: number;
  end: number;
  /** A message of which the hash is still to be put at `hashAt`. */
  undecided: UndecidedMessage | null;
  hashAt: number;
  /** Of a message that the log keeps itself: its bytes, until they are in the file. */
  own: Buffer | null;
}

export interface RecordQueue {
  /** Adds a record in which so many lines stand: 1, or 0 for marks and parts. */
  append(text: string, lines: 0 | 1): void;
  appendMessage(text: TextWithHash, message: UndecidedMessage): QueuedRecords;
  /** The store has the message: its hash is put into the record. */
  decideStored(entry: QueuedRecords, hash: string): void;
  /** The log keeps the message: replaces its record by others. */
  decideOwn(entry: QueuedRecords, text: string, own: Buffer): void;
  /** How many lines were added. */
  count(): number;
  /** Octets that could be written so far, written ones included. */
  octets(): number;
  readonly isEmpty: boolean;
  /** What can be written from the front on, about `most` octets; it stays readable here until `written`. */
  take(most: number): { readonly pieces: Buffer[]; readonly lines: number };
  /** The records taken are in the file, or could not be written. */
  written(): void;
  /** Ignores what a connection sends after its end: it would begin a new file that is never closed. */
  close(): void;
  /** Index of the first line that waits here. */
  firstLine(): number;
  /** Lines from `from` on, at most `limit`, that wait here. */
  from(from: number, limit: number, messages: Messages): RecordedLine[];
}

/** A page is read by decoding whole entries. */
const mostLines = 64;
const hashOctets = 64;

/** @param pool buffers of at least a few thousand octets */
export function createRecordQueue(pool: BufferPool): RecordQueue {
  const queue = createFifo<QueuedRecords>();
  let arena: Arena | null = null;
  let count = 0;
  let octets = 0;
  let closed = false;
  let taken = 0;
  /** The last entry, while records may be added to it. */
  let tail: QueuedRecords | null = null;

  /** An arena with room for a text, a character of UTF-16 takes at most three octets of UTF-8; null for one that gets a buffer of its own. */
  function arenaFor(characters: number): Arena | null {
    const most = characters * 3;
    if (closed || most > pool.length / 4) return null;
    if (arena && arena.filled + most <= pool.length) return arena;
    const full = arena;
    arena = { buffer: pool.take(), filled: 0, entries: 0 };
    if (full?.entries === 0) pool.give(full.buffer);
    return arena;
  }

  function leave(entry: QueuedRecords): void {
    const left = entry.arena;
    entry.arena = null;
    if (!left) return;
    left.entries -= 1;
    if (left.entries > 0) return;
    if (left === arena) left.filled = 0;
    else pool.give(left.buffer);
  }

  function push(place: Arena | null, buffer: Buffer, start: number, end: number, lines: number): QueuedRecords {
    const entry: QueuedRecords = { first: count, lines, buffer, arena: place, start, end, undecided: null, hashAt: 0, own: null };
    if (closed) return entry;
    if (place) place.entries += 1;
    queue.push(entry);
    return entry;
  }

  function* linesOf(entry: QueuedRecords, messages: Messages): Generator<RecordedLine> {
    const { undecided, own, buffer, start, end, hashAt } = entry;
    if (undecided) buffer.write(undecided.hash(), hashAt, 'latin1');
    const payload = messages === 'whole' ? (undecided?.whole() ?? own) : null;
    for (const line of buffer.toString('utf8', start, end).split('\n')) for (const record of decodeLines(line)) yield { record, payload };
  }

  return {
    append(text, lines) {
      if (closed) return;
      const place = arenaFor(text.length);
      const start = place?.filled ?? 0;
      const buffer = place?.buffer ?? Buffer.allocUnsafeSlow(text.length * 3);
      const end = start + buffer.write(text, start, 'utf8');
      if (place) place.filled = end;
      octets += end - start;
      if (tail && tail.buffer === buffer && tail.end === start && tail.lines < mostLines) {
        tail.end = end;
        tail.lines += lines;
      } else tail = push(place, buffer, start, end, lines);
      count += lines;
    },
    appendMessage({ before, after }, message) {
      const most = before.length + hashOctets + after.length;
      const place = arenaFor(most);
      const start = place?.filled ?? 0;
      const buffer = place?.buffer ?? Buffer.allocUnsafeSlow(most * 3);
      const hashAt = start + buffer.write(before, start, 'latin1');
      const end = hashAt + hashOctets + buffer.write(after, hashAt + hashOctets, 'utf8');
      if (place) place.filled = end;
      const entry = push(place, buffer, start, end, 1);
      entry.undecided = message;
      entry.hashAt = hashAt;
      tail = null;
      count += 1;
      return entry;
    },
    decideStored(entry, hash) {
      entry.buffer.write(hash, entry.hashAt, 'latin1');
      entry.undecided = null;
      octets += entry.end - entry.start;
    },
    decideOwn(entry, text, own) {
      leave(entry);
      entry.buffer = Buffer.from(text, 'utf8');
      entry.start = 0;
      entry.end = entry.buffer.length;
      entry.undecided = null;
      entry.own = own;
      octets += entry.end;
    },
    count: () => count,
    octets: () => octets,
    get isEmpty() {
      return queue.length === 0;
    },
    take(most) {
      const pieces: Buffer[] = [];
      let lines = 0;
      let size = 0;
      let from: QueuedRecords | null = null;
      let to: QueuedRecords | null = null;
      const close = () => {
        if (from && to) pieces.push(from.buffer.subarray(from.start, to.end));
      };
      for (let entry = queue.at(taken); entry && !entry.undecided && size < most; entry = queue.at(taken)) {
        taken += 1;
        if (entry === tail) tail = null;
        // Neighbours in one buffer are one piece.
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
    },
    written() {
      for (; taken > 0; taken -= 1) {
        const entry = queue.shift();
        if (entry) leave(entry);
      }
    },
    close() {
      closed = true;
      if (arena?.entries === 0) pool.give(arena.buffer);
      arena = null;
    },
    firstLine: () => queue.first()?.first ?? count,
    from(from, limit, messages) {
      const found: RecordedLine[] = [];
      for (const entry of queue.items()) {
        if (found.length >= limit) break;
        if (entry.first + entry.lines <= from) continue;
        for (const line of linesOf(entry, messages)) if (line.record.index >= from && found.length < limit) found.push(line);
      }
      return found;
    },
  };
}
