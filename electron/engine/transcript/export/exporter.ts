/**
 * Sessions as a file to hand to others: text for people, JSON Lines for programs (DESIGN §8). Secrets cannot be in it,
 * because they were never kept; in text their bytes are drawn as masks. Message bodies are left out by default, because a log attached
 * to a ticket should not disclose mail. Streams, so that a session of any length needs little memory.
 */
import { randomUUID } from 'node:crypto';
import { failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Session } from '../../../contract/transcript.ts';
import { recordBytes } from '../files/records.ts';
import { type ExactLine, headingOf, logLine, type MailContent, textOf } from './lines.ts';

export type ExportFormat = 'text' | 'jsonl';

export interface ExportedFile {
  readonly type: string;
  readonly name: string;
  readonly size: number | null;
  readonly stream: ReadableStream<Uint8Array>;
}

interface ExportSource {
  readonly session: (id: string) => Session | null;
  readonly everything: (id: string) => AsyncGenerator<ExactLine>;
}

const mostHandles = 32;

export function createExporter(source: ExportSource) {
  const prepared = new Map<
    string,
    { readonly sessions: readonly string[]; readonly format: ExportFormat; readonly mail: MailContent; readonly name: string }
  >();

  async function* write(sessions: readonly string[], format: ExportFormat, mail: MailContent): AsyncGenerator<Uint8Array> {
    for (const id of sessions) {
      const session = source.session(id);
      if (!session) continue;
      if (format === 'text') yield Buffer.from(headingOf(session), 'utf8');
      for await (const line of source.everything(id)) {
        const head = recordBytes(line.record);
        const text = format === 'text' ? textOf(line, head, mail) : `${JSON.stringify(logLine(session, line, head, mail))}\n`;
        yield Buffer.from(text, 'utf8');
      }
    }
  }

  return {
    prepare(sessions: readonly string[], format: ExportFormat, mail: MailContent): { handle: string; name: string } {
      const handle = randomUUID();
      const extension = format === 'text' ? 'txt' : 'jsonl';
      const name = sessions.length === 1 ? `postglass-${sessions[0]}.${extension}` : `postglass-${sessions.length}-sessions.${extension}`;
      prepared.set(handle, { sessions, format, mail, name });
      const oldest = prepared.keys().next();
      if (prepared.size > mostHandles && !oldest.done) prepared.delete(oldest.value);
      return { handle, name };
    },
    open(handle: string): Result<ExportedFile> {
      const found = prepared.get(handle);
      if (!found) return { ok: false, failure: failure('not-found', { detail: { handle } }) };
      const type = found.format === 'text' ? 'text/plain; charset=utf-8' : 'application/jsonl; charset=utf-8';
      return succeed({
        type,
        name: found.name,
        size: null,
        stream: ReadableStream.from(copies(write(found.sessions, found.format, found.mail))),
      });
    },
  };
}

/** Chunks of their own memory: a stream may be transferred to another thread, and pooled buffers share theirs. */
async function* copies(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Uint8Array.from(chunk);
}
