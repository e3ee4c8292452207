/**
 * Deletes lines from the files of a session. Each file is written anew beside the old one and takes its place in one step; what is under way is
 * named in a file of its own before, so that a program that is killed goes on with it at its next start. Where the lines stood a note says so.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../../contract/schema.ts';
import { type LineRange, lineRangeSchema, type Session } from '../../../contract/transcript.ts';
import type { FolderChanges } from './folder-changes.ts';
import { withoutRange, withRange } from './line-ranges.ts';
import { decodeLines, placeOf } from './log-lines.ts';
import { onOneLine, quotesOf } from './quotes.ts';
import { decodeRecord, encodeRecord, type LineRecord, type Mark, markSchema, recordBytes } from './records.ts';
import { missingIs, readPart, segmentName } from './session-files.ts';

const orderSchema = z.object({
  session: z.string(),
  /** What is deleted there in the end, these lines among it. */
  range: lineRangeSchema,
  /** Numbers of the payloads of these lines, of which parts stand in the files. */
  parts: z.array(z.number().int()),
  /** Summaries and replies, each on one line, that say what is deleted: the session must not say them either. */
  replies: z.array(z.string()),
  /** Who has deleted them: the user, or the limits of what is stored. */
  by: z.enum(['user', 'limits']),
});

export type RemovalOrder = z.infer<typeof orderSchema>;

const orderName = 'deleting.json';
const block = 256 * 1024;
const lineFeed = 0x0a;

/** The removal that was begun and not finished, if there is one. */
export async function unfinishedRemoval(folder: string): Promise<RemovalOrder | null> {
  const text = await readFile(join(folder, orderName), 'utf8').catch(missingIs(null));
  return text === null ? null : decodeRecord(orderSchema, text);
}

/** Reads what the lines of a range have elsewhere: in the files, and in what is told of the session. */
export async function removalOf(
  folder: string,
  session: Session,
  segments: readonly number[],
  range: LineRange,
  by: RemovalOrder['by'],
): Promise<RemovalOrder> {
  const { id } = session;
  const paths = segments.map((segment) => join(folder, segmentName(id, segment)));
  // What goes for the limits may still be said in the list.
  const quotes = by === 'user' ? quotesOf(await toldOf(session, paths)) : null;
  const parts = new Set<number>();
  const replies = new Set<string>();
  for (const path of paths)
    for await (const { bytes, start, end } of linesIn(path)) {
      const place = placeOf(bytes, start, end);
      if (place?.kind !== 'lines' || place.number > range.last || place.number + place.count <= range.first) continue;
      for (const { index, direction, payload, ...record } of decodeLines(bytes.toString('utf8', start, end))) {
        if (index < range.first || index > range.last) continue;
        if (payload?.kept === 'parts' && payload.number !== undefined) parts.add(payload.number);
        if (direction === 'server') for (const quote of quotes?.saying(recordBytes(record)) ?? []) replies.add(quote);
      }
    }
  return { session: id, range, parts: [...parts], replies: [...replies], by };
}

/** All summaries and replies that the index and the marks in the files have of a session, each on one line. */
async function toldOf(session: Session, paths: readonly string[]): Promise<Set<string>> {
  const told = new Set<string>();
  const add = ({ summary, failure }: Pick<Mark, 'summary' | 'failure'>) => {
    for (const text of [summary, failure?.reply ?? '']) if (onOneLine(text) !== '') told.add(onOneLine(text));
  };
  add(session);
  for (const path of paths)
    for await (const { bytes, start, end } of linesIn(path)) {
      const mark = placeOf(bytes, start, end) === null ? decodeRecord(markSchema, bytes.toString('utf8', start, end)) : null;
      if (mark) add(mark);
    }
  return told;
}

/** Says in a file what is about to be done; it is on the disk when this resolves. */
export const beginRemoval = (files: FolderChanges, order: RemovalOrder): Promise<void> =>
  files.replace(orderName, [Buffer.from(JSON.stringify(order))]);

/** Nothing is left of what was to be done. */
export const endRemoval = (files: FolderChanges): Promise<void> => files.remove([orderName]);

/**
 * Writes the files of a session without the lines. May be done again after it was broken off, wherever that was.
 * @param segments numbers of its files, in order
 * @param onReplaced a file has been written anew: from now on the rest must follow
 */
export async function removeLines(
  folder: string,
  files: FolderChanges,
  order: RemovalOrder,
  segments: readonly number[],
  onReplaced?: () => void,
): Promise<void> {
  const { session, range, by } = order;
  const parts = new Set(order.parts);
  let isNoted = false;

  /** What stands in the place of a line of the file; null: it stays as it is. */
  function instead(bytes: Buffer, start: number, end: number): string | null {
    const place = placeOf(bytes, start, end);
    if (place?.kind === 'part') return parts.has(place.number) ? '' : null;
    const text = bytes.toString('utf8', start, end);
    if (!place) {
      const mark = decodeRecord(markSchema, text);
      const without = mark && withoutReplies(mark, order.replies);
      return without === null || without === mark ? null : encodeRecord(without);
    }
    if (place.number > range.last || place.number + place.count <= range.first) return null;
    const records = decodeLines(text);
    const kept = (index: number) => index < range.first || index > range.last;
    const gone = records.find(({ index }) => !kept(index));
    if (!gone) return null;
    const note = isNoted ? '' : encodeRecord(noteOf(range, gone.at, by));
    isNoted = true;
    const before = records.filter(({ index }) => index < range.first);
    const after = records.filter(({ index }) => index > range.last);
    return [...before.map(encodeRecord), note, ...after.map(encodeRecord)].join('');
  }

  for (const segment of segments) {
    const name = segmentName(session, segment);
    const pieces: Buffer[] = [];
    let isChanged = false;
    for await (const { bytes, start, end } of linesIn(join(folder, name))) {
      const changed = instead(bytes, start, end);
      isChanged ||= changed !== null;
      pieces.push(changed === null ? Buffer.from(bytes.subarray(start, end + 1)) : Buffer.from(changed));
    }
    if (isChanged) await files.replace(name, pieces, onReplaced);
  }
}

/** A session of which these lines are gone says none of their replies, and keeps none of them. */
export function sessionWithout(session: Session, { replies, range }: RemovalOrder): Session {
  const { kept = [], ...rest } = withoutReplies(session, replies);
  const left = withoutRange(kept, range);
  return { ...rest, deleted: withRange(session.deleted ?? [], range), ...(left.length > 0 ? { kept: left } : {}) };
}

function withoutReplies<Facts extends Pick<Mark, 'summary' | 'failure'>>(facts: Facts, replies: readonly string[]): Facts {
  const isSaid = (text: string | undefined) => text !== undefined && replies.includes(onOneLine(text));
  const saysSummary = isSaid(facts.summary);
  const saysFailure = isSaid(facts.failure?.reply);
  if (!saysSummary && !saysFailure) return facts;
  const { reply: _, ...failure } = facts.failure ?? { code: 'internal' as const, permanent: false };
  return { ...facts, ...(saysSummary ? { summary: '' } : {}), ...(saysFailure ? { failure } : {}) };
}

/** Stands in the place of the first line of a range, and for all of it. People count lines from 1. */
const noteOf = ({ first, last }: LineRange, at: number, by: RemovalOrder['by']): LineRecord => ({
  index: first,
  at,
  direction: 'note',
  kind: 'note',
  note: { key: by === 'user' ? 'deleted' : 'expired', parameters: { first: first + 1, last: last + 1 } },
});

/** The whole lines of a file, without half a one at its end; none if it is gone. */
async function* linesIn(path: string): AsyncGenerator<{ readonly bytes: Buffer; readonly start: number; readonly end: number }> {
  for (let offset = 0, length = block; ; ) {
    const bytes = await readPart(path, offset, length);
    const whole = bytes.lastIndexOf(lineFeed) + 1;
    for (let start = 0; start < whole; ) {
      const end = bytes.indexOf(lineFeed, start);
      yield { bytes, start, end };
      start = end + 1;
    }
    if (bytes.length < length) return;
    offset += whole;
    length = whole === 0 ? length * 2 : block;
  }
}
