/** Reads recorded sessions: pages of lines, and the exact bytes of one line. Works on files alone, with or without an engine. */
import { join } from 'node:path';
import { failure, type Result, succeed } from '../../../contract/failure.ts';
import type { PayloadStore } from '../payload/payload-retention.ts';
import { stuff } from '../record/dot-stuffing.ts';
import { decodeLines, decodePart } from './log-lines.ts';
import { type LineRecord, recordBytes } from './records.ts';
import { createSegmentIndex, extendIndex, rangeOf, type SegmentIndex } from './segment-index.ts';
import { listSessionFiles, readPart, type SessionFiles } from './session-files.ts';

export interface SessionReader {
  /** Records with indexes from `from` on, at most `limit`; fewer at the end. */
  records(session: string, from: number, limit: number): Promise<LineRecord[]>;
  /** All records from `from` on in order, in pages that leave other work its turn. */
  pages(session: string, from?: number): AsyncGenerator<LineRecord[]>;
  /** The exact bytes of a line, a payload included. `not-found` where only its hash is left. */
  bytes(session: string, record: LineRecord): Promise<Result<Buffer>>;
  /** Forgets what it knows of a session's files. */
  forget(session: string): void;
}

/** Where the session files of a data folder are. */
export const transcriptFolder = (dataFolder: string): string => join(dataFolder, 'transcript');

const mostIndexes = 16;
const page = 512;

export function createSessionReader(folder: string, store: PayloadStore | null): SessionReader {
  /** The sessions looked at last, with the indexes of their segments. */
  const known = new Map<string, SegmentIndex[]>();

  async function segmentsOf(session: string): Promise<SegmentIndex[]> {
    const names = (await filesOf(folder, session))?.segments ?? [];
    const before = known.get(session) ?? [];
    const indexes = names.map((name) => {
      const path = join(folder, name);
      return before.find((index) => index.path === path) ?? createSegmentIndex(path);
    });
    known.delete(session);
    known.set(session, indexes);
    const oldest = known.keys().next();
    if (known.size > mostIndexes && !oldest.done) known.delete(oldest.value);
    for (const index of indexes) await extendIndex(index);
    return indexes;
  }

  async function readRange(indexes: readonly SegmentIndex[], from: number, to: number): Promise<LineRecord[]> {
    const records: LineRecord[] = [];
    for (const index of indexes) {
      if (index.last === null || index.last < from || (index.first ?? 0) >= to) continue;
      const { offset, length } = rangeOf(index, from, to);
      const text = (await readPart(index.path, offset, length)).toString('utf8');
      for (const line of text.split('\n')) {
        for (const record of decodeLines(line)) if (record.index >= from && record.index < to) records.push(record);
      }
    }
    return records;
  }

  return {
    async records(session, from, limit) {
      const indexes = await segmentsOf(session);
      // The oldest segments of a long session may have been given up for the budget.
      const first = indexes.find((index) => index.first !== null)?.first ?? 0;
      const start = Math.max(from, first);
      return readRange(indexes, start, start + limit);
    },
    async *pages(session, start = 0) {
      const indexes = await segmentsOf(session);
      for (const index of indexes) {
        if (index.first === null || index.last === null) continue;
        for (let from = Math.max(index.first, start); from <= index.last; from += page)
          yield await readRange([index], from, Math.min(from + page, index.last + 1));
      }
    },
    async bytes(session, record) {
      const { payload } = record;
      if (!payload || payload.kept === 'line') return succeed(recordBytes(record));
      if (payload.kept === 'store') {
        const message = store?.read(payload.hash);
        const wire = message && payload.stuffed ? stuff(message) : message;
        if (wire?.length === payload.length) return succeed(wire);
        return { ok: false, failure: failure('not-found', { detail: { hash: payload.hash, length: payload.length } }) };
      }
      const parts: Buffer[] = [];
      for (const index of await segmentsOf(session)) {
        for (const { offset, length } of index.parts.get(payload.number ?? -1) ?? [])
          parts.push(decodePart((await readPart(index.path, offset, length)).toString('latin1')) ?? Buffer.alloc(0));
      }
      const bytes = Buffer.concat(parts);
      if (bytes.length === payload.length) return succeed(bytes);
      return { ok: false, failure: failure('not-found', { detail: { hash: payload.hash, length: payload.length } }) };
    },
    forget: (session) => void known.delete(session),
  };
}

async function filesOf(folder: string, session: string): Promise<SessionFiles | undefined> {
  return (await listSessionFiles(folder)).find((files) => files.id === session);
}
