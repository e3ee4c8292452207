/**
 * Reads session files of version 1: keys of one letter, and lines that came in bulk several to a record. Nothing is written in it any
 * more; what it says is handed out as records of today.
 */
import { z } from '../../../contract/schema.ts';
import { lineKinds } from '../../../contract/transcript.ts';
import { decodeRecord, type LineRecord } from './records.ts';

const count = z.number().int().min(0);

const lineSchema = z.object({
  /** Index in the session. */
  i: count,
  /** Milliseconds since the session started. */
  t: z.number(),
  /** Client, server or note. */
  d: z.enum(['C', 'S', 'N']),
  /** Offset in its direction's stream. */
  o: count,
  /** The bytes: as text where they are ASCII, else base64. The head only where `p` is set. */
  s: z.string().optional(),
  b: z.string().optional(),
  /** Masked spans within the bytes: offset, length, offset, length… */
  m: z.array(count).optional(),
  k: z.enum(lineKinds),
  /** IMAP tag, and command. */
  g: z.string().optional(),
  c: z.string().optional(),
  /** Index of the line it answers, and milliseconds since. */
  a: count.optional(),
  e: z.number().optional(),
  /** SASL mechanism and step. */
  x: z.tuple([z.string(), z.number().int()]).optional(),
  n: z.object({ key: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
  /** Cause, and the message it is about. */
  u: z.string().optional(),
  w: z.number().int().optional(),
  /** Payload: hash, length; `r` numbers the parts that hold it, -1 this line itself; without it the store does, stuffed on the wire if `z`. */
  p: z.object({ h: z.string(), l: count, r: z.number().int().optional(), z: z.boolean().optional() }).optional(),
});

const partSchema = z.object({ r: count, b: z.string() });

const blockSchema = z.object({
  /** Index of its first line, and how many lines there are. */
  f: count,
  n: count,
  /** Offset of its first byte in the server's stream; the lines stand one after the other. */
  o: count,
  /** Milliseconds since the session started, and how many lines came then: time, count, time, count… */
  t: z.array(z.number()),
  /** Octets of each line on the wire; negative for a literal. */
  l: z.array(z.number().int()),
  c: z.string().optional(),
  /** Index of the line they answer, and milliseconds from the session's start to it. */
  a: count.optional(),
  q: z.number().optional(),
  u: z.string().optional(),
  w: z.number().int().optional(),
  /** Messages that the store holds: which line of the block, SHA-256, and how many of its octets stand here. */
  p: z.array(z.object({ n: count, h: z.string(), b: count })).optional(),
  s: z.string().optional(),
  b: z.string().optional(),
});

const directions = { C: 'client', S: 'server', N: 'note' } as const;

/** The lines in one line of a file of version 1, in order: none if it holds none. */
export function decodeVersion1(text: string): LineRecord[] {
  if (text.startsWith('{"i":')) {
    const line = decodeRecord(lineSchema, text);
    return line ? [fromLine(line)] : [];
  }
  if (!text.startsWith('{"f":')) return [];
  const block = decodeRecord(blockSchema, text);
  return block ? (linesOfBlock(block) ?? []) : [];
}

/** Bytes of a part of a payload; null for what is none. */
export function decodeVersion1Part(text: string): Buffer | null {
  const part = decodeRecord(partSchema, text);
  return part ? Buffer.from(part.b, 'base64') : null;
}

/** Every octet has a character of its own. */
const octetsOf = ({ s, b }: { s?: string | undefined; b?: string | undefined }): Buffer =>
  s === undefined ? Buffer.from(b ?? '', 'base64') : Buffer.from(s, 'latin1');

function fromLine({ i, t, d, o, s, b, m = [], k, g, c, a, e, x, n, u, w, p }: z.infer<typeof lineSchema>): LineRecord {
  const masked: { offset: number; length: number }[] = [];
  for (let at = 0; at + 1 < m.length; at += 2) masked.push({ offset: m[at] ?? 0, length: m[at + 1] ?? 0 });
  return {
    ...{ index: i, at: t, direction: directions[d], kind: k, tag: g, command: c, offset: o, answers: a, elapsed: e, note: n, cause: u },
    ...{ messageId: w, base64: octetsOf({ s, b }).toString('base64') },
    ...(x ? { sasl: { mechanism: x[0], step: x[1] } } : {}),
    ...(masked.length > 0 ? { masked } : {}),
    ...(p ? { payload: payloadOf(p) } : {}),
  };
}

function payloadOf({ h: hash, l: length, r, z: stuffed }: { h: string; l: number; r?: number; z?: boolean }): LineRecord['payload'] {
  if (r === undefined) return { hash, length, kept: 'store', stuffed };
  return r < 0 ? { hash, length, kept: 'line' } : { hash, length, kept: 'parts', number: r };
}

/** Null where its parts contradict each other. */
function linesOfBlock(block: z.infer<typeof blockSchema>): LineRecord[] | null {
  const { f, n, o, l, c, a, q, u, w } = block;
  if (l.length !== n) return null;
  const bytes = octetsOf(block);
  const times = timesOf(block);
  if (times.length !== n) return null;
  const messages = new Map((block.p ?? []).map((message) => [message.n, message]));
  const lines: LineRecord[] = [];
  let offset = o;
  let at = 0;
  for (const [position, signed] of l.entries()) {
    const length = Math.abs(signed);
    const message = messages.get(position);
    const shown = message?.b ?? length;
    const time = times[position] ?? 0;
    if (at + shown > bytes.length || shown > length) return null;
    lines.push({
      ...{ index: f + position, at: time, direction: 'server', kind: signed < 0 ? 'literal' : 'data', offset, command: c, cause: u },
      ...{ messageId: w, base64: bytes.toString('base64', at, at + shown) },
      ...(a === undefined || q === undefined ? {} : { answers: a, elapsed: Math.max(0, time - q) }),
      ...(message ? { payload: { hash: message.h, length, kept: 'store' as const } } : {}),
    });
    offset += length;
    at += shown;
  }
  return at === bytes.length ? lines : null;
}

function timesOf({ t, n }: z.infer<typeof blockSchema>): number[] {
  const times: number[] = [];
  for (let pair = 0; pair + 1 < t.length; pair += 2)
    for (let left = Math.min(t[pair + 1] ?? 0, n - times.length); left > 0; left -= 1) times.push(t[pair] ?? 0);
  return times;
}
