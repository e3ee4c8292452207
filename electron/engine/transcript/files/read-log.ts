/** Recorded sessions read straight from a data folder, with no engine running: for the terminal. */
import { failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Line, Session } from '../../../contract/transcript.ts';
import { interpret } from '../dialogue/interpret.ts';
import { headingOf, type LogLine, logLine, textOf } from '../export/lines.ts';
import type { ExportSource } from '../export/write-export.ts';
import type { PayloadStore } from '../payload/payload-retention.ts';
import { recordBytes } from './records.ts';
import { createSegmentScanner } from './segment-scanner.ts';
import { listSessionFiles, readSession } from './session-files.ts';
import { createSessionIndex } from './session-index.ts';
import { createSessionReader, transcriptFolder } from './session-reader.ts';

/** All sessions of a data folder, newest first. One without an end is shown as open: a program may be running on it. */
export async function readSessions(dataFolder: string): Promise<Session[]> {
  const folder = transcriptFolder(dataFolder);
  const sessions: Session[] = [];
  for (const files of await listSessionFiles(folder)) {
    const session = await readSession(folder, files, true);
    if (session) sessions.push(session);
  }
  return sessions.sort((left, right) => right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1));
}

/**
 * Sessions of a data folder as an export reads them.
 * @param payloads the store of messages, if it can be opened; without it messages kept there appear with their head only
 */
export function openRecordedSource(dataFolder: string, payloads: PayloadStore | null): ExportSource {
  const folder = transcriptFolder(dataFolder);
  const index = createSessionIndex({ path: null, onNew() {}, onError() {} });
  const scanner = createSegmentScanner({ folder, index, grows: () => true });
  const reader = createSessionReader({ folder, index, scanner, store: payloads });
  return {
    async session(id) {
      const files = (await listSessionFiles(folder)).find((each) => each.id === id);
      for (const number of files?.segments ?? []) index.addSegment(id, number);
      return files ? readSession(folder, files, true) : null;
    },
    async *lines(id) {
      for await (const { records } of reader.pages(id))
        for (const record of records) {
          const bytes = await reader.bytes(id, record);
          yield { record, bytes: bytes.ok ? bytes.value : null };
        }
    },
  };
}

/** The first lines of a session, as a window gets them. */
export async function firstLines(source: ExportSource, id: string, limit: number): Promise<Result<{ session: Session; lines: Line[] }>> {
  const session = await source.session(id);
  if (!session) return { ok: false, failure: failure('not-found', { detail: { session: id } }) };
  const lines: Line[] = [];
  for await (const { record } of source.lines(id)) {
    lines.push(interpret(record, { session: id, protocol: session.protocol, holds: () => false, messageIdForHash: () => null }));
    if (lines.length >= limit) break;
  }
  return succeed({ session, lines });
}

export interface SessionLog {
  readonly session: Session;
  /** One object a line, as JSON Lines writes them. */
  objects(): AsyncGenerator<LogLine>;
  /** As text, line ends included. */
  text(): AsyncGenerator<string>;
}

/** One session with its exact bytes. */
export async function readLog(dataFolder: string, id: string, payloads: PayloadStore | null = null): Promise<Result<SessionLog>> {
  const source = openRecordedSource(dataFolder, payloads);
  const session = await source.session(id);
  if (!session) return { ok: false, failure: failure('not-found', { detail: { session: id } }) };
  return succeed({
    session,
    async *objects() {
      for await (const line of source.lines(id)) yield logLine(session, line, recordBytes(line.record));
    },
    async *text() {
      yield headingOf(session);
      for await (const line of source.lines(id)) yield textOf(line, recordBytes(line.record));
    },
  });
}
