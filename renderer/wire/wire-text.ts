/**
 * The bytes of a line as text that cannot do anything: control characters and whatever turns the direction of writing
 * around are shown as what they are, bytes that are no UTF-8 as their number, secrets as their length.
 */
import type { Line } from '../../electron/contract/transcript.ts';
import { boundMarks } from '../ui/text/visible-text.ts';

export type Segment =
  /** `isFound`: it is what was searched for. */
  | { readonly kind: 'text'; readonly text: string; readonly isFound?: true }
  /** A picture of something that cannot be seen, and its name (RFC 20 §5.2). */
  | { readonly kind: 'control'; readonly text: string; readonly name: string }
  | { readonly kind: 'secret'; readonly offset: number; readonly length: number };

interface SegmentOptions {
  /** Whether the line end is shown as well. */
  readonly showEnds: boolean;
  /** No more than so many bytes are looked at. */
  readonly limit: number;
  /** Shows every line feed as a break, for bytes that are several lines. */
  readonly breaks?: boolean;
  /** Stops at the end of the first line. */
  readonly firstLine?: boolean;
  /** What was found in the bytes, in order. */
  readonly found?: Spans | undefined;
}

type Spans = readonly { readonly offset: number; readonly length: number }[];

const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');

export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** How many bytes belong to the character that begins with this byte (RFC 3629 §3); 1 for what begins none. */
const widthOf = (byte: number): number => (byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1);

const decoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Characters that change how others are drawn, or that cannot be seen. */
const hidden = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

const hexadecimal = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');

/** Cuts bytes into what can be read, what cannot be seen, and what is secret. */
export function segmentsOf(
  bytes: Uint8Array,
  masked: Spans,
  { showEnds, limit, breaks = false, firstLine = false, found = [] }: SegmentOptions,
): Segment[] {
  const segments: Segment[] = [];
  const utf8 = decoder();
  let text = '';
  let isFound = false;
  let mark = 0;
  const flush = () => {
    if (text !== '') segments.push({ kind: 'text', text: boundMarks(text), ...(isFound ? { isFound } : {}) });
    text = '';
  };
  const control = (picture: string, name = picture) => {
    flush();
    segments.push({ kind: 'control', text: picture, name });
  };
  let end = bytes.length;
  const lineFeed = firstLine ? bytes.indexOf(0x0a) : -1;
  const goesOn = lineFeed >= 0 && lineFeed < end - 1;
  if (goesOn) end = lineFeed + 1;
  if (!showEnds) {
    if (bytes[end - 1] === 0x0a) end--;
    if (bytes[end - 1] === 0x0d) end--;
  }
  const stop = Math.min(end, limit);
  let at = 0;
  let span = 0;
  while (at < stop) {
    while ((found[mark]?.offset ?? at) + (found[mark]?.length ?? 1) <= at) mark++;
    const isHere = (found[mark]?.offset ?? stop) <= at;
    if (isHere !== isFound) {
      flush();
      isFound = isHere;
    }
    const secret = masked[span];
    if (secret && at >= secret.offset) {
      flush();
      segments.push({ kind: 'secret', offset: secret.offset, length: secret.length });
      at = Math.max(at, secret.offset + secret.length);
      span++;
      continue;
    }
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte === 0x7f) {
      const isEnd = byte === 0x0a || (byte === 0x0d && bytes[at + 1] === 0x0a);
      // U+2400 and its followers are pictures of the control characters.
      if (byte === 0x09 && !showEnds) text += '\t';
      else if (!(breaks && isEnd && !showEnds))
        control(byte === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + byte), controlNames[byte] ?? 'DEL');
      if (breaks && byte === 0x0a) text += '\n';
      at++;
    } else if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at++;
    } else {
      const width = widthOf(byte);
      let character = '';
      if (width > 1) {
        try {
          character = utf8.decode(bytes.subarray(at, at + width));
        } catch {
          // No UTF-8: the byte is shown by its number.
        }
      }
      if (character === '') {
        control(`\\x${hexadecimal(byte, 2)}`);
        at++;
      } else {
        if (hidden.test(character)) control(`U+${hexadecimal(character.codePointAt(0) ?? 0, 4)}`);
        else text += character;
        at += width;
      }
    }
  }
  if (goesOn || stop < end) {
    if (isFound) flush();
    isFound = false;
    text += '…';
  }
  flush();
  return segments;
}

/** `C:`, `S:` or `*`: what every line starts with. */
export const prefixOf = (direction: Line['direction']): string => ({ client: 'C:', server: 'S:', note: '*' })[direction];

const longestHatch = 64;

/** A secret in plain text: as many marks as it has bytes, and their number. */
const secretText = (length: number, bytes: string): string => `${'▒'.repeat(Math.min(length, longestHatch))} (${bytes})`;

/** What a message of a protocol of octets says, a line each; null for lines of text, and for what cannot be read. */
export const messageLinesOf = (line: Pick<Line, 'kind' | 'decoded'>): string[] | null =>
  line.kind === 'message' && line.decoded ? line.decoded.split('\n') : null;

/** A line as text for the clipboard: nothing in it can be taken for another line. */
export function plainLine(line: Line, note: string, countBytes: (length: number) => string): string {
  if (line.direction === 'note') return `* ${note}`;
  const written = messageLinesOf(line);
  if (written !== null) return written.map((text) => `${prefixOf(line.direction)} ${text}`).join('\n');
  const segments = segmentsOf(bytesOf(line.bytes), line.masked, { showEnds: false, limit: 65_536 });
  const text = segments.map((segment) =>
    segment.kind === 'secret' ? secretText(segment.length, countBytes(segment.length)) : segment.text,
  );
  return `${prefixOf(line.direction)} ${text.join('')}`;
}

/** Seconds since the session began, to the millisecond. */
export const formatMoment = (milliseconds: number): string => (milliseconds / 1_000).toFixed(3);

export type Verdict = 'good' | 'waiting' | 'temporary' | 'bad';

/** What a reply means at a glance (RFC 5321 §4.2.1, RFC 9051 §7.1, RFC 1939 §3, RFC 1035 §4.1.1); null for what is no reply. */
export function verdictOf(line: Pick<Line, 'code' | 'kind'>): Verdict | null {
  const { code } = line;
  if (code === null) return null;
  if (line.kind === 'message') return code === 'NOERROR' ? 'good' : 'bad';
  if (/^[45]\d\d$/.test(code)) return code.startsWith('4') ? 'temporary' : 'bad';
  if (/^3\d\d$/.test(code)) return 'waiting';
  if (/^2\d\d$/.test(code) || code === 'OK' || code === '+OK' || code === 'PREAUTH') return 'good';
  if (code === 'NO' || code === 'BAD' || code === '-ERR') return 'bad';
  return code === '+' ? 'waiting' : null;
}

/**
 * Whether a line is message or literal bytes, of which only the first are shown; the dot that ends a message is a line like any other (RFC
 * 5321 §4.5.2).
 */
export const isRunOfBytes = (line: Pick<Line, 'kind' | 'bytes' | 'payload'>): boolean =>
  line.kind === 'literal' || (line.kind === 'payload' && (line.payload !== null || !/^\.\r?\n?$/.test(atob(line.bytes.slice(0, 8)))));
