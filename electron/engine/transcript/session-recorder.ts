/**
 * One session while it is open: the tap's other end. Pieces come masked from the masker, become records, and wait in
 * memory until they can be read from the file. Nothing here throws into the protocol that is being recorded.
 */
import type { Clock } from '../../base/clock.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Session } from '../../contract/transcript.ts';
import type { Cause, SessionOpening, Tap, WireNote } from '../wire/tap.ts';
import { type Asked, createPairing } from './dialogue/pairing.ts';
import { createFifo } from './fifo.ts';
import type { TranscriptLimits } from './limits.ts';
import { inlineRun, type LineFacts, lineText } from './line-text.ts';
import { maskers } from './masking/create-masker.ts';
import type { Cover, Piece } from './masking/masker.ts';
import type { PayloadLedger } from './payload-ledger.ts';
import { decodeRecord, encodeRecord, type Header, type LineRecord, lineRecordSchema, type Mark } from './records.ts';
import { type CollectedRun, createRunCollector, partLength, type RunCollector } from './run-collector.ts';
import { createSegmentWriter, type Entry, entryText } from './segment-writer.ts';

/** A line with all its bytes, where its record holds only the head and the file nothing yet. */
export interface RecentLine {
  readonly record: LineRecord;
  readonly payload: Buffer | null;
}

/** A message whose keeping is undecided. */
interface Waiting {
  readonly bytes: Buffer;
  /** Its record as if the store held it. */
  readonly text: () => string;
}

interface OpenRun {
  readonly collector: RunCollector;
  readonly first: Piece;
  readonly run: number;
  readonly asked: Asked | null;
}

export interface SessionRecorder {
  readonly tap: Tap;
  readonly session: Session;
  /** Lines from `from` on, at most `limit`, that are not in the file yet. */
  recent(from: number, limit: number): RecentLine[];
  /** Index of the first line that is not in the file yet. */
  firstRecent(): number;
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
  const { id, opening, folder, clock, limits, ledger, onChange, onPayload, onError } = options;
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
  const recent = createFifo<{ readonly index: number; readonly entry: Entry; readonly waiting: Waiting | null }>();
  const pairing = createPairing(opening.protocol);
  let cause: Cause | null = null;
  let runs = 0;
  let markedAt = startedAt;
  const open: Record<Piece['direction'], OpenRun | null> = { client: null, server: null };

  const writer = createSegmentWriter({
    folder,
    session: id,
    clock,
    limits,
    ready: options.ready,
    header: (segment, first) => encodeRecord(headerOf(session, segment, first)),
    onWritten: (lines) => {
      for (let count = 0; count < lines; count += 1) recent.shift();
    },
    onSegment: options.onSegment,
    onError,
  });

  const mark = (type: Mark['type']): Mark => {
    const { state, lines, bytesSent, bytesReceived, tls, summary, failure } = session;
    return { type, at: clock.now(), state, lines, bytesSent, bytesReceived, tls, summary, failure };
  };

  const say = (text: string): void => void writer.append(text, 0);

  /** Puts a line into the session. Without a text it is undecided. */
  function addLine(text: string | null, waiting: Waiting | null): Entry {
    session.lines += 1;
    const entry = writer.append(text, 1);
    recent.push({ index: session.lines - 1, entry, waiting });
    if (clock.now() - markedAt >= limits.markEvery) {
      markedAt = clock.now();
      say(encodeRecord(mark('mark')));
    }
    onChange();
    return entry;
  }

  function describe(piece: Piece, asked: Asked | null): LineFacts {
    const client = piece.direction === 'client';
    return {
      index: session.lines,
      at: piece.at - startedAt,
      direction: client ? 'C' : 'S',
      offset: piece.offset,
      kind: piece.kind,
      tag: piece.tag,
      command: piece.command ?? asked?.command ?? null,
      asked,
      sasl: piece.sasl,
      cause: (client ? cause?.key : asked?.cause) ?? null,
      messageId: (client ? cause?.messageId : asked?.messageId) ?? null,
    };
  }

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
    if (piece.direction === 'client') session.bytesSent += piece.bytes.length;
    else session.bytesReceived += piece.bytes.length;
    if (piece.run) {
      takeRun(piece);
      return;
    }
    const asked = piece.direction === 'server' ? pairing.answered(piece) : null;
    addLine(lineText(describe(piece, asked), piece.bytes, piece.masked, null), null);
    remember(piece, session.lines - 1);
    if (piece.kind === 'status' || piece.kind === 'greeting') session.summary = summaryOf(piece.bytes);
  }

  function takeRun(piece: Piece): void {
    // Nearly every header block comes in one piece: it is written from where it lies.
    if (piece.first && piece.last && piece.message === null && piece.bytes.length <= limits.inlinePayload) {
      const facts = describe(piece, piece.direction === 'server' ? pairing.answered(piece) : null);
      addLine(lineText(facts, piece.bytes, piece.masked, null), null);
      remember(piece, facts.index);
      return;
    }
    const current = open[piece.direction] ?? beginRun(piece);
    current.collector.add(piece);
    if (piece.last) {
      open[piece.direction] = null;
      endRun(current);
    } else open[piece.direction] = current;
  }

  function beginRun(first: Piece): OpenRun {
    const run = runs;
    runs += 1;
    const asked = first.direction === 'server' ? pairing.answered(first) : null;
    // Of the first piece only its facts are kept: its bytes are lent.
    return { collector: createRunCollector(first, limits, (bytes) => say(partText(run, bytes))), first, run, asked };
  }

  function endRun({ collector, first, run, asked }: OpenRun): void {
    const facts = describe(first, asked);
    addRun(collector.finish(), facts, run);
    remember(first, facts.index);
  }

  function addRun(collected: CollectedRun, facts: LineFacts, run: number): void {
    switch (collected.keep) {
      case 'inline':
        addLine(lineText(facts, collected.bytes, collected.masked, null), null);
        return;
      case 'parts': {
        const { head, rest, hash, length, masked } = collected;
        addParts(rest, run, say);
        addLine(lineText(facts, head, masked, { hash, length, run, stuffed: false }), null);
        return;
      }
      case 'shared':
        addMessage(collected, facts, run);
    }
  }

  function addMessage({ bytes, message, stuffed }: Extract<CollectedRun, { keep: 'shared' }>, facts: LineFacts, run: number): void {
    const named = (hash: string) => lineText(facts, bytes.subarray(0, limits.head), [], { hash, length: bytes.length, run: null, stuffed });
    const waiting: Waiting = { bytes, text: () => named(offered.hash()) };
    const entry = addLine(null, waiting);
    // What is sent was stored before; what is fetched will be.
    const offered = ledger.offer(message, facts.direction === 'C', (hash, held) => {
      onPayload(hash, { index: facts.index, asked: facts.asked?.index ?? null, direction: facts.direction === 'C' ? 'C' : 'S' });
      writer.decide(entry, held ? named(hash) : ownPayload(facts, bytes, hash, run));
    });
  }

  /** The record of a message that the store does not hold, with its bytes. */
  function ownPayload(facts: LineFacts, bytes: Buffer, hash: string, run: number): string {
    const length = bytes.length;
    if (length <= limits.inlinePayload) return lineText(facts, bytes, [], { hash, length, run: inlineRun, stuffed: false });
    const parts: string[] = [];
    addParts(bytes, run, (text) => parts.push(text));
    return parts.join('') + lineText(facts, bytes.subarray(0, limits.head), [], { hash, length, run, stuffed: false });
  }

  function addNote({ key, parameters }: WireNote): void {
    const record = {
      i: session.lines,
      t: clock.now() - startedAt,
      d: 'N',
      o: 0,
      k: 'note',
      s: '',
      n: { key, parameters: { ...parameters } },
    } as const;
    addLine(encodeRecord(record), null);
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
    firstRecent: () => recent.first()?.index ?? session.lines,
    recent(from, limit) {
      const lines: RecentLine[] = [];
      for (const { index, entry, waiting } of recent.items()) {
        if (index < from || lines.length >= limit) continue;
        const record = decodeRecord(lineRecordSchema, waiting?.text() ?? entryText(entry));
        if (record) lines.push({ record, payload: waiting?.bytes ?? null });
      }
      return lines;
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

const partText = (run: number, bytes: Buffer): string => `{"r":${run},"b":"${bytes.toString('base64')}"}\n`;

function addParts(bytes: Buffer, run: number, add: (text: string) => void): void {
  for (let at = 0; at < bytes.length; at += partLength) add(partText(run, bytes.subarray(at, at + partLength)));
}

/** One line without controls, short enough for a list. */
const summaryOf = (bytes: Buffer): string =>
  bytes
    .toString('utf8', 0, 400)
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 200);
