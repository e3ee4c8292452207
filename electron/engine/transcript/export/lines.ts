/**
 * One line of a session as it stands in a file to hand to others: text for people, an object for programs (JSON Lines). Message bodies are left
 * out unless they are asked for; in text the bytes of a secret are drawn as masks.
 */
import type { Session } from '../../../contract/transcript.ts';
import { readDnsLine } from '../dialogue/explain-dns.ts';
import type { LineRecord } from '../files/records.ts';
import { visibleLines, visibleText } from '../visible.ts';

/** A line with its exact bytes; `null` where only the hash of a payload is left. */
export interface ExactLine {
  readonly record: LineRecord;
  readonly bytes: Buffer | null;
}

/** Whether the bytes of messages stand in the file, or only their length. */
export type MailContent = 'left-out' | 'included';

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
export function mailLength({ record, bytes }: ExactLine, head: Buffer): number | null {
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

/** What stands in one row of a file for people. */
interface Row {
  readonly speaker: 'C:' | 'S:' | '*';
  readonly text: string;
}

/** A line as rows, control characters made visible, each byte of a secret as a mask. */
export function rowsOf(line: ExactLine, head: Buffer, mail: MailContent): Row[] {
  const { record, bytes } = line;
  if (record.note) {
    const facts = Object.entries(record.note.parameters).map(([name, value]) => `${name}=${visibleText(String(value))}`);
    return [{ speaker: '*', text: [visibleText(record.note.key), ...facts].join(' ') }];
  }
  const leftOut = mail === 'left-out' ? mailLength(line, head) : null;
  if (leftOut !== null)
    return [{ speaker: '*', text: `${leftOut} octets of mail ${record.direction === 'client' ? 'sent' : 'received'}, left out` }];
  const reading = record.kind === 'message' ? readDnsLine(bytes ?? head).lines.map(visibleText) : [];
  const rows: Row[] = (reading.length > 0 ? reading : visibleLines(bytes ?? head, record.masked)).map((text) => ({
    speaker: record.direction === 'client' ? 'C:' : 'S:',
    text,
  }));
  if (bytes === null && record.payload) rows.push({ speaker: '*', text: goneText(record.payload) });
  return rows;
}

/** `   0.123 C: A1 NOOP`: the time in seconds, who spoke, what was said. Every line of the file begins so. */
export function textOf(line: ExactLine, head: Buffer, mail: MailContent = 'included'): string {
  const time = momentOf(line.record.at).padStart(8);
  return rowsOf(line, head, mail)
    .map(({ speaker, text }) => `${time} ${speaker.padEnd(2)} ${text}\n`)
    .join('');
}

/** Seconds since the session began. */
export const momentOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

/** Bytes that are no longer held. A hash may have been taken out: it names the message to anyone who has it. */
const goneText = ({ length, hash }: { readonly length: number; readonly hash: string }): string =>
  `${length} octets, no longer held${hash === '' ? '' : `, SHA-256 ${hash}`}`;

/** What a session is, in a line: its name, protocol, server, account, purpose, beginning, and TLS. */
export function factsOf(session: Session): string {
  const { id, protocol, host, port, accountName, purpose, startedAt, tls } = session;
  const facts = [`${protocol} ${host}:${port}`, accountName, purpose, new Date(startedAt).toISOString(), tls ?? 'no TLS'];
  return visibleText([id, ...facts].join(' · '));
}

export const headingOf = (session: Session): string => `# ${factsOf(session)}\n`;
