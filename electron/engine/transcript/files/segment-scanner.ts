/**
 * Scans session files once and indexes where lines and parts are and which messages they carried. Continues where it stopped, so that a pane
 * that follows a busy session reads only what is new.
 */
import { join } from 'node:path';
import { decodeLines, placeOf } from './log-lines.ts';
import { readPart, segmentName, sizeOf } from './session-files.ts';
import type { Found, Segment, SessionIndex } from './session-index.ts';

export interface SegmentScanner {
  /** Scans what the segments of a session have gained since the last time; answers what is known of them, in order. */
  session(id: string): Promise<Segment[]>;
  /** The same for all segments that may hold more. */
  everything(): Promise<void>;
}

/** Every so many-th line is remembered. */
const stride = 64;
const block = 1024 * 1024;
const lineFeed = 0x0a;
/** Cannot occur inside a JSON string, where quotes are escaped. */
const payloadKey = '"payload":{';
/** In files of version 1. */
const oldPayloadKey = '"p":';
const sha256 = /^[0-9a-f]{64}$/;

export function createSegmentScanner(options: {
  readonly folder: string;
  readonly index: SessionIndex;
  /** Whether anything may be added to this session's last segment. */
  readonly grows: (session: string) => boolean;
}): SegmentScanner {
  const { folder, index, grows } = options;
  /** Scans under way: concurrent callers share one, or the same octets would be counted twice. */
  const looking = new Map<number, Promise<void>>();

  async function look(segment: Segment, isLast: boolean): Promise<void> {
    // Checked before the size: later writes are scanned the next time.
    const growing = isLast && grows(segment.session);
    const path = join(folder, segmentName(segment.session, segment.number));
    const size = await sizeOf(path);
    let known = segment;
    while (known.scanned < size) {
      const { scanned } = known;
      let length = block;
      let bytes = await readPart(path, scanned, length);
      // A line may be longer than a block.
      while (bytes.length === length && bytes.lastIndexOf(lineFeed) < 0) {
        length *= 2;
        bytes = await readPart(path, scanned, length);
      }
      const found = scan(bytes, known);
      if (found.scanned === scanned) break;
      index.note(known, found);
      known = { ...known, scanned: found.scanned, firstLine: found.firstLine, lastLine: found.lastLine };
    }
    if (!growing) index.complete(known);
  }

  async function lookInTurn(session: string, number: number): Promise<void> {
    const before = index.segments(session);
    const segment = before.find((each) => each.number === number);
    if (!segment || segment.complete) return;
    const under = looking.get(segment.id);
    if (under) {
      // The first caller gets the failure; the next one scans again and sees what has come since.
      await Promise.allSettled([under]);
      return lookInTurn(session, number);
    }
    const work = look(segment, segment === before.at(-1)).finally(() => looking.delete(segment.id));
    looking.set(segment.id, work);
    return work;
  }

  return {
    async session(id) {
      for (const { number, complete } of index.segments(id)) if (!complete) await lookInTurn(id, number);
      return index.segments(id);
    },
    async everything() {
      for (const { session, number } of index.toScan()) await lookInTurn(session, number);
    },
  };
}

/** The whole lines of a block that begins at `before.scanned`. */
function scan(bytes: Buffer, before: Pick<Found, 'scanned' | 'firstLine' | 'lastLine'>): Found {
  let { firstLine, lastLine } = before;
  const places: { line: number; offset: number }[] = [];
  const parts: { number: number; offset: number; length: number }[] = [];
  const payloads: { hash: string; firstLine: number; lastLine: number; sent: boolean }[] = [];
  let nextPlace = lastLine === null ? 0 : lastLine - (lastLine % stride) + 1;
  let payload = bytes.indexOf(payloadKey);
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    const place = placeOf(bytes, start, end);
    if (place?.kind === 'part') parts.push({ number: place.number, offset: before.scanned + start, length: end - start });
    else if (place) {
      firstLine ??= place.number;
      lastLine = Math.max(lastLine ?? 0, place.number + place.count - 1);
      if (place.number >= nextPlace) {
        places.push({ line: place.number, offset: before.scanned + start });
        nextPlace = place.number + stride;
      }
      if (payload >= 0 && payload < start) payload = bytes.indexOf(payloadKey, start);
      const carries = place.isOld ? bytes.subarray(start, end).includes(oldPayloadKey) : payload >= 0 && payload < end;
      if (carries)
        for (const record of decodeLines(bytes.toString('utf8', start, end))) {
          const { index, answers = index, direction, payload: carried } = record;
          if (carried && sha256.test(carried.hash))
            payloads.push({ hash: carried.hash, firstLine: answers, lastLine: index, sent: direction === 'client' });
        }
    }
    start = end + 1;
  }
  return { scanned: before.scanned + start, firstLine, lastLine, places, parts, payloads };
}
