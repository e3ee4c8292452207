/**
 * Reads records of the session file as lines. A line has a record of its own, or stands with its neighbours in a block: lines of the
 * server that answer the same command and hold no secret, their bytes in one piece. `line-block.ts` writes blocks; whoever reads a file
 * sees lines and nothing else. What a file says is checked: it may be cut off, damaged or written by somebody else.
 */
import { z } from 'zod';
import { decodeRecord, type LineRecord, linePrefix, lineRecordSchema, recordBytes } from '../files/records.ts';

const count = z.number().int().min(0);

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
  /** Command that the lines answer. */
  c: z.string().optional(),
  /** Index of the line they answer, and milliseconds from the session's start to it. */
  a: count.optional(),
  q: z.number().optional(),
  /** Cause, and the message it is about. */
  u: z.string().optional(),
  w: z.number().int().optional(),
  /** Messages that the store holds: which line of the block, SHA-256, and how many of its octets stand here. */
  p: z.array(z.object({ n: count, h: z.string(), b: count })).optional(),
  /** The bytes of all lines, as in a line's record. */
  s: z.string().optional(),
  b: z.string().optional(),
});

type BlockRecord = z.infer<typeof blockSchema>;

/** Blocks begin like this. */
const blockPrefix = '{"f":';

/** The lines in one line of the file, in order: none if it holds none. */
export function decodeLines(text: string): LineRecord[] {
  if (text.startsWith(linePrefix)) {
    const record = decodeRecord(lineRecordSchema, text);
    return record ? [record] : [];
  }
  if (!text.startsWith(blockPrefix)) return [];
  const block = decodeRecord(blockSchema, text);
  return block ? (linesOfBlock(block) ?? []) : [];
}

/** Null where its parts contradict each other. */
function linesOfBlock(block: BlockRecord): LineRecord[] | null {
  const { f, n, o, l, c, a, q, u, w } = block;
  if (l.length !== n) return null;
  const bytes = recordBytes(block);
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
      i: f + position,
      t: time,
      d: 'S',
      o: offset,
      k: signed < 0 ? 'literal' : 'data',
      ...(c === undefined ? {} : { c }),
      ...(a === undefined || q === undefined ? {} : { a, e: Math.max(0, time - q) }),
      ...(u === undefined ? {} : { u }),
      ...(w === undefined ? {} : { w }),
      // Every octet has a character of its own, ASCII or not.
      s: bytes.toString('latin1', at, at + shown),
      ...(message ? { p: { h: message.h, l: length } } : {}),
    });
    offset += length;
    at += shown;
  }
  return at === bytes.length ? lines : null;
}

function timesOf({ t, n }: BlockRecord): number[] {
  const times: number[] = [];
  for (let pair = 0; pair + 1 < t.length; pair += 2)
    for (let left = Math.min(t[pair + 1] ?? 0, n - times.length); left > 0; left -= 1) times.push(t[pair] ?? 0);
  return times;
}
