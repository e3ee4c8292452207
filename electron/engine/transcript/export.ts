/**
 * Sessions as a file to hand to others: text for people, JSON Lines for programs (DESIGN §8). Secrets cannot be in it,
 * because they were never kept; in text their bytes are drawn as masks. Message bodies are left out by default, because a log attached
 * to a ticket should not disclose mail. Streams, so that a session of any length needs little memory.
 */
import { randomUUID } from 'node:crypto';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Session } from '../../contract/transcript.ts';
import { type LineRecord, recordBytes } from './files/records.ts';
import { visibleLines, visibleText } from './visible.ts';

/** A line with its exact bytes; `null` where only the hash of a payload is left. */
export interface ExactLine {
  readonly record: LineRecord;
  readonly bytes: Buffer | null;
}

export type ExportFormat = 'text' | 'jsonl';

/** Whether the bytes of messages stand in the file, or only their length. */
export type MailContent = 'left-out' | 'included';

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

/** The object that stands for a line in JSON Lines and in `cli log --json`. */
export interface LogLine {
  readonly session: string;
  readonly protocol: string;
  readonly account: string;
  readonly purpose: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: 'client' | 'server' | 'note';
  /** Base64. */
  readonly bytes: string;
  /** Within the bytes. */
  readonly masked: { readonly offset: number; readonly length: number }[];
  readonly note?: { readonly key: string; readonly parameters: Readonly<Record<string, string | number>> };
  /** Bytes that are no longer held: the message was deleted. `bytes` has their head. */
  readonly missing?: { readonly hash: string; readonly length: number };
  /** Mail that was left out of this file on purpose, and how long it is; `bytes` is empty. */
  readonly leftOut?: { readonly length: number };
}

/**
 * The length of a line that is mail, whole or in part: what FETCH, RETR and TOP bring, what DATA, BDAT and APPEND send. Null for every
 * other line, also for the dot that ends a message.
 */
function mailLength({ record, bytes }: ExactLine, head: Buffer): number | null {
  const isMail =
    record.kind === 'payload'
      ? (bytes ?? head).length > 3 || record.payload !== undefined
      : record.kind === 'literal' && /\b(?:FETCH|APPEND)$/.test(record.command ?? '');
  return isMail ? (record.payload?.length ?? (bytes ?? head).length) : null;
}

export function logLine(session: Session, line: ExactLine, head: Buffer, mail: MailContent = 'included'): LogLine {
  const { record, bytes } = line;
  const leftOut = mail === 'left-out' ? mailLength(line, head) : null;
  return {
    session: session.id,
    protocol: session.protocol,
    account: session.accountName,
    purpose: session.purpose,
    at: session.startedAt + record.at,
    direction: record.direction,
    bytes: leftOut === null ? (bytes ?? head).toString('base64') : '',
    masked: leftOut === null ? (record.masked ?? []) : [],
    ...(record.note ? { note: record.note } : {}),
    ...(leftOut === null ? {} : { leftOut: { length: leftOut } }),
    ...(leftOut === null && bytes === null && record.payload
      ? { missing: { hash: record.payload.hash, length: record.payload.length } }
      : {}),
  };
}

/** `   0.123 C: A1 NOOP`: the time in seconds, who spoke, what was said. Every line of the file begins so. */
export function textOf(line: ExactLine, head: Buffer, mail: MailContent = 'included'): string {
  const { record, bytes } = line;
  const time = (record.at / 1000).toFixed(3).padStart(8);
  if (record.note) {
    const facts = Object.entries(record.note.parameters).map(([name, value]) => `${name}=${visibleText(String(value))}`);
    return `${time} *  ${[visibleText(record.note.key), ...facts].join(' ')}\n`;
  }
  const leftOut = mail === 'left-out' ? mailLength(line, head) : null;
  if (leftOut !== null) return `${time} *  ${leftOut} octets of mail ${record.direction === 'client' ? 'sent' : 'received'}, left out\n`;
  const speaker = record.direction === 'client' ? 'C' : 'S';
  const lines = visibleLines(bytes ?? head, record.masked).map((text) => `${time} ${speaker}: ${text}\n`);
  if (bytes === null && record.payload)
    lines.push(`${time} *  ${record.payload.length} octets, no longer held, SHA-256 ${record.payload.hash}\n`);
  return lines.join('');
}

export function headingOf(session: Session): string {
  const { id, protocol, host, port, accountName, purpose, startedAt, tls } = session;
  const facts = [`${protocol} ${host}:${port}`, accountName, purpose, new Date(startedAt).toISOString(), tls ?? 'no TLS'];
  return `# ${visibleText([id, ...facts].join(' · '))}\n`;
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
