/**
 * Turns the masker's pieces into the session's lines: numbers them, pairs answers with what they answer, gathers runs, and lets whole
 * messages wait until it is decided who keeps them. Lines that are not in the file yet can be read from here.
 */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Cause, WireNote } from '../../wire/tap.ts';
import { type ClientLine, createPairing } from '../dialogue/pairing.ts';
import { encodeRecord } from '../files/records.ts';
import type { SegmentWriter } from '../files/segment-writer.ts';
import type { TranscriptLimits } from '../limits.ts';
import type { Piece } from '../masking/masker.ts';
import type { HeldMessage, PayloadBuffer } from '../payload/payload-buffer.ts';
import type { PayloadRetention } from '../payload/payload-retention.ts';
import { type LineFacts, lineText, messageText, partText } from './line-text.ts';
import type { Messages, RecordedLine, RecordQueue } from './record-queue.ts';
import { type CollectedRun, createRunCollector, partLength, type RunCollector } from './run-collector.ts';

export interface LineRecorder {
  take(piece: Piece): void;
  /** A note of the program, `at` milliseconds after the session's start. */
  note(note: WireNote, at: number): void;
  cause(cause: Cause | null): void;
  /** Ends runs that were cut off; what was asked before will not be answered any more. */
  restart(): void;
  /** How many lines there are. */
  count(): number;
  /** Lines from `from` on, at most `limit`, that are not in the file yet. */
  recent(from: number, limit: number, messages: Messages): RecordedLine[];
  /** Index of the first line that is not in the file yet. */
  firstRecent(): number;
}

interface LineRecorderOptions {
  readonly protocol: Protocol;
  readonly startedAt: number;
  readonly limits: TranscriptLimits;
  readonly retention: PayloadRetention;
  /** Where fetched messages wait. */
  readonly payloadBuffer: PayloadBuffer;
  readonly queue: RecordQueue;
  readonly writer: Pick<SegmentWriter, 'added'>;
  /** A line more, `at` milliseconds after the session's start. */
  readonly onLine: (at: number) => void;
}

/** A run that has begun. A fetched message is held as it comes; everything else is collected. */
interface OpenRun {
  readonly first: Piece;
  readonly run: number;
  readonly asked: ClientLine | null;
  held: HeldMessage | null;
  collector: RunCollector | null;
}

/** `message` is `bytes` as the store would have it. */
type WholeMessage = Pick<Extract<CollectedRun, { keep: 'shared' }>, 'bytes' | 'message' | 'stuffed'>;

export function createLineRecorder(options: LineRecorderOptions): LineRecorder {
  const { startedAt, limits, retention, queue, writer, onLine } = options;
  const pairing = createPairing(options.protocol);
  const open: Record<Piece['direction'], OpenRun | null> = { client: null, server: null };
  let cause: Cause | null = null;
  let runs = 0;

  function add(text: string, lines: 0 | 1): void {
    queue.append(text, lines);
    writer.added();
  }

  const addPart = (number: number, bytes: Buffer): void => add(partText(number, bytes), 0);

  /** Puts a line into the session, `at` milliseconds after its start. */
  function addLine(text: string, at: number): void {
    add(text, 1);
    onLine(at);
  }

  /** A literal of the server that holds no secret yet: nearly all of a bulk synchronisation. */
  const isBulk = (piece: Piece) => piece.direction === 'server' && piece.kind === 'literal' && piece.tag === null && piece.sasl === null;

  function describe(piece: Piece, asked: ClientLine | null): LineFacts {
    const client = piece.direction === 'client';
    return {
      index: queue.count(),
      at: piece.at - startedAt,
      direction: piece.direction,
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

  const whatItAnswers = (piece: Piece) => (piece.direction === 'server' ? pairing.answered(piece) : null);

  /** Where the client's line or run stands, for the answer to it. */
  function remember(piece: Piece, index: number): void {
    if (piece.direction !== 'client') return;
    const { command } = piece;
    pairing.asked(piece, { index, at: piece.at - startedAt, command, cause: cause?.key ?? null, messageId: cause?.messageId ?? null });
  }

  function addWhole(piece: Piece): void {
    const asked = whatItAnswers(piece);
    const facts = describe(piece, asked);
    addLine(lineText(facts, piece.bytes, piece.masked), facts.at);
    remember(piece, facts.index);
  }

  function takeRun(piece: Piece): void {
    const current = open[piece.direction] ?? beginRun(piece);
    if (current.held && piece.masked.length === 0) current.held.add(piece.bytes);
    else (current.collector ?? collectInstead(current)).add(piece);
    open[piece.direction] = piece.last ? null : current;
    if (piece.last) endRun(current);
  }

  function beginRun(first: Piece): OpenRun {
    // Keep only the facts of the first piece: its bytes are valid only during the call.
    const begun: OpenRun = { first, run: runs, asked: whatItAnswers(first), held: null, collector: null };
    runs += 1;
    if (isBulk(first) && first.message === 'plain' && (first.total ?? 0) <= limits.waiting / 2) begun.held = options.payloadBuffer.begin();
    else collectInstead(begun);
    return begun;
  }

  /** Gathers a run of which it is not known that it is a message without a secret. */
  function collectInstead(run: OpenRun): RunCollector {
    const collector = createRunCollector(run.first, limits, (bytes) => addPart(run.run, bytes));
    if (run.held) collector.add({ ...run.first, bytes: run.held.whole(), masked: [] });
    run.held?.release();
    run.held = null;
    run.collector = collector;
    return collector;
  }

  function endRun(ended: OpenRun): void {
    const { held, first, asked, run } = ended;
    const facts = describe(first, asked);
    if (held && held.length >= limits.sharedPayload) addMessage({ bytes: held, message: held, stuffed: false }, facts, run);
    else addCollected((ended.collector ?? collectInstead(ended)).finish(), facts, run);
    remember(first, facts.index);
  }

  function addCollected(collected: CollectedRun, facts: LineFacts, run: number): void {
    switch (collected.keep) {
      case 'inline':
        addLine(lineText(facts, collected.bytes, collected.masked), facts.at);
        return;
      case 'parts': {
        const { head, rest, hash, length, masked } = collected;
        for (const part of partsOf(rest)) addPart(run, part);
        addLine(lineText(facts, head, masked, { hash, length, kept: 'parts', number: run }), facts.at);
        return;
      }
      case 'shared':
        addMessage(collected, facts, run);
    }
  }

  function addMessage({ bytes, message, stuffed }: WholeMessage, facts: LineFacts, run: number): void {
    const text = messageText(facts, bytes.head(limits.head), bytes.length, stuffed);
    const entry = queue.appendMessage(text, { hash: () => offered.hash(), whole: () => bytes.whole() });
    onLine(facts.at);
    // What is sent was stored before; what is fetched will be.
    const offered = retention.offer(message, facts.direction === 'client', (hash, held) => {
      if (held) queue.decideStored(entry, hash);
      else {
        const own = bytes.whole();
        queue.decideOwn(entry, ownPayload(facts, own, hash, run), own);
      }
      writer.added();
    });
  }

  /** The records of a message that the store does not hold, with its bytes. */
  function ownPayload(facts: LineFacts, bytes: Buffer, hash: string, run: number): string {
    const length = bytes.length;
    if (length <= limits.inlinePayload) return lineText(facts, bytes, [], { hash, length, kept: 'line' });
    const parts = partsOf(bytes).map((part) => partText(run, part));
    return parts.join('') + lineText(facts, bytes.subarray(0, limits.head), [], { hash, length, kept: 'parts', number: run });
  }

  return {
    take(piece) {
      // Nearly every header block comes in one piece: write it without a copy.
      const small = piece.first && piece.last && piece.message === null && piece.bytes.length <= limits.inlinePayload;
      if (!piece.run || small) addWhole(piece);
      else takeRun(piece);
    },
    note({ key, parameters }, at) {
      const note = { key, parameters: { ...parameters } };
      addLine(encodeRecord({ index: queue.count(), at, direction: 'note', kind: 'note', note }), at);
    },
    cause(next) {
      cause = next;
    },
    restart() {
      for (const direction of ['client', 'server'] as const) {
        const current = open[direction];
        open[direction] = null;
        if (current) endRun(current);
      }
      pairing.restart();
    },
    count: queue.count,
    firstRecent: queue.firstLine,
    recent: queue.from,
  };
}

function partsOf(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += partLength) parts.push(bytes.subarray(at, at + partLength));
  return parts;
}
