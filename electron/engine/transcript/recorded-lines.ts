/** Reads the lines of a session from its files and from memory, without gaps or duplicates. */
import { type Result, succeed } from '../../contract/failure.ts';
import type { ExactLine } from './export/lines.ts';
import type { LineRecord } from './files/records.ts';
import type { SessionReader } from './files/session-reader.ts';
import type { LineRecorder } from './record/line-recorder.ts';
import type { Messages, RecordedLine } from './record/record-queue.ts';
import { createTextSearch } from './search/text-search.ts';

interface RecordedLines {
  /** Lines from `from` on, at most `limit`. */
  page(session: string, from: number, limit: number, messages: Messages): Promise<RecordedLine[]>;
  /** All lines with their exact bytes. */
  exact(session: string): AsyncGenerator<ExactLine>;
  /** Those of a line that was asked for as a whole. */
  bytes(session: string, line: RecordedLine): Promise<Result<Buffer>>;
  /** Lines in which a text stands. */
  withText(session: string, text: string): AsyncGenerator<LineRecord>;
}

export function createRecordedLines(
  reader: SessionReader,
  inMemory: (session: string) => Pick<LineRecorder, 'recent' | 'firstRecent'> | undefined,
): RecordedLines {
  const fromFile = (record: LineRecord): RecordedLine => ({ record, payload: null });

  /** @param wanted lines of the file that need be decoded at all */
  async function* all(session: string, messages: Messages, wanted?: (line: string) => boolean): AsyncGenerator<RecordedLine> {
    for (let next = 0, before = -1; ; ) {
      const lines = inMemory(session);
      // What went from memory to the file while the file was read is read from there now; what got lost on the way is in neither.
      if (lines && (lines.firstRecent() <= next || next === before)) {
        yield* lines.recent(next, Number.POSITIVE_INFINITY, messages);
        return;
      }
      if (next === before) return;
      before = next;
      for await (const page of reader.pages(session, next, wanted)) {
        next = page.next;
        yield* page.records.map(fromFile);
      }
    }
  }

  const bytes = async (session: string, { record, payload }: RecordedLine): Promise<Result<Buffer>> =>
    payload ? succeed(payload) : reader.bytes(session, record);

  return {
    bytes,
    async page(session, from, limit, messages) {
      const lines = inMemory(session);
      const firstInMemory = lines?.firstRecent() ?? Number.POSITIVE_INFINITY;
      // Read memory first: lines written to the file meanwhile are then in both, never in neither.
      const memory = lines?.recent(from, limit, messages) ?? [];
      const inFile = from < firstInMemory ? await reader.records(session, from, Math.min(limit, firstInMemory - from)) : [];
      return [...inFile.map(fromFile), ...memory].slice(0, limit);
    },
    async *exact(session) {
      for await (const line of all(session, 'whole')) {
        const exact = await bytes(session, line);
        yield { record: line.record, bytes: exact.ok ? exact.value : null };
      }
    },
    async *withText(session, text) {
      const search = createTextSearch(text);
      for await (const { record } of all(session, 'heads', search.mayHold)) if (search.holds(record)) yield record;
    },
  };
}
