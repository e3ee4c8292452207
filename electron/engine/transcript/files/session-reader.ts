/** Reads recorded sessions: pages of lines, and the exact bytes of one line. Works on files and their index alone, with or without an engine. */
import { join } from 'node:path';
import { failure, type Result, succeed } from '../../../contract/failure.ts';
import type { PayloadStore } from '../payload/payload-retention.ts';
import { stuff } from '../record/dot-stuffing.ts';
import { decodeLines, decodePart } from './log-lines.ts';
import { type LineRecord, recordBytes } from './records.ts';
import type { SegmentScanner } from './segment-scanner.ts';
import { readPart, segmentName } from './session-files.ts';
import type { Segment, SessionIndex } from './session-index.ts';

export interface SessionReader {
  /** Records with indexes from `from` on, at most `limit`; fewer at the end. */
  records(session: string, from: number, limit: number): Promise<LineRecord[]>;
  /**
   * All records from `from` on in order, in pages that leave other work its turn; `next` is the index behind a page.
   * @param wanted which lines of the file to decode; all of them if it is left out
   */
  pages(
    session: string,
    from?: number,
    wanted?: (line: string) => boolean,
  ): AsyncGenerator<{ readonly records: LineRecord[]; readonly next: number }>;
  /** The exact bytes of a line, a payload included. `not-found` where only its hash is left. */
  bytes(session: string, record: LineRecord): Promise<Result<Buffer>>;
}

/** Where the session files of a data folder are. */
export const transcriptFolder = (dataFolder: string): string => join(dataFolder, 'transcript');

const page = 512;
const everyLine = (_line: string): boolean => true;

export function createSessionReader(options: {
  readonly folder: string;
  readonly index: SessionIndex;
  readonly scanner: SegmentScanner;
  /** The store of whole messages, if there is one. */
  readonly store: PayloadStore | null;
}): SessionReader {
  const { folder, index, scanner, store } = options;
  const pathOf = (session: string, number: number) => join(folder, segmentName(session, number));

  async function readRange(segments: readonly Segment[], from: number, to: number, wanted = everyLine): Promise<LineRecord[]> {
    const records: LineRecord[] = [];
    for (const segment of segments) {
      if (segment.lastLine === null || segment.lastLine < from || (segment.firstLine ?? 0) >= to) continue;
      const { offset, length } = index.range(segment, from, to);
      const text = (await readPart(pathOf(segment.session, segment.number), offset, length)).toString('utf8');
      for (const line of text.split('\n')) {
        if (!wanted(line)) continue;
        for (const record of decodeLines(line)) if (record.index >= from && record.index < to) records.push(record);
      }
    }
    return records;
  }

  return {
    async records(session, from, limit) {
      const segments = await scanner.session(session);
      // The oldest segments of a long session may have been given up for the budget.
      const first = segments.find(({ firstLine }) => firstLine !== null)?.firstLine ?? 0;
      const start = Math.max(from, first);
      return readRange(segments, start, start + limit);
    },
    async *pages(session, start = 0, wanted = everyLine) {
      for (const segment of await scanner.session(session)) {
        if (segment.firstLine === null || segment.lastLine === null) continue;
        for (let from = Math.max(segment.firstLine, start); from <= segment.lastLine; from += page) {
          const next = Math.min(from + page, segment.lastLine + 1);
          yield { records: await readRange([segment], from, next, wanted), next };
        }
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
      await scanner.session(session);
      for (const { segment, offset, length } of index.parts(session, payload.number ?? -1)) {
        const part = decodePart((await readPart(pathOf(session, segment), offset, length)).toString('latin1'));
        if (part) parts.push(part);
      }
      const bytes = Buffer.concat(parts);
      if (bytes.length === payload.length) return succeed(bytes);
      return { ok: false, failure: failure('not-found', { detail: { hash: payload.hash, length: payload.length } }) };
    },
  };
}
