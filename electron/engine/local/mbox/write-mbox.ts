/** Messages as they are written into an mbox file: one that is added, and one that gets other marks. */
import { writeFromLine } from './from-line.ts';
import { isReadByCount, quotedFrom } from './from-quoting.ts';
import type { MboxEntry } from './scan-mbox.ts';
import { changedMarks, type FlagChanges, readStatus, withStatus } from './status-fields.ts';

interface MessageToWrite {
  /** With CRLF or LF line ends. */
  readonly raw: Buffer;
  /** The envelope's sender; empty where it is not known. */
  readonly sender: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly flags: readonly string[];
}

/** `From ` line, message and empty line, with the line ends of this kind of file (LF), quoted as mboxrd. */
export function mboxMessage({ raw, sender, date, flags }: MessageToWrite): Buffer {
  const plain = Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const end = headerEndOf(plain);
  const marks = {
    ...readStatus(Buffer.alloc(0)),
    seen: flags.includes('\\Seen'),
    flagged: flags.includes('\\Flagged'),
    answered: flags.includes('\\Answered'),
    draft: flags.includes('\\Draft'),
  };
  const content = Buffer.concat([withStatus(plain.subarray(0, end), marks), quotedFrom(plain.subarray(end))]);
  return Buffer.concat([Buffer.from(`${writeFromLine(sender, date)}\n`, 'latin1'), ...asContent(content)]);
}

/** A message with the empty line that separates it from the next; its own last line is ended first. */
function asContent(content: Buffer): Buffer[] {
  return [content, Buffer.from(content.at(-1) === 10 ? '\n' : '\n\n')];
}

/** Behind the empty line that ends the header; all of it where there is none. */
function headerEndOf(raw: Buffer): number {
  if (raw[0] === 10) return 1;
  const at = raw.indexOf('\n\n');
  return at < 0 ? raw.length : at + 2;
}

/** Where the parts of a message stand in its file. */
type Extent = Pick<MboxEntry, 'start' | 'contentStart' | 'headerEnd' | 'contentEnd' | 'isCounted'>;

/** What has to stand between the end of a file and a message that is added to it. @param tail its last two octets */
export const jointBehind = (tail: Buffer): string => {
  const text = tail.toString('latin1');
  return text.endsWith('\n\n') || text === '\r\n' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
};

/** A message as it stands in the file, with other marks. */
export function marked(bytes: Buffer, entry: Extent, change: FlagChanges): Buffer {
  const [line, header, body] = [
    bytes.subarray(0, entry.contentStart - entry.start),
    bytes.subarray(entry.contentStart - entry.start, entry.headerEnd - entry.start),
    bytes.subarray(entry.headerEnd - entry.start, entry.contentEnd - entry.start),
  ];
  const lineEnded = line.at(-1) === 10 ? line : Buffer.concat([line, Buffer.from('\n')]);
  const keepsCount = entry.isCounted && isReadByCount(body);
  const written = Buffer.concat([lineEnded, withStatus(header, changedMarks(readStatus(header), change), keepsCount), body]);
  const separator = bytes.subarray(entry.contentEnd - entry.start);
  return separator.length > 0 ? Buffer.concat([written, separator]) : Buffer.concat(asContent(written));
}
