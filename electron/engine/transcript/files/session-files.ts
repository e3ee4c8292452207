/**
 * The session files of a data folder: their names, the facts at their beginning and end, and their sizes. Never reads a
 * file whole, so that a start with thousands of them is quick.
 */

import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../../contract/failure.ts';
import type { Session } from '../../../contract/transcript.ts';
import { systemCode } from '../../disk/system-code.ts';
import { decodeLines } from './log-lines.ts';
import { summaryOf } from './quotes.ts';
import { decodeRecord, type Header, headerSchema, type Mark, markSchema, recordBytes } from './records.ts';

export interface SessionFiles {
  readonly id: string;
  /** Numbers of its segments, oldest first. */
  readonly segments: readonly number[];
}

export const segmentName = (session: string, number: number): string => `${session}.${String(number).padStart(4, '0')}.jsonl`;
const segmentPattern = /^([\w-]+)\.(\d{4,9})\.jsonl$/;

/** More than any record takes. */
const endLength = 128 * 1024;
const beginningLength = 4 * 1024;

/** All sessions that have files here, oldest first; ids begin with their time. A folder that does not exist has none. */
export async function listSessionFiles(folder: string): Promise<SessionFiles[]> {
  const sessions = new Map<string, number[]>();
  for (const name of await readdir(folder).catch(missingIs([]))) {
    const [, id, digits] = segmentPattern.exec(name) ?? [];
    if (id === undefined || name !== segmentName(id, Number(digits))) continue;
    sessions.set(id, [...(sessions.get(id) ?? []), Number(digits)]);
  }
  return [...sessions]
    .map(([id, segments]) => ({ id, segments: segments.sort((left, right) => left - right) }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Files asked about at once: one after the other, a thousand of them wait a thousand times for a thread that is busy. */
const atOnce = 256;

/** Octets of these files, by their names; 0 for one that is gone. */
export async function sizesOf(folder: string, names: readonly string[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (let at = 0; at < names.length; at += atOnce)
    await Promise.all(names.slice(at, at + atOnce).map(async (name) => sizes.set(name, await sizeOf(join(folder, name)))));
  return sizes;
}

/** Octets of a file; 0 if it is gone. */
export const sizeOf = (path: string): Promise<number> => stat(path).then(({ size }) => size, missingIs(0));

/** A file that was removed meanwhile is no error; anything else is. */
export const missingIs =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (systemCode(error) === 'ENOENT') return value;
    throw error;
  };

/**
 * What the list shows of a session.
 * @param running whether an engine may still be writing it; otherwise a session without an end was cut off by the end of the program
 * @returns null for files that do not begin like a session
 */
export async function readSession(folder: string, files: SessionFiles, running: boolean): Promise<Session | null> {
  const [first] = files.segments;
  const last = files.segments.at(-1);
  if (first === undefined || last === undefined) return null;
  const header = await readHeader(join(folder, segmentName(files.id, first)));
  if (header?.id !== files.id) return null;
  const { mark, lastTime, lines, sent, received, summary } = await readEnd(join(folder, segmentName(files.id, last)));
  // Of one that has not ended, or was cut off, no mark says it: what was noted when it began does.
  const noted = mark?.type === 'end' ? null : await readTls(join(folder, segmentName(files.id, first)));
  const { id, protocol, accountId, accountName, host, port, purpose, startedAt } = header;
  const session: Session = {
    ...{ id, protocol, accountId, accountName, host, port, purpose, startedAt },
    endedAt: mark?.type === 'end' ? mark.at : null,
    state: mark?.type === 'end' ? mark.state : 'open',
    lines: Math.max(lines, mark?.lines ?? 0),
    bytesSent: Math.max(sent, mark?.bytesSent ?? 0),
    bytesReceived: Math.max(received, mark?.bytesReceived ?? 0),
    tls: mark?.tls ?? noted,
    summary: summary ?? mark?.summary ?? '',
    failure: mark?.failure ?? null,
    pinned: mark?.pinned ?? false,
    ...(mark?.deleted ? { deleted: mark.deleted } : {}),
    ...(mark?.kept ? { kept: mark.kept } : {}),
  };
  if (session.state !== 'open' || running) return session;
  const endedAt = Math.max(startedAt + lastTime, mark?.at ?? 0);
  const cutOff = failure('connection-lost', { protocol, host, port, session: id, detail: { cause: 'program-ended' } });
  return { ...session, state: 'failed', endedAt, failure: cutOff };
}

/** The header of a segment, or null. */
async function readHeader(path: string): Promise<Header | null> {
  const text = (await readPart(path, 0, beginningLength)).toString('utf8');
  const end = text.indexOf('\n');
  return decodeRecord(headerSchema, end < 0 ? text : text.slice(0, end));
}

/** Which TLS began in the first part of a session, as the session says it; null: none. */
async function readTls(path: string): Promise<string | null> {
  const text = (await readPart(path, 0, endLength)).toString('utf8');
  let tls: string | null = null;
  for (const line of text.split('\n')) {
    if (!line.includes('"tls"')) continue;
    for (const { note } of decodeLines(line)) {
      const { protocol = '', cipher = '' } = note?.parameters ?? {};
      if (note?.key === 'tls') tls = [protocol, cipher].filter((fact) => fact !== '').join(' ');
    }
  }
  return tls;
}

interface End {
  readonly mark: Mark | null;
  readonly lastTime: number;
  readonly lines: number;
  readonly sent: number;
  readonly received: number;
  readonly summary: string | null;
}

/** What the last part of a file tells: its last mark, and the lines after it. */
async function readEnd(path: string): Promise<End> {
  const size = await sizeOf(path);
  const text = (await readPart(path, Math.max(0, size - endLength), endLength)).toString('utf8');
  let end: End = { mark: null, lastTime: 0, lines: 0, sent: 0, received: 0, summary: null };
  for (const line of text.split('\n')) {
    if (line.startsWith('{"type":')) {
      const mark = decodeRecord(markSchema, line);
      if (mark) end = { ...end, mark, summary: null };
      continue;
    }
    for (const record of decodeLines(line)) {
      const reached = (record.offset ?? 0) + (record.payload?.length ?? recordBytes(record).length);
      const status = record.kind === 'status' || record.kind === 'greeting';
      end = {
        mark: end.mark,
        lastTime: record.at,
        lines: record.index + 1,
        sent: record.direction === 'client' ? reached : end.sent,
        received: record.direction === 'server' ? reached : end.received,
        summary: status ? summaryOf(recordBytes(record)) : end.summary,
      };
    }
  }
  return end;
}

/** Bytes of a file from `offset`, at most `length`; fewer at its end, none if it is gone. */
export async function readPart(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r').catch(missingIs(null));
  if (!file) return Buffer.alloc(0);
  try {
    const buffer = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await file.close();
  }
}
