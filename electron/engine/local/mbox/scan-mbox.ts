/**
 * Reads an mbox file message by message, without holding it: where each begins and ends, its `From ` line, its header and a digest by which
 * it is known again. Knows no flags and no quoting. All lengths are octets of the file.
 *
 * There is no one format (RFC 4155 §2 says so). A `From ` line begins a message only after an empty line and where it reads as one, or where
 * a Content-Length (mboxcl, mboxcl2) ends exactly before it. Later versions of Thunderbird write nothing behind the word: then a field of a
 * header has to follow. Whatever else stands in the file is part of the message before it: nothing is
 * left out.
 */
import { createHash } from 'node:crypto';
import { FailureError, failure } from '../../../contract/failure.ts';
import { createPace } from '../pace.ts';
import { type ByteSource, type Window, windowOver } from './byte-source.ts';
import { type FromLine, longestFromLine, readFromLine } from './from-line.ts';
import { withoutStatus } from './status-fields.ts';

export interface MboxEntry {
  /** Of the `From ` line. */
  readonly start: number;
  /** Of the message, behind the `From ` line. */
  readonly contentStart: number;
  /** Behind the header's empty line; the end of the message where it has none. */
  readonly headerEnd: number;
  /** Of the message, before the empty line that separates it from the next. */
  readonly contentEnd: number;
  /** Where the next begins. */
  readonly end: number;
  readonly from: FromLine;
  /** The header block with the line that ends it; cut off at `longestHeader`. */
  readonly header: Buffer;
  /** Its length was told by a Content-Length that is right: nothing in it is quoted by mboxcl2's rule. */
  readonly isCounted: boolean;
  /** SHA-256 of `From ` line and message, in hexadecimal, without the fields in which mail programs keep their marks. */
  readonly digest: string;
}

/** Octets of a header block that are held. What is longer is hostile, and still a message. */
const longestHeader = 1 << 20;
const usualHeader = 16 << 10;
const lf = 10;
const cr = 13;
const fromMark = Buffer.from('\nFrom ');

/**
 * Every message from `from` on, in the order of the file. Throws a `FailureError` `not-a-mailbox` where no message begins there.
 * @param from where a message begins: 0, or the end of one that is known
 * @param isSpool delivery agents write into it, which quote what looks like a beginning: no Content-Length of a sender counts over one
 */
export async function* scanMbox(source: ByteSource, from = 0, isSpool = false): AsyncGenerator<MboxEntry, void> {
  const window = windowOver(source);
  let at = await skipEmptyLines(window, from);
  while (at < source.size) {
    const line = await fromLineAt(window, at);
    if (!line) throw new FailureError(failure('not-a-mailbox', { protocol: 'mbox', detail: { offset: at } }));
    const entry = await entryAt(window, at, line, isSpool);
    yield entry;
    at = entry.end;
  }
}

/** Empty lines before the first message: some programs leave them in a file that was emptied. */
async function skipEmptyLines(window: Window, from: number): Promise<number> {
  let at = from;
  while (at < window.size) {
    const bytes = await window.at(at, 1);
    const first = bytes.findIndex((octet) => octet !== lf && octet !== cr);
    if (first >= 0) return at + first;
    if (bytes.length === 0) break;
    at += bytes.length;
  }
  return at;
}

interface LineAt {
  readonly from: FromLine;
  /** Behind its line end. */
  readonly end: number;
}

async function fromLineAt(window: Window, at: number): Promise<LineAt | null> {
  const held = window.at(at, longestFromLine + 2);
  const bytes = held instanceof Promise ? await held : held;
  const length = bytes.subarray(0, longestFromLine + 2).indexOf(lf);
  // The very last line of a file that is being written, or was torn, may have no end.
  const isLast = length < 0 && at + bytes.length >= window.size;
  if (length < 0 && !isLast) return null;
  const end = length < 0 ? bytes.length : length;
  const text = bytes.subarray(0, bytes[end - 1] === cr ? end - 1 : end).toString('latin1');
  const next = at + (length < 0 ? bytes.length : length + 1);
  const from = readFromLine(text) ?? (/^From [ \t]*$/.test(text) ? await undatedAt(window, next) : null);
  return from && { from, end: next };
}

/** A line without sender and date, in front of a header: they are taken from there. */
async function undatedAt(window: Window, at: number): Promise<FromLine | null> {
  const header = headerBlock((await window.at(at, usualHeader)).subarray(0, usualHeader)).toString('latin1');
  if (!/^[!-9;-~]{1,100}:/.test(header)) return null;
  const date = Date.parse(/^date:[ \t]*([^\r\n]{1,100})/im.exec(header)?.[1] ?? '');
  return { sender: '', date: Number.isNaN(date) ? 0 : date };
}

async function entryAt(window: Window, start: number, line: LineAt, isSpool: boolean): Promise<MboxEntry> {
  const contentStart = line.end;
  // Most headers are short: a window for each message is asked for only where one is not.
  const first = headerBlock((await window.at(contentStart, usualHeader)).subarray(0, usualHeader));
  const isWhole = first.length < Math.min(usualHeader, window.size - contentStart);
  const block = isWhole ? first : headerBlock((await window.at(contentStart, longestHeader)).subarray(0, longestHeader));
  const told = contentLength(block);
  const landed = told === null ? null : await landing(window, contentStart + block.length + told);
  const following = landed && !isSpool ? null : await nextMessage(window, start);
  const counted = landed && (following === null || following >= landed.next) ? landed : null;
  const end = counted?.next ?? following ?? window.size;
  const contentEnd = counted ? contentStart + block.length + (told ?? 0) : await separatorBefore(window, contentStart, end);
  // A file may end, or the next message begin, within what would be the header.
  const headerEnd = Math.min(contentStart + block.length, contentEnd);
  const header = Buffer.from(block.subarray(0, headerEnd - contentStart));
  const digest = await digestOf(window, { start, contentStart, headerEnd, contentEnd, header });
  return { start, contentStart, headerEnd, contentEnd, end, from: line.from, header, isCounted: counted !== null, digest };
}

/** Up to and with the first empty line. */
function headerBlock(bytes: Buffer): Buffer {
  if (bytes[0] === lf) return bytes.subarray(0, 1);
  if (bytes[0] === cr && bytes[1] === lf) return bytes.subarray(0, 2);
  const plain = bytes.indexOf('\n\n');
  const canonical = bytes.subarray(0, plain < 0 ? bytes.length : plain).indexOf('\n\r\n');
  if (canonical >= 0) return bytes.subarray(0, canonical + 3);
  return plain < 0 ? bytes : bytes.subarray(0, plain + 2);
}

function contentLength(header: Buffer): number | null {
  const found = /^content-length:[ \t]*(\d{1,15})[ \t]*\r?$/im.exec(header.toString('latin1'));
  return found ? Number(found[1]) : null;
}

/** Where the next message begins if one ends at `at`: the end of the file, or a whole `From ` line behind at most one empty line. */
async function landing(window: Window, at: number): Promise<{ readonly next: number } | null> {
  if (at > window.size) return null;
  if (at === window.size) return { next: at };
  const after = (await window.at(at, 2)).subarray(0, 2).toString('latin1');
  const next = at + (after.startsWith('\n') ? 1 : after === '\r\n' ? 2 : 0);
  if (next >= window.size) return { next: window.size };
  // In the middle of a line, as behind the `>` of one that is quoted, nothing begins.
  if ((await window.at(next - 1, 1))[0] !== lf) return null;
  return (await fromLineAt(window, next)) ? { next } : null;
}

/** Where the message behind the one at `start` begins; the end of the file where there is none. */
async function nextMessage(window: Window, start: number): Promise<number> {
  let from = start;
  // A message may hold little else than lines that look like a beginning.
  const pace = createPace();
  for (let looks = 1; ; looks += 1) {
    if (looks % 1_000 === 0) await pace();
    const held = window.at(from, fromMark.length);
    const bytes = held instanceof Promise ? await held : held;
    const found = bytes.indexOf(fromMark);
    if (found < 0) {
      if (from + bytes.length >= window.size) return window.size;
      // The mark may begin at the end of this window.
      from += bytes.length - fromMark.length + 1;
      continue;
    }
    const at = from + found + 1;
    if ((await isAfterEmptyLine(window, start, at)) && (await fromLineAt(window, at))) return at;
    from = at;
  }
}

async function isAfterEmptyLine(window: Window, start: number, at: number): Promise<boolean> {
  const before = Math.max(start, at - 3);
  const held = window.at(before, at - before);
  const tail = (held instanceof Promise ? await held : held).subarray(0, at - before).toString('latin1');
  return tail.endsWith('\n\n') || tail.endsWith('\n\r\n');
}

/** The end of the message without the empty line that separates it from the next. The last one of a torn file may have none. */
async function separatorBefore(window: Window, contentStart: number, end: number): Promise<number> {
  const before = Math.max(contentStart, end - 4);
  const tail = (await window.at(before, end - before)).subarray(0, end - before).toString('latin1');
  if (tail.endsWith('\r\n\r\n')) return end - 2;
  if (tail.endsWith('\n\n') || tail === '\n') return end - 1;
  return end;
}

interface Extent {
  readonly start: number;
  readonly contentStart: number;
  readonly headerEnd: number;
  readonly contentEnd: number;
  readonly header: Buffer;
}

async function digestOf(window: Window, { start, contentStart, headerEnd, contentEnd, header }: Extent): Promise<string> {
  const hash = createHash('sha256');
  const line = await window.at(start, contentStart - start);
  hash.update(line.subarray(0, contentStart - start));
  hash.update(withoutStatus(header));
  for (let at = headerEnd; at < contentEnd; ) {
    const held = window.at(at, 1);
    const bytes = held instanceof Promise ? await held : held;
    const part = bytes.subarray(0, contentEnd - at);
    if (part.length === 0) break;
    hash.update(part);
    at += part.length;
  }
  return hash.digest('hex');
}
