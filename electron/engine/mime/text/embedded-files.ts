import { decodeBase64, decodeUuLine, uuValue } from '../structure/transfer-encoding.ts';

/** A file that stands inside a text instead of in a part of its own. */
interface EmbeddedFile {
  /** As written, one character a byte; control characters and all. */
  readonly name: string;
  readonly content: Buffer;
}

interface EmbeddedFiles {
  /** The text without them. */
  readonly rest: Buffer;
  readonly files: readonly EmbeddedFile[];
}

/** A text with more of them is left as it is beyond that. */
const mostFiles = 200;

const head = /^(?:begin(-base64)? [0-7]{3,4} ([^\r\n]{1,255})|=ybegin ([^\r\n]{0,300}?)\bname=([^\r\n]{1,255}))\r?\n/gm;

/**
 * Finds what was uuencoded (IEEE Std 1003.1 `uuencode`, base64 form included) or yEncoded (yenc.org draft 1.3, single part) into a text.
 * Lines that only look like the head of such a file stay text: what follows must be one. Linear; never throws.
 */
export function findEmbeddedFiles(text: Buffer): EmbeddedFiles {
  if (text.indexOf('begin') < 0) return { rest: text, files: [] };
  const latin1 = text.toString('latin1');
  const files: EmbeddedFile[] = [];
  const kept: Buffer[] = [];
  let position = 0;
  head.lastIndex = 0;
  for (let match = head.exec(latin1); match && files.length < mostFiles; match = head.exec(latin1)) {
    const start = match.index + match[0].length;
    const [, base64, name, facts, yName] = match;
    const found = yName !== undefined ? readYenc(text, start, facts ?? '') : base64 ? readBase64(text, start) : readUu(text, start);
    if (!found) continue;
    files.push({ name: (yName ?? name ?? '').trim(), content: found.content });
    kept.push(text.subarray(position, match.index));
    position = found.end;
    head.lastIndex = found.end;
  }
  if (files.length === 0) return { rest: text, files };
  kept.push(text.subarray(position));
  return { rest: Buffer.concat(kept), files };
}

interface Found {
  readonly content: Buffer;
  /** After its last line. */
  readonly end: number;
}

/** The bounds of the line that begins at an offset. */
function lineAt(bytes: Buffer, start: number): { readonly end: number; readonly next: number } {
  const feed = bytes.indexOf(10, start);
  const next = feed < 0 ? bytes.length : feed + 1;
  const end = feed < 0 ? bytes.length : feed;
  return { end: bytes[end - 1] === 13 && end > start ? end - 1 : end, next };
}

function readUu(bytes: Buffer, start: number): Found | null {
  const chunks: Buffer[] = [];
  let position = start;
  while (position < bytes.length) {
    const { end, next } = lineAt(bytes, position);
    if (end - position === 3 && bytes.toString('latin1', position, end) === 'end')
      return chunks.length > 0 ? { content: Buffer.concat(chunks), end: next } : null;
    const count = uuValue(bytes[position]);
    if (end > position && !isUuLine(bytes, position, end, count)) break;
    if (count > 0 && end > position) chunks.push(decodeUuLine(bytes, position + 1, end, count));
    position = next;
  }
  // Cut off: whole lines prove that it is a file all the same.
  return chunks.some((chunk) => chunk.length === 45) ? { content: Buffer.concat(chunks), end: position } : null;
}

/** One length character, then four characters for three bytes; blanks at the end may have been lost, one character more is a checksum. */
function isUuLine(bytes: Buffer, start: number, end: number, count: number): boolean {
  if (end - start > Math.ceil(count / 3) * 4 + 2) return false;
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte < 32 || byte > 96) return false;
  }
  return true;
}

function readBase64(bytes: Buffer, start: number): Found | null {
  let position = start;
  while (position < bytes.length) {
    const { end, next } = lineAt(bytes, position);
    const line = bytes.toString('latin1', position, end);
    if (/^====[ \t]*$/.test(line)) return position > start ? { content: decodeBase64(bytes.subarray(start, position)), end: next } : null;
    if (!/^[A-Za-z0-9+/]+={0,2}[ \t]*$/.test(line)) return null;
    position = next;
  }
  return null;
}

/** yEnc: each byte is 42 more than meant; `=` stands before one that is 64 more still. The size at its head must be right. */
function readYenc(bytes: Buffer, start: number, facts: string): Found | null {
  const size = Number(/\bsize=(\d{1,10})/.exec(facts)?.[1] ?? Number.NaN);
  if (/\bpart=/.test(facts) || !(size >= 0)) return null;
  let position = start;
  // Data lines never begin so: the letter need not be escaped.
  while (position < bytes.length && bytes.toString('latin1', position, position + 2) !== '=y') position = lineAt(bytes, position).next;
  if (bytes.toString('latin1', position, position + 6) !== '=yend ') return null;
  const content = decodeYenc(bytes.subarray(start, position));
  return content.length === size ? { content, end: lineAt(bytes, position).next } : null;
}

function decodeYenc(lines: Buffer): Buffer {
  const content = Buffer.alloc(lines.length);
  let length = 0;
  for (let at = 0; at < lines.length; at += 1) {
    let byte = lines[at] ?? 0;
    if (byte === 10 || byte === 13) continue;
    if (byte === 61) {
      at += 1;
      byte = (lines[at] ?? 0) - 64;
    }
    content[length++] = (byte - 42) & 255;
  }
  return content.subarray(0, length);
}
