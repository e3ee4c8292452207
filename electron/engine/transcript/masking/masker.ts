/**
 * What every masker does: it takes the bytes of both directions as they come, cuts them into lines and runs by the
 * protocol's own rules, overwrites secrets by protocol state, and passes pieces on in order. Nothing behind it ever
 * holds a secret, and it knows nothing of what becomes of the pieces.
 */
import type { LineKind } from '../../../contract/transcript.ts';
import { fill, type Span } from '../../wire/authentication/base64-mask.ts';

export interface Piece {
  readonly direction: 'client' | 'server';
  /** Milliseconds on the caller's clock when its first byte came. */
  readonly at: number;
  /** Offset of its first byte in its direction's stream. */
  readonly offset: number;
  /** Secrets overwritten. Valid only during the call: copy it to keep it. */
  readonly bytes: Buffer;
  /** What was overwritten, within `bytes`. */
  readonly masked: readonly Span[];
  /** Whether a line or run begins here, and whether it ends here. */
  readonly first: boolean;
  readonly last: boolean;
  /** A run is what a literal or a message body is made of; everything else is a line. */
  readonly run: boolean;
  readonly kind: Exclude<LineKind, 'note'>;
  readonly tag: string | null;
  /** The command's name, upper case: of the client's line itself, or of the one that a server's line belongs to where the protocol says so. */
  readonly command: string | null;
  /** A run that is one whole message as a server or a recipient gets it; `stuffed` where leading dots are doubled on the wire. */
  readonly message: 'plain' | 'stuffed' | null;
  /** The length of the whole run, if it was announced. */
  readonly total: number | null;
  /** Of an authentication exchange, so that base64 can be explained: mechanism and number of the client's answer. */
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
}

export interface Masker {
  client(bytes: Buffer, at: number): void;
  server(bytes: Buffer, at: number): void;
  /**
   * A secret in use; its echo is masked too.
   * @param known words that stand in lines anyway, such as the user name
   */
  secret(value: string, known?: readonly string[]): void;
  /** Starts a new conversation: TLS has started (RFC 3207 §4.2, RFC 9051 §6.2.1, RFC 2595 §4). */
  restart(): void;
  /** Passes on what is still held. */
  end(): void;
  /**
   * A text of the server, such as a failure's reply, with every echo of a secret overwritten.
   * @param answering whether it answers the authentication
   */
  redact(text: string, answering: boolean): string;
}

/** A secret within a line; `replacement` is what stands in its place, if not the fill. */
export interface Mark extends Span {
  readonly replacement?: Buffer;
}

/** Overwrites marks: bytes in, other bytes and the spans out. The only other implementation is a test's, which masks nothing. */
export type ApplyMask = (bytes: Buffer, marks: readonly Mark[]) => { bytes: Buffer; masked: Span[] };

/** The implementation. Never writes into the bytes it was given: they belong to the connection. */
export const overwrite: ApplyMask = (bytes, marks) => {
  if (marks.length === 0) return { bytes, masked: [] };
  const covered = Buffer.from(bytes);
  for (const { offset, length, replacement } of marks) {
    if (replacement) replacement.copy(covered, offset, 0, length);
    else covered.fill(fill, offset, offset + length);
  }
  return { bytes: covered, masked: joinSpans(marks) };
};

/** In order, overlapping and touching spans joined. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: { offset: number; length: number }[] = [];
  for (const { offset, length } of [...spans].sort((left, right) => left.offset - right.offset)) {
    if (length === 0) continue;
    const last = joined.at(-1);
    if (last && offset <= last.offset + last.length) last.length = Math.max(last.length, offset + length - last.offset);
    else joined.push({ offset, length });
  }
  return joined;
}

export interface MaskerOptions {
  readonly emit: (piece: Piece) => void;
  readonly applyMask: ApplyMask;
  /** A longer line is passed on in parts. */
  readonly longestLine: number;
}

export type Facts = Partial<Pick<Piece, 'tag' | 'command' | 'message' | 'total' | 'sasl'>> & Pick<Piece, 'kind'>;

const nothingMasked: readonly Span[] = [];
const nothingMarked: readonly Mark[] = [];

/** Counts offsets of one direction and puts pieces together. */
export function createPieceMaker(direction: 'client' | 'server', { emit, applyMask }: MaskerOptions) {
  let offset = 0;
  return (
    bytes: Buffer,
    at: number,
    ends: { first: boolean; last: boolean; run: boolean },
    facts: Facts,
    marks: readonly Mark[] = nothingMarked,
  ): void => {
    const start = offset;
    offset += bytes.length;
    const covered = marks.length === 0 ? null : applyMask(bytes, marks);
    // Written out: this runs for every line, and spreading objects costs more than all the rest of it.
    emit({
      direction,
      at,
      offset: start,
      bytes: covered?.bytes ?? bytes,
      masked: covered?.masked ?? nothingMasked,
      first: ends.first,
      last: ends.last,
      run: ends.run,
      kind: facts.kind,
      tag: facts.tag ?? null,
      command: facts.command ?? null,
      message: facts.message ?? null,
      total: facts.total ?? null,
      sasl: facts.sasl ?? null,
    });
  };
}

/** The part of a line before its line end. */
export function withoutEnd(line: Buffer): Buffer {
  let end = line.length;
  if (end > 0 && line[end - 1] === 0x0a) end -= 1;
  if (end > 0 && line[end - 1] === 0x0d) end -= 1;
  return line.subarray(0, end);
}

/** The whole of a line but its end, as one secret. */
export const everything = (line: Buffer, from = 0): Mark[] => {
  const length = withoutEnd(line).length - from;
  return length > 0 ? [{ offset: from, length }] : [];
};
