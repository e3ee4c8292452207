/** The lines of a session that cannot be read from its files yet, oldest first. */

import type { LineRecord } from '../files/records.ts';
import { createFifo } from './fifo.ts';

/** A line; with all its bytes, where its record holds only the head and the file nothing yet. */
export interface RecordedLine {
  readonly record: LineRecord;
  readonly payload: Buffer | null;
}

/** Whether messages that are not in the file yet are handed out with all their bytes: a copy, which a list and a search have no use for. */
export type Messages = 'whole' | 'heads';

/** Lines that reach the file together. */
interface RecentEntry {
  readonly index: number;
  readonly count: number;
  /** What is handed out stays as it is, whatever becomes of the entry. */
  lines(messages: Messages): RecordedLine[];
}

export interface RecentLines {
  add(entry: RecentEntry): void;
  /** So many of the oldest lines can be read from the file now. */
  written(lines: number): void;
  first(): number | null;
  /** Lines from `from` on, at most `limit`. */
  from(from: number, limit: number, messages: Messages): RecordedLine[];
}

export function createRecentLines(): RecentLines {
  const entries = createFifo<RecentEntry>();
  return {
    add: entries.push,
    written(lines) {
      for (let left = lines; left > 0; ) {
        const entry = entries.shift();
        if (!entry) return;
        left -= entry.count;
      }
    },
    first: () => entries.first()?.index ?? null,
    from(from, limit, messages) {
      const found: RecordedLine[] = [];
      for (const entry of entries.items()) {
        if (found.length >= limit) break;
        if (entry.index + entry.count <= from) continue;
        for (const line of entry.lines(messages)) if (line.record.i >= from && found.length < limit) found.push(line);
      }
      return found;
    },
  };
}
