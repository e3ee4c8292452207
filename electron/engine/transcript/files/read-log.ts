/** Recorded sessions read straight from a data folder, with no engine running: for the terminal. */
import { failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Session } from '../../../contract/transcript.ts';
import { type ExactLine, headingOf, type LogLine, logLine, textOf } from '../export/lines.ts';
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

export interface SessionLog {
  readonly session: Session;
  /** As objects (DESIGN §8). */
  objects(): AsyncGenerator<LogLine>;
  /** As text, line ends included. */
  text(): AsyncGenerator<string>;
}

/**
 * One session with its exact bytes.
 * @param payloads the store of messages, if it can be opened; without it messages kept there appear with their head only
 */
export async function readLog(dataFolder: string, id: string, payloads: PayloadStore | null = null): Promise<Result<SessionLog>> {
  const folder = transcriptFolder(dataFolder);
  const files = (await listSessionFiles(folder)).find((each) => each.id === id);
  const session = files ? await readSession(folder, files, true) : null;
  if (!session) return { ok: false, failure: failure('not-found', { detail: { session: id } }) };
  const index = createSessionIndex({ path: null, onNew() {}, onError() {} });
  for (const number of files?.segments ?? []) index.addSegment(id, number);
  const scanner = createSegmentScanner({ folder, index, grows: () => true });
  const reader = createSessionReader({ folder, index, scanner, store: payloads });

  async function* lines(): AsyncGenerator<{ line: ExactLine; head: Buffer }> {
    for await (const { records } of reader.pages(id)) {
      for (const record of records) {
        const bytes = await reader.bytes(id, record);
        yield { line: { record, bytes: bytes.ok ? bytes.value : null }, head: recordBytes(record) };
      }
    }
  }

  return succeed({
    session,
    async *objects() {
      for await (const { line, head } of lines()) yield logLine(session, line, head);
    },
    async *text() {
      yield headingOf(session);
      for await (const { line, head } of lines()) yield textOf(line, head);
    },
  });
}
