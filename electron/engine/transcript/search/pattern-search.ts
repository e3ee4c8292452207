/**
 * Looks for a regular expression in the session files, and remembers how far it has come in each: a session that grows costs what is new in
 * it, and another page of what was found costs no search. It reads the files by itself and runs on a thread that can be ended.
 */
import { join } from 'node:path';
import type { Span } from '../../wire/authentication/base64-mask.ts';
import { decodeLines } from '../files/log-lines.ts';
import { type LineRecord, linePrefix, recordBytes } from '../files/records.ts';
import { readPart, segmentName } from '../files/session-files.ts';
import { compilePattern, placesIn, searchedText, standsIn } from './pattern.ts';

/** The files of a session. */
export interface SearchedSession {
  readonly id: string;
  /** Numbers of its segments, in order. */
  readonly segments: readonly number[];
  /** Changes when lines of it were deleted: its files are others then. */
  readonly version: string;
}

export interface FoundLine {
  readonly record: LineRecord;
  /** Where the expression stands in the line's bytes. */
  readonly found: readonly Span[];
}

export interface PatternSearch {
  /** Ids of the sessions in which it stands, in the order given, at most `limit`. */
  sessions(sessions: readonly SearchedSession[], limit: number): Promise<string[]>;
  /** The lines in which it stands, from the `from`-th on, at most `limit`; `total`: of the whole session. */
  lines(session: SearchedSession, from: number, limit: number): Promise<{ lines: FoundLine[]; total: number }>;
}

/** Where a line that was found stands. */
interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
  readonly index: number;
}

interface Searched {
  readonly version: string;
  readonly places: Place[];
  /** Everything before this was looked at. */
  segment: number;
  offset: number;
}

/** Octets between two beats. */
const block = 256 * 1024;
const lineFeed = 0x0a;

interface PatternSearchOptions {
  readonly folder: string;
  readonly pattern: string;
  /** Called between blocks: it goes on. */
  readonly beat: () => void;
}

/** @throws SyntaxError where the pattern is none */
export function createPatternSearch({ folder, pattern, beat }: PatternSearchOptions): PatternSearch {
  const expression = compilePattern(pattern);
  const known = new Map<string, Searched>();

  function stateOf({ id, version }: SearchedSession): Searched {
    const before = known.get(id);
    if (before?.version === version) return before;
    const state: Searched = { version, places: [], segment: -1, offset: 0 };
    known.set(id, state);
    return state;
  }

  /** Looks at what was not looked at yet. @param most stops when so many lines are found */
  async function look(session: SearchedSession, most: number): Promise<Searched> {
    const state = stateOf(session);
    for (const segment of session.segments) {
      if (state.places.length >= most) break;
      if (segment < state.segment) continue;
      if (segment > state.segment) {
        state.segment = segment;
        state.offset = 0;
      }
      const path = join(folder, segmentName(session.id, segment));
      for (let length = block; state.places.length < most; ) {
        const bytes = await readPart(path, state.offset, length);
        beat();
        const end = bytes.lastIndexOf(lineFeed) + 1;
        if (end > 0) {
          lookAt(bytes.subarray(0, end), state);
          length = block;
        } else if (bytes.length === length) length *= 2;
        else break;
      }
    }
    return state;
  }

  /** Whole lines of a file, from `state.offset` on. */
  function lookAt(bytes: Buffer, state: Searched): void {
    const { offset, segment } = state;
    for (let start = 0, end = bytes.indexOf(lineFeed); end >= 0; start = end + 1, end = bytes.indexOf(lineFeed, start))
      for (const index of foundIn(bytes.toString('utf8', start, end)))
        state.places.push({ segment, offset: offset + start, length: end - start, index });
    state.offset = offset + bytes.length;
  }

  /** Indexes of the lines that stand in a line of the file and in which the expression stands. */
  function foundIn(line: string): number[] {
    const [only, ...others] = line.startsWith(linePrefix) ? [quickly(line)] : decodeLines(line);
    return [only, ...others].flatMap((record) => (record && standsIn(expression, searchedText(record)) ? record.index : []));
  }

  async function read(session: string, { segment, offset, length, index }: Place): Promise<FoundLine | null> {
    const line = (await readPart(join(folder, segmentName(session, segment)), offset, length)).toString('utf8');
    const record = decodeLines(line).find((each) => each.index === index);
    if (!record) return null;
    const found = placesIn(expression, searchedText(record), record.text === undefined ? 'latin1' : 'utf8');
    const { length: octets } = recordBytes(record);
    return { record, found: found.filter(({ offset: at }) => at < octets) };
  }

  return {
    async sessions(sessions, limit) {
      const found: string[] = [];
      for (const session of sessions) {
        if (found.length >= limit) break;
        if ((await look(session, 1)).places.length > 0) found.push(session.id);
      }
      return found;
    },
    async lines(session, from, limit) {
      const { places } = await look(session, Number.POSITIVE_INFINITY);
      const lines: FoundLine[] = [];
      for (const place of places.slice(from, from + limit)) {
        const line = await read(session.id, place);
        if (line) lines.push(line);
        if (lines.length % 64 === 0) beat();
      }
      return { lines, total: places.length };
    },
  };
}

/** Bytes and index of a record, unchecked: of most lines nothing else is needed. Null for what is none. */
function quickly(line: string): Pick<LineRecord, 'index' | 'text' | 'base64'> | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null; // a killed program leaves half a line: it is no line
  }
  if (typeof value !== 'object' || value === null || !('index' in value) || typeof value.index !== 'number') return null;
  const text = 'text' in value && typeof value.text === 'string' ? value.text : undefined;
  const base64 = 'base64' in value && typeof value.base64 === 'string' ? value.base64 : undefined;
  if (text === undefined && base64 === undefined) return null;
  return { index: value.index, ...(text === undefined ? {} : { text }), ...(base64 === undefined ? {} : { base64 }) };
}
