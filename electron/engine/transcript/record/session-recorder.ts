/**
 * One session while it is open: the tap's other end. It knows the session's facts, its masker and its file; lines are the
 * line recorder's. Nothing here throws into the protocol that is being recorded.
 */
import type { Clock } from '../../../base/clock.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { Session } from '../../../contract/transcript.ts';
import { redactFailure } from '../../wire/redact-failure.ts';
import type { SessionOpening, Tap, TlsFacts, WireNote } from '../../wire/tap.ts';
import { summaryOf } from '../files/quotes.ts';
import { encodeRecord, type Header, type Mark, markOf } from '../files/records.ts';
import { createSegmentWriter } from '../files/segment-writer.ts';
import type { TranscriptLimits } from '../limits.ts';
import { maskers } from '../masking/create-masker.ts';
import type { ApplyMask, Piece } from '../masking/masker.ts';
import type { BufferPool } from '../payload/buffer-pool.ts';
import type { PayloadBuffer } from '../payload/payload-buffer.ts';
import type { PayloadRetention } from '../payload/payload-retention.ts';
import { createLineRecorder, type LineRecorder } from './line-recorder.ts';
import { createRecordQueue } from './record-queue.ts';

export interface SessionRecorder {
  readonly tap: Tap;
  readonly session: Session;
  readonly lines: Pick<LineRecorder, 'recent' | 'firstRecent'>;
  /** Only while it is open: its file says it too. */
  pin(pinned: boolean): void;
  flush(): Promise<void>;
  /** Ends the session if it is open; resolves when everything is in the file. */
  close(): Promise<void>;
}

interface SessionRecorderOptions {
  readonly id: string;
  readonly opening: SessionOpening;
  readonly folder: string;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  readonly applyMask: ApplyMask;
  readonly retention: PayloadRetention;
  /** Where fetched messages wait. */
  readonly payloadBuffer: PayloadBuffer;
  /** Where records wait. */
  readonly recordBuffers: BufferPool;
  /** Nothing is written before this: the folder is there. */
  readonly ready: Promise<void>;
  /** Bytes after which a new segment begins. */
  readonly segmentLength: () => number;
  /** Something new to show. */
  readonly onChange: () => void;
  readonly onSegment: (segment: number) => void;
  readonly onGrowth: (bytes: number) => void;
  readonly onEnd: () => void;
  readonly onError: (error: unknown) => void;
}

export function createSessionRecorder(options: SessionRecorderOptions): SessionRecorder {
  const { id, opening, folder, clock, limits, retention, payloadBuffer, ready, onChange, onSegment, onGrowth, onError } = options;
  const startedAt = clock.now();
  const session = newSession(id, opening, startedAt);
  let markedAt = startedAt;

  const queue = createRecordQueue(options.recordBuffers);
  const writer = createSegmentWriter({
    folder,
    session: id,
    queue,
    clock,
    limits,
    ready,
    segmentLength: options.segmentLength,
    header: (segment, first) => encodeRecord(headerOf(session, segment, first)),
    onSegment,
    onGrowth,
    onError,
  });
  const lines = createLineRecorder({
    protocol: opening.protocol,
    startedAt,
    limits,
    retention,
    payloadBuffer,
    queue,
    writer,
    onLine,
  });
  const masker = maskers[opening.protocol]({ emit: take, applyMask: options.applyMask, longestLine: limits.line });

  function onLine(at: number): void {
    session.lines += 1;
    if (startedAt + at - markedAt >= limits.markEvery) sum('mark');
    onChange();
  }

  /** Sums up what came so far, for the list of sessions. */
  function sum(type: Mark['type']): void {
    markedAt = clock.now();
    queue.append(markOf(session, type, markedAt), 0);
    writer.added();
  }

  function take(piece: Piece): void {
    if (piece.direction === 'client') session.bytesSent += piece.bytes.length;
    else session.bytesReceived += piece.bytes.length;
    lines.take(piece);
    if (piece.kind === 'status' || piece.kind === 'greeting') session.summary = summaryOf(piece.bytes);
  }

  function secured({ protocol, cipher, alpn }: TlsFacts): void {
    masker.restart();
    lines.restart();
    session.tls = [protocol, cipher].filter((fact) => fact !== '').join(' ');
    const { bytesSent: clearSent, bytesReceived: clearReceived } = session;
    lines.note({ key: 'tls', parameters: { protocol, cipher, alpn: alpn ?? '', clearSent, clearReceived } }, clock.now() - startedAt);
  }

  function end(failure?: Failure): void {
    if (session.state !== 'open') return;
    masker.end();
    lines.restart();
    session.endedAt = clock.now();
    session.state = failure ? 'failed' : 'done';
    session.failure = failure ? redactFailure(failure, masker.redact) : null;
    if (session.failure?.reply) session.summary = summaryOf(Buffer.from(session.failure.reply, 'utf8'));
    sum('end');
    onChange();
    options.onEnd();
  }

  /** A failure of recording must never disturb the connection. */
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  };

  /** A text that cannot be searched is not shown. */
  const redact = (text: string, answering: boolean): string => {
    try {
      return masker.redact(text, answering);
    } catch (error) {
      onError(error);
      return '';
    }
  };

  return {
    tap: {
      session: id,
      client: (bytes) => guard(() => masker.client(bytes, clock.now())),
      server: (bytes) => guard(() => masker.server(bytes, clock.now())),
      note: (note) => guard(() => lines.note(redactNote(note, masker.redact), clock.now() - startedAt)),
      secured: (facts) => guard(() => secured(facts)),
      secret: (value, known) => guard(() => masker.secret(value, [...(known ?? []), opening.host, opening.accountName])),
      redact,
      cause: (cause) => lines.cause(cause),
      nextLine: () => lines.count(),
      end: (failure) => guard(() => end(failure)),
    },
    session,
    lines,
    pin(pinned) {
      session.pinned = pinned;
      sum('mark');
    },
    flush: () => writer.flush(),
    async close() {
      guard(() => end());
      await writer.close();
    },
  };
}

function newSession(id: string, opening: SessionOpening, startedAt: number): { -readonly [Name in keyof Session]: Session[Name] } {
  const { protocol, accountId, accountName, host, port, purpose } = opening;
  return {
    ...{ id, protocol, accountId, accountName, host, port, purpose, startedAt },
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
}

function headerOf(session: Session, segment: number, firstLine: number): Header {
  const { id, protocol, accountId, accountName, host, port, purpose, startedAt } = session;
  return { type: 'session', version: 2, id, protocol, accountId, accountName, host, port, purpose, startedAt, segment, firstLine };
}

/** Notes of the program may quote the server. */
function redactNote(note: WireNote, redact: (text: string, answering: boolean) => string): WireNote {
  const parameters = Object.entries(note.parameters).map(
    ([name, value]) => [name, typeof value === 'string' ? redact(value, false) : value] as const,
  );
  return { ...note, parameters: Object.fromEntries(parameters) };
}
