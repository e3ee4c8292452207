/** Recorded sessions of a data folder without a running engine: the session log joined with the store of messages, read only. */
import { existsSync } from 'node:fs';
import type { Result } from '../contract/failure.ts';
import type { CopyForm, ExportOrder, Line, Session } from '../contract/transcript.ts';
import { dataFolderFiles } from './cache/database/data-folder.ts';
import { openReader } from './cache/reader.ts';
import { copiesOf } from './transcript/copy-as/copies.ts';
import { longestDialogue } from './transcript/copy-as/facts.ts';
import { createExportRunner } from './transcript/export/write-export.ts';
import { firstLines, openRecordedSource, readLog, readSessions, type SessionLog } from './transcript/files/read-log.ts';

/** More than is typed by hand in a session. */
const mostLines = 20_000;

export interface RecordedSessions {
  /** Newest first. */
  list(): Promise<Session[]>;
  open(session: string): Promise<Result<SessionLog>>;
  /** The first lines of a session as the window has them, with what each answers. */
  lines(session: string): Promise<Result<readonly Line[]>>;
  /** A command line, or a script of the console, that does the same exchange; null where this cannot be. */
  commandFor(session: string, form: CopyForm): Promise<Result<string | null>>;
  /** Sessions as they may be handed to others. @throws FailureError `not-found` */
  share(order: ExportOrder): AsyncGenerator<string>;
  close(): void;
}

/**
 * Opens what is recorded; works beside a running program, whose lock is on writing only. A folder without databases has sessions without
 * payloads.
 */
export function openRecordedSessions(dataFolder: string): RecordedSessions {
  const reader = existsSync(dataFolderFiles(dataFolder).cache) ? openReader(dataFolder) : null;
  const payloads = reader && { holds: reader.holdsHash, read: reader.rawByHash };
  return {
    list: () => readSessions(dataFolder),
    open: (session) => readLog(dataFolder, session, payloads),
    async lines(id) {
      const found = await firstLines(openRecordedSource(dataFolder, payloads), id, mostLines);
      return found.ok ? { ok: true, value: found.value.lines } : found;
    },
    async commandFor(id, form) {
      const source = openRecordedSource(dataFolder, payloads);
      const lines = await firstLines(source, id, longestDialogue);
      if (!lines.ok) return lines;
      const wholeOf = async ({ index }: Line) => {
        for await (const { record, bytes } of source.lines(id)) if (record.index === index) return bytes;
        return null;
      };
      const found = (await copiesOf(lines.value.session, lines.value.lines, wholeOf)).find((each) => each.form === form);
      return { ok: true, value: found?.text ?? null };
    },
    async *share(order) {
      const runner = createExportRunner(openRecordedSource(dataFolder, payloads));
      const decoder = new TextDecoder();
      for await (const chunk of runner.write(order, { signal: new AbortController().signal, onProgress: () => undefined }))
        yield decoder.decode(chunk, { stream: true });
    },
    close: () => reader?.close(),
  };
}
