/**
 * The session file, one JSON object a line: a header in front of each segment, then lines, parts of large payloads, and
 * marks that sum up what came so far. Text stays readable where it is ASCII. Everything read back is checked, because a
 * file may be cut off, damaged or written by somebody else.
 */
import { z } from 'zod';
import { failureSchema, protocols } from '../../../contract/failure.ts';
import { lineKinds, sessionPurposes } from '../../../contract/transcript.ts';

const parameters = z.record(z.string(), z.union([z.string(), z.number()]));

export const headerSchema = z.object({
  type: z.literal('session'),
  version: z.literal(1),
  id: z.string(),
  protocol: z.enum(protocols),
  accountId: z.string().nullable(),
  accountName: z.string(),
  host: z.string(),
  port: z.number().int(),
  purpose: z.enum(sessionPurposes),
  startedAt: z.number(),
  segment: z.number().int(),
  /** Index of the first line in this segment. */
  first: z.number().int(),
});

/** What the list of sessions shows beside the header; written now and then, and at the end. */
export const markSchema = z.object({
  type: z.enum(['mark', 'end']),
  at: z.number(),
  state: z.enum(['open', 'done', 'failed']),
  lines: z.number().int(),
  bytesSent: z.number().int(),
  bytesReceived: z.number().int(),
  tls: z.string().nullable(),
  summary: z.string(),
  failure: failureSchema.nullable(),
});

export const lineRecordSchema = z.object({
  /** Index in the session. */
  i: z.number().int().min(0),
  /** Milliseconds since the session started. */
  t: z.number(),
  /** Client, server or note. */
  d: z.enum(['C', 'S', 'N']),
  /** Offset in its direction's stream. */
  o: z.number().int().min(0),
  /** The bytes: as text where they are ASCII, else base64. The head only where `p` is set. */
  s: z.string().optional(),
  b: z.string().optional(),
  /** Masked spans within the bytes: offset, length, offset, length… */
  m: z.array(z.number().int().min(0)).optional(),
  k: z.enum(lineKinds),
  /** IMAP tag. */
  g: z.string().optional(),
  /** Command. */
  c: z.string().optional(),
  /** Index of the line it answers, and milliseconds since. */
  a: z.number().int().min(0).optional(),
  e: z.number().optional(),
  /** SASL mechanism and step. */
  x: z.tuple([z.string(), z.number().int()]).optional(),
  /** Note. */
  n: z.object({ key: z.string(), parameters }).optional(),
  /** Cause, and the message it is about. */
  u: z.string().optional(),
  w: z.number().int().optional(),
  /** Payload: hash, length; `r` names the parts in this file that hold it, else the store of messages holds it, stuffed on the wire if `z`. */
  p: z.object({ h: z.string(), l: z.number().int().min(0), r: z.number().int().optional(), z: z.boolean().optional() }).optional(),
});

/** A part of a payload that is kept in this file; parts of one run stand in order, other lines may stand between. */
export const partSchema = z.object({ r: z.number().int().min(0), b: z.string() });

export type Header = z.infer<typeof headerSchema>;
export type Mark = z.infer<typeof markSchema>;
export type LineRecord = z.infer<typeof lineRecordSchema>;

/** The bytes a record holds. */
export const recordBytes = ({ s, b }: Pick<LineRecord, 's' | 'b'>): Buffer =>
  s === undefined ? Buffer.from(b ?? '', 'base64') : Buffer.from(s, 'latin1');

/** The masked spans of a record. */
export function recordSpans({ m = [] }: LineRecord): { offset: number; length: number }[] {
  const spans: { offset: number; length: number }[] = [];
  for (let at = 0; at + 1 < m.length; at += 2) spans.push({ offset: m[at] ?? 0, length: m[at + 1] ?? 0 });
  return spans;
}

/** Lines begin like this; everything else is a header or a mark. */
export const linePrefix = '{"i":';

/** A record as it stands in the file. Lines that come often are written by `line-text.ts`. */
export const encodeRecord = (record: Header | Mark | LineRecord): string => `${JSON.stringify(record)}\n`;

/** A line of the file, or null for what is not one: cut off, damaged, foreign. */
export function decodeRecord<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // a killed program leaves half a line: it is no line
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
