/**
 * One session while it is open: the tap's other end. Pieces come masked from the masker, become records, and wait in
 * memory until they can be read from the file. Nothing here throws into the protocol that is being recorded.
 */
import type { Clock } from '../../base/clock.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Session } from '../../contract/transcript.ts';
import type { Cause, SessionOpening, Tap, WireNote } from '../wire/tap.ts';
import { type Asked, createPairing } from './dialogue/pairing.ts';
import type { TranscriptLimits } from './limits.ts';
import { maskers } from './masking/create-masker.ts';
import { type Cover, joinSpans, type Piece } from './masking/masker.ts';
import type { Offered, PayloadLedger } from './payload-ledger.ts';
import { encodeRecord, type Header, type LineRecord, type Mark, storedBytes } from './records.ts';
import { type CollectedRun, createRunCollector, partLength, type RunCollector } from './run-collector.ts';
import { createSegmentWriter, type Entry } from './segment-writer.ts';

/** A line that cannot be read from the file yet. */
export interface RecentLine {
  readonly record: LineRecord;
  /** All its bytes, where the record holds only the head. */
  readonly payload: Buffer | null;
}

/** A message's hash while nobody has told it. */
const unknownHash = '';

export interface SessionRecorder {
  readonly tap: Tap;
  readonly session: Session;
  /** Lines that are not in the file yet, in order. */
  recent(): readonly RecentLine[];
  /** Gives a recent line the hash of its message, which otherwise waits until the store tells it. */
  name(record: LineRecord): void;
  flush(): Promise<void>;
  /** Ends the session if it is open; resolves when everything is in the file. */
  close(): Promise<void>;
}

export interface SessionRecorderOptions {
  readonly id: string;
  readonly opening: SessionOpening;
  readonly folder: string;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  readonly cover: Cover;
  readonly ledger: PayloadLedger;
  /** Nothing is written before this: the folder is there. */
  readonly ready: Promise<void>;
  /** Something new to show. */
  readonly onChange: () => void;
  /** A payload's line is in the file: for finding the lines of a message. */
  readonly onPayload: (
    hash: string,
    line: { readonly index: number; readonly asked: number | null; readonly direction: 'C' | 'S' },
  ) => void;
  readonly onSegment: () => void;
  readonly onEnd: () => void;
  readonly onError: (error: unknown) => void;
}

export function createSessionRecorder(options: SessionRecorderOptions): SessionRecorder {
  const { id, opening, folder, clock, limits, ledger, onChange, onError } = options;
  const startedAt = clock.now();
  const session: { -readonly [Name in keyof Session]: Session[Name] } = {
    id,
    protocol: opening.protocol,
    accountId: opening.accountId,
    accountName: opening.accountName,
    host: opening.host,
    port: opening.port,
    purpose: opening.purpose,
    startedAt,
    endedAt: null,
    state: 'open',
    lines: 0,
    bytesSent: 0,
    bytesReceived: 0,
    tls: null,
    summary: '',
    failure: null,
    pinned: false,
  };
  const recent: RecentLine[] = [];
  const pairing = createPairing(opening.protocol);
  let cause: Cause | null = null;
  let runs = 0;
  let markedAt = startedAt;
  /** Messages whose hash nobody has told yet. */
  const awaited = new WeakMap<LineRecord, Offered>();
  const open: Record<Piece['direction'], { collector: RunCollector; first: Piece; run: number; asked: Asked | null } | null> = {
    client: null,
    server: null,
  };

  const writer = createSegmentWriter({
    folder,
    session: id,
    clock,
    limits,
    ready: options.ready,
    header: (segment, first) => encodeRecord(headerOf(session, segment, first)),
    onSegment: options.onSegment,
    onError,
  });

  const mark = (type: Mark['type']): Mark => {
    const { state, lines, bytesSent, bytesReceived, tls, summary, failure } = session;
    return { type, at: clock.now(), state, lines, bytesSent, bytesReceived, tls, summary, failure };
  };

  const nothing = () => undefined;
  const say = (text: string) => writer.append({ text, lines: 0, written: nothing });

  /** Puts a line into the session; `payload` holds its bytes while the file does not. */
  function addLine(fields: Omit<LineRecord, 'i'>, payload: Buffer | null, decided = true): { record: LineRecord; entry: Entry } {
    // `i` stands first in the file: readers count lines by it.
    const record: LineRecord = { i: session.lines, ...fields };
    session.lines += 1;
    recent.push({ record, payload });
    const entry: Entry = { text: decided ? encodeRecord(record) : null, lines: 1, written: () => void recent.shift() };
    writer.append(entry);
    if (clock.now() - markedAt >= limits.markEvery) {
      markedAt = clock.now();
      say(encodeRecord(mark('mark')));
    }
    onChange();
    return { record, entry };
  }

  function describe(piece: Piece, asked: Asked | null): Omit<LineRecord, 'i' | 's' | 'b' | 'm'> {
    const own = piece.direction === 'client' ? cause : null;
    const command = piece.command ?? asked?.command;
    const causeKey = own?.key ?? asked?.cause;
    const messageId = own?.messageId ?? asked?.messageId;
    return {
      t: piece.at - startedAt,
      d: piece.direction === 'client' ? 'C' : 'S',
      o: piece.offset,
      k: piece.kind,
      ...(piece.tag === null ? {} : { g: piece.tag }),
      ...(command ? { c: command } : {}),
      ...(asked ? { a: asked.index, e: Math.max(0, piece.at - startedAt - asked.at) } : {}),
      ...(piece.sasl ? { x: [piece.sasl.mechanism, piece.sasl.step] } : {}),
      ...(causeKey ? { u: causeKey } : {}),
      ...(messageId ? { w: messageId } : {}),
    };
  }

  const masksOf = (masked: Piece['masked']) =>
    masked.length > 0 ? { m: joinSpans(masked).flatMap((span) => [span.offset, span.length]) } : {};

  /** Where the client's line or run stands, for the answer to it. */
  function remember(piece: Piece, index: number): void {
    if (piece.direction === 'client')
      pairing.asked(piece, {
        index,
        at: piece.at - startedAt,
        command: piece.command,
        cause: cause?.key ?? null,
        messageId: cause?.messageId ?? null,
      });
  }

  function take(piece: Piece): void {
    const { direction } = piece;
    if (direction === 'client') session.bytesSent += piece.bytes.length;
    else session.bytesReceived += piece.bytes.length;
    if (piece.run) {
      takeRun(piece);
      return;
    }
    const asked = direction === 'server' ? pairing.answered(piece) : null;
    const { record } = addLine({ ...describe(piece, asked), ...storedBytes(piece.bytes), ...masksOf(piece.masked) }, null);
    remember(piece, record.i);
    if (piece.kind === 'status' || piece.kind === 'greeting') session.summary = summaryOf(piece.bytes);
  }

  function takeRun(piece: Piece): void {
    const current = open[piece.direction] ?? beginRun(piece);
    open[piece.direction] = current;
    current.collector.add(piece);
    if (!piece.last) return;
    open[piece.direction] = null;
    endRun(current);
  }

  function beginRun(first: Piece) {
    const run = runs;
    runs += 1;
    const asked = first.direction === 'server' ? pairing.answered(first) : null;
    // The first piece is remembered for its facts only; its bytes are lent.
    const facts = { ...first, bytes: Buffer.alloc(0) };
    return { collector: createRunCollector(first, limits, (bytes) => say(encodePart(run, bytes))), first: facts, run, asked };
  }

  function endRun({ collector, first, run, asked }: { collector: RunCollector; first: Piece; run: number; asked: Asked | null }): void {
    const collected = collector.finish();
    const index = session.lines;
    addRun(collected, describe(first, asked), run, asked);
    remember(first, index);
  }

  function addRun(collected: CollectedRun, facts: Omit<LineRecord, 'i'>, run: number, asked: Asked | null): void {
    switch (collected.keep) {
      case 'inline':
        addLine({ ...facts, ...storedBytes(collected.bytes), ...masksOf(collected.masked) }, null);
        return;
      case 'parts': {
        const { head, rest, hash, length, masked } = collected;
        for (let at = 0; at < rest.length; at += partLength) say(encodePart(run, rest.subarray(at, at + partLength)));
        addLine({ ...facts, ...storedBytes(head), ...masksOf(masked), p: { h: hash, l: length, r: run } }, null);
        return;
      }
      case 'shared': {
        const { bytes, message, stuffed } = collected;
        const payload = { h: unknownHash, l: bytes.length, ...(stuffed ? { z: true } : {}) };
        const { record, entry } = addLine({ ...facts, ...storedBytes(bytes.subarray(0, limits.head)), p: payload }, bytes, false);
        // What is sent was stored before; what is fetched will be.
        const offered = ledger.offer(message, facts.d === 'C', (hash, held) => {
          payload.h = hash;
          options.onPayload(hash, { index: record.i, asked: asked?.index ?? null, direction: facts.d === 'C' ? 'C' : 'S' });
          entry.text = held ? encodeRecord(record) : ownPayload(record, bytes, hash, run);
          writer.nudge();
        });
        awaited.set(record, offered);
      }
    }
  }

  /** The record of a message that the store does not hold, with its bytes. */
  function ownPayload(record: LineRecord, bytes: Buffer, hash: string, run: number): string {
    if (bytes.length <= limits.inlinePayload) {
      const { s: _text, b: _base64, ...facts } = record;
      return encodeRecord({ ...facts, ...storedBytes(bytes), p: { h: hash, l: bytes.length, r: inlineRun } });
    }
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += partLength) parts.push(encodePart(run, bytes.subarray(at, at + partLength)));
    return parts.join('') + encodeRecord({ ...record, p: { h: hash, l: bytes.length, r: run } });
  }

  function addNote(note: WireNote): void {
    addLine({ t: clock.now() - startedAt, d: 'N', o: 0, s: '', k: 'note', n: { key: note.key, parameters: { ...note.parameters } } }, null);
  }

  const masker = maskers[opening.protocol]({ emit: take, cover: options.cover, longestLine: limits.line });

  function finishOpenRuns(): void {
    for (const direction of ['client', 'server'] as const) {
      const current = open[direction];
      open[direction] = null;
      if (current) endRun(current);
    }
  }

  /** Recording must never hurt what is recorded. */
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  };

  function end(failure?: Failure): void {
    if (session.state !== 'open') return;
    masker.end();
    finishOpenRuns();
    session.endedAt = clock.now();
    session.state = failure ? 'failed' : 'done';
    if (failure) session.failure = failure.reply === undefined ? failure : { ...failure, reply: masker.redact(failure.reply) };
    if (session.failure?.reply) session.summary = summaryOf(Buffer.from(session.failure.reply, 'utf8'));
    say(encodeRecord(mark('end')));
    onChange();
    options.onEnd();
  }

  const tap: Tap = {
    session: id,
    client: (bytes) => guard(() => masker.client(bytes, clock.now())),
    server: (bytes) => guard(() => masker.server(bytes, clock.now())),
    note: (note) => guard(() => addNote(note)),
    secured: (facts) =>
      guard(() => {
        masker.restart();
        finishOpenRuns();
        pairing.restart();
        session.tls = [facts.protocol, facts.cipher].filter((fact) => fact !== '').join(' ');
        const { protocol, cipher, alpn } = facts;
        const { bytesSent, bytesReceived } = session;
        addNote({ key: 'tls', parameters: { protocol, cipher, alpn: alpn ?? '', clearSent: bytesSent, clearReceived: bytesReceived } });
      }),
    secret: (value) => guard(() => masker.secret(value)),
    cause: (next) => {
      cause = next;
    },
    end: (failure) => guard(() => end(failure)),
  };

  return {
    tap,
    session,
    recent: () => recent,
    name(record) {
      if (record.p?.h === unknownHash) record.p.h = awaited.get(record)?.hash() ?? unknownHash;
    },
    flush: () => writer.flush(),
    async close() {
      guard(() => end());
      await writer.close();
    },
  };
}

function headerOf(
  { id, protocol, accountId, accountName, host, port, purpose, startedAt }: Session,
  segment: number,
  first: number,
): Header {
  return { type: 'session', version: 1, id, protocol, accountId, accountName, host, port, purpose, startedAt, segment, first };
}

/** A payload whose bytes stand in its own record. */
export const inlineRun = -1;

const encodePart = (run: number, bytes: Buffer): string => encodeRecord({ r: run, b: bytes.toString('base64') });

/** One line without controls, short enough for a list. */
const summaryOf = (bytes: Buffer): string =>
  bytes
    .toString('utf8', 0, 400)
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 200);
