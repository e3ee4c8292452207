/**
 * The session file: append-only JSON Lines with keys in whole words. A header in front of each segment; then a record for every line of
 * the wire, parts of large payloads that are stored nowhere else, and marks that sum up what came so far. `docs/transcript.md` shows one.
 * Everything read back is checked, because a file may be cut off, damaged or foreign. Files of version 1, with keys of one
 * letter, are read by `version-1.ts`.
 */

import { protocols } from '../../../contract/failures/failure-codes.ts';
import { failureSchema } from '../../../contract/failures/failure-schema.ts';
import { z } from '../../../contract/schema.ts';
import { lineKinds, lineRangeSchema, type Session, sessionPurposes } from '../../../contract/transcript.ts';

const count = z.number().int().min(0);
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));

export const headerSchema = z.object({
  type: z.literal('session'),
  version: z.union([z.literal(1), z.literal(2)]),
  id: z.string(),
  protocol: z.enum(protocols),
  accountId: z.string().nullable(),
  accountName: z.string(),
  host: z.string(),
  port: z.number().int(),
  purpose: z.enum(sessionPurposes),
  /** Wall clock, milliseconds since 1970. */
  startedAt: z.number(),
  /** Number of this file among those of the session, from 0. */
  segment: z.number().int(),
  /** Index of the first line in this file. */
  firstLine: count.optional(),
});

/** What the list of sessions shows beside the header; written now and then, and at the end. */
export const markSchema = z.object({
  type: z.enum(['mark', 'end']),
  /** Wall clock, milliseconds since 1970. */
  at: z.number(),
  state: z.enum(['open', 'done', 'failed']),
  lines: z.number().int(),
  bytesSent: z.number().int(),
  bytesReceived: z.number().int(),
  tls: z.string().nullable(),
  summary: z.string(),
  failure: failureSchema.nullable(),
  /** The user keeps the session. */
  pinned: z.literal(true).optional(),
  /** Lines that the user has deleted: a note stands in the place of each range. */
  deleted: z.array(lineRangeSchema).optional(),
  /** Lines that the user keeps when the session goes for the limits. */
  kept: z.array(lineRangeSchema).optional(),
});

/** A payload in a line: its SHA-256 and length on the wire, and where its bytes are. */
const payloadSchema = z.object({
  hash: z.string(),
  length: count,
  /** The store of messages has them, or the line itself, or parts with this `number` in this session. */
  kept: z.enum(['store', 'line', 'parts']),
  number: count.optional(),
  /** The store has it without the dots that were doubled on the wire. */
  stuffed: z.boolean().optional(),
});

export const lineRecordSchema = z.object({
  /** Index in the session, from 0. */
  index: count,
  /** Milliseconds since the session started. */
  at: z.number(),
  direction: z.enum(['client', 'server', 'note']),
  kind: z.enum(lineKinds),
  /** IMAP tag. */
  tag: z.string().optional(),
  /** The client's command, or the one that the server answers. */
  command: z.string().optional(),
  sasl: z.object({ mechanism: z.string(), step: z.number().int() }).optional(),
  note: z.object({ key: z.string(), parameters }).optional(),
  payload: payloadSchema.optional(),
  /** The bytes with their line end: text where they are UTF-8, else base64. Only the first of them where a payload is kept elsewhere. */
  text: z.string().optional(),
  base64: z.string().optional(),
  /** Secrets within the bytes, overwritten: octets, also where the bytes are text. */
  masked: z.array(z.object({ offset: count, length: count })).optional(),
  /** Offset of its first byte in its direction's stream. */
  offset: count.optional(),
  /** Index of the line it answers, and milliseconds since. */
  answers: count.optional(),
  elapsed: z.number().optional(),
  cause: z.string().optional(),
  /** The message that the cause is about. */
  messageId: z.number().int().optional(),
});

/** A part of a payload that is kept in this file; parts with one number stand in order, other lines may stand between. */
export const partSchema = z.object({ type: z.literal('part'), number: count, base64: z.string() });

export type Header = z.infer<typeof headerSchema>;
export type Mark = z.infer<typeof markSchema>;
export type LineRecord = z.infer<typeof lineRecordSchema>;

/** The bytes a record holds. */
export const recordBytes = ({ text, base64 }: Pick<LineRecord, 'text' | 'base64'>): Buffer =>
  text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8');

/** A line begins like this. */
export const linePrefix = '{"index":';
export const partPrefix = '{"type":"part","number":';

/** A record as it stands in the file. Lines that come often are written by `line-text.ts`. */
export const encodeRecord = (record: Header | Mark | LineRecord): string => `${JSON.stringify(record)}\n`;

/** Sums up a session in its file, at an instant in milliseconds since 1970. */
export function markOf(session: Session, type: Mark['type'], at: number): string {
  const { state, lines, bytesSent, bytesReceived, tls, summary, failure, pinned, deleted, kept } = session;
  return encodeRecord({
    type,
    at,
    state,
    lines,
    bytesSent,
    bytesReceived,
    tls,
    summary,
    failure,
    ...(pinned ? { pinned } : {}),
    ...(deleted ? { deleted } : {}),
    ...(kept ? { kept } : {}),
  });
}

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
