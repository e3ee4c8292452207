/**
 * Turns the masker's pieces into the session's lines: numbers them, pairs answers with what they answer, gathers runs and bulk,
 * and lets whole messages wait until it is decided who keeps them. Lines that are not in the file yet can be read from here.
 */

import type { Protocol } from '../../../contract/failure.ts';
import type { Cause, WireNote } from '../../wire/tap.ts';
import { type Asked, createPairing } from '../dialogue/pairing.ts';
import { decodeRecord, encodeRecord, type LineRecord, lineRecordSchema } from '../files/records.ts';
import { entryText, type SegmentWriter } from '../files/segment-writer.ts';
import type { TranscriptLimits } from '../limits.ts';
import type { Piece } from '../masking/masker.ts';
import type { HeldMessage, PayloadBuffer } from '../payload/payload-buffer.ts';
import type { PayloadRetention } from '../payload/payload-retention.ts';
import { createBlockRecorder } from './block-recorder.ts';
import { blockLength } from './line-block.ts';
import { inlineRun, type LineFacts, lineText } from './line-text.ts';
import { createRecentLines, type Messages, type RecordedLine } from './recent-lines.ts';
import { type CollectedRun, createRunCollector, partLength, type RunCollector } from './run-collector.ts';

/** A whole message in a line: which lines tell where it came from. */
export interface PayloadLine {
  readonly index: number;
  readonly asked: number | null;
  readonly direction: 'C' | 'S';
}

export interface LineRecorder {
  take(piece: Piece): void;
  /** A fact of our own, `at` milliseconds after the session's start. */
  note(note: WireNote, at: number): void;
  cause(cause: Cause | null): void;
  /** Ends runs that were cut off; what was asked before will not be answered any more. */
  restart(): void;
  /** Appends what is still being gathered to what is written. */
  gathered(): void;
  /** How many lines there are. */
  count(): number;
  /** So many of the oldest lines can be read from the file now. */
  written(lines: number): void;
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
  readonly writer: Pick<SegmentWriter, 'append' | 'decide' | 'expect'>;
  /** A line more, `at` milliseconds after the session's start. */
  readonly onLine: (at: number) => void;
  /** The hash of a message that crossed is known. */
  readonly onPayload: (hash: string, line: PayloadLine) => void;
}

/** A run that has begun. A fetched message is held as it comes; everything else is collected. */
interface OpenRun {
  readonly first: Piece;
  readonly run: number;
  readonly asked: Asked | null;
  held: HeldMessage | null;
  collector: RunCollector | null;
}

export function createLineRecorder(options: LineRecorderOptions): LineRecorder {
  const { startedAt, limits, retention, writer, onLine, onPayload } = options;
  const recent = createRecentLines();
  const blocks = createBlockRecorder({
    ...{ limits, retention, writer, recent },
    // Runs are numbered in the order in which they are written or begin.
    ownPayload: (facts, bytes, hash) => ownPayload(facts, bytes, hash, nextRun()),
    onPayload: (hash, index, asked) => onPayload(hash, { index, asked: asked?.index ?? null, direction: 'S' }),
  });
  const pairing = createPairing(options.protocol);
  const open: Record<Piece['direction'], OpenRun | null> = { client: null, server: null };
  let cause: Cause | null = null;
  let lines = 0;
  let runs = 0;

  const say = (text: string): void => void writer.append(text, 0);

  const nextRun = (): number => {
    runs += 1;
    return runs - 1;
  };

  /** Counts a line that was put into the session. */
  function counted(at: number): void {
    lines += 1;
    onLine(at);
  }

  /** Puts a line into the session as a record of its own. */
  function addLine(text: string, at: number): void {
    blocks.close();
    const entry = writer.append(text, 1);
    recent.add({ index: lines, count: 1, lines: () => readLine(entryText(entry), null) });
    counted(at);
  }

  /** Nearly all of a bulk synchronisation: lines of the server that hold no secret and are not in parts. */
  const isBulk = (piece: Piece) =>
    piece.direction === 'server' && (piece.kind === 'data' || piece.kind === 'literal') && piece.tag === null && piece.sasl === null;

  function addToBlock({ kind, at, offset, command }: Piece, bytes: Buffer, asked: Asked | null): void {
    const since = at - startedAt;
    blocks.add(lines, kind === 'literal' ? 'literal' : 'data', since, offset, bytes, command ?? asked?.command ?? null, asked);
    counted(since);
  }

  function describe(piece: Piece, asked: Asked | null): LineFacts {
    const client = piece.direction === 'client';
    return {
      index: lines,
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

  const whatItAnswers = (piece: Piece) => (piece.direction === 'server' ? pairing.answered(piece) : null);

  /** Where the client's line or run stands, for the answer to it. */
  function remember(piece: Piece, index: number): void {
    if (piece.direction !== 'client') return;
    const { command } = piece;
    pairing.asked(piece, { index, at: piece.at - startedAt, command, cause: cause?.key ?? null, messageId: cause?.messageId ?? null });
  }

  function addWhole(piece: Piece): void {
    const asked = whatItAnswers(piece);
    if (piece.first && piece.last && isBulk(piece) && fitsBlock(piece)) {
      addToBlock(piece, piece.bytes, asked);
      return;
    }
    const facts = describe(piece, asked);
    addLine(lineText(facts, piece.bytes, piece.masked, null), facts.at);
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
    // Of the first piece only its facts are kept: its bytes are lent.
    const begun: OpenRun = { first, run: nextRun(), asked: whatItAnswers(first), held: null, collector: null };
    if (isBulk(first) && first.message === 'plain' && (first.total ?? 0) <= limits.waiting / 2) begun.held = options.payloadBuffer.begin();
    else collectInstead(begun);
    return begun;
  }

  /** Gathers a run of which it is not known that it is a message without a secret. */
  function collectInstead(run: OpenRun): RunCollector {
    const collector = createRunCollector(run.first, limits, (bytes) => say(partText(run.run, bytes)));
    if (run.held) collector.add({ ...run.first, bytes: run.held.whole(), masked: [] });
    run.held?.release();
    run.held = null;
    run.collector = collector;
    return collector;
  }

  function endRun(ended: OpenRun): void {
    const { held, first, asked } = ended;
    if (held && held.length >= limits.sharedPayload) {
      const at = first.at - startedAt;
      blocks.addMessage(lines, at, first.offset, held, first.command ?? asked?.command ?? null, asked);
      counted(at);
      return;
    }
    const index = lines;
    const collected = (ended.collector ?? collectInstead(ended)).finish();
    if (collected.keep === 'inline' && isBulk(first) && fitsBlock(collected)) addToBlock(first, collected.bytes, asked);
    else addAlone(collected, describe(first, asked), ended.run);
    remember(first, index);
  }

  function addAlone(collected: CollectedRun, facts: LineFacts, run: number): void {
    switch (collected.keep) {
      case 'inline':
        addLine(lineText(facts, collected.bytes, collected.masked, null), facts.at);
        return;
      case 'parts': {
        const { head, rest, hash, length, masked } = collected;
        addParts(rest, run, say);
        addLine(lineText(facts, head, masked, { hash, length, run, stuffed: false }), facts.at);
        return;
      }
      case 'shared':
        addMessage(collected, facts, run);
    }
  }

  function addMessage({ bytes, message, stuffed }: Extract<CollectedRun, { keep: 'shared' }>, facts: LineFacts, run: number): void {
    const { index, asked, direction } = facts;
    const head = bytes.head(limits.head);
    const { length } = bytes;
    const named = (hash: string) => lineText(facts, head, [], { hash, length, run: null, stuffed });
    let known: { readonly hash: string; readonly own: Buffer | null } | null = null;
    const whole = () => (known ? known.own : bytes.whole());
    blocks.close();
    const entry = writer.append(null, 1);
    const lines = (messages: Messages) => readLine(named(known?.hash ?? offered.hash()), messages === 'whole' ? whole() : null);
    recent.add({ index, count: 1, lines });
    counted(facts.at);
    // What is sent was stored before; what is fetched will be.
    const offered = retention.offer(message, direction === 'C', (hash, held) => {
      const own = held ? null : bytes.whole();
      known = { hash, own };
      onPayload(hash, { index, asked: asked?.index ?? null, direction: direction === 'C' ? 'C' : 'S' });
      writer.decide(entry, own ? ownPayload(facts, own, hash, run) : named(hash));
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

  return {
    take(piece) {
      // Nearly every header block comes in one piece: it is written from where it lies.
      const small = piece.first && piece.last && piece.message === null && piece.bytes.length <= limits.inlinePayload;
      if (!piece.run || small) addWhole(piece);
      else takeRun(piece);
    },
    note({ key, parameters }, at) {
      const record: LineRecord = { i: lines, t: at, d: 'N', o: 0, k: 'note', s: '', n: { key, parameters: { ...parameters } } };
      addLine(encodeRecord(record), at);
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
    gathered: blocks.close,
    count: () => lines,
    written: recent.written,
    firstRecent: () => recent.first() ?? blocks.first() ?? lines,
    recent(from, limit, messages) {
      blocks.close();
      return recent.from(from, limit, messages);
    },
  };
}

/** Nothing masked, and small beside a block. */
const fitsBlock = ({ bytes, masked }: Pick<Piece, 'bytes' | 'masked'>): boolean => masked.length === 0 && bytes.length <= blockLength / 2;

function readLine(text: string, payload: Buffer | null): RecordedLine[] {
  const record = decodeRecord(lineRecordSchema, text);
  return record ? [{ record, payload }] : [];
}

const partText = (run: number, bytes: Buffer): string => `{"r":${run},"b":"${bytes.toString('base64')}"}\n`;

function addParts(bytes: Buffer, run: number, add: (text: string) => void): void {
  for (let at = 0; at < bytes.length; at += partLength) add(partText(run, bytes.subarray(at, at + partLength)));
}
