/**
 * Turns the masker's pieces into the session's lines: numbers them, pairs answers with what they answer, gathers runs,
 * and lets whole messages wait for the ledger's decision. Lines that are not in the file yet can be read from here.
 */

import type { Protocol } from '../../contract/failure.ts';
import type { Cause, WireNote } from '../wire/tap.ts';
import { type Asked, createPairing } from './dialogue/pairing.ts';
import { createFifo } from './fifo.ts';
import type { TranscriptLimits } from './limits.ts';
import { inlineRun, type LineFacts, lineText } from './line-text.ts';
import type { Piece } from './masking/masker.ts';
import type { Payload } from './payload.ts';
import type { PayloadLedger } from './payload-ledger.ts';
import { decodeRecord, encodeRecord, type LineRecord, lineRecordSchema } from './records.ts';
import { type CollectedRun, createRunCollector, partLength, type RunCollector } from './run-collector.ts';
import { type Entry, entryText, type SegmentWriter } from './segment-writer.ts';

/** A line with all its bytes, where its record holds only the head and the file nothing yet. */
export interface RecentLine {
  readonly record: LineRecord;
  readonly payload: Buffer | null;
}

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
  /** How many lines there are. */
  count(): number;
  /** So many of the oldest lines can be read from the file now. */
  written(lines: number): void;
  /** Lines from `from` on, at most `limit`, that are not in the file yet. */
  recent(from: number, limit: number): RecentLine[];
  /** Index of the first line that is not in the file yet. */
  firstRecent(): number;
}

export interface LineRecorderOptions {
  readonly protocol: Protocol;
  readonly startedAt: number;
  readonly limits: TranscriptLimits;
  readonly ledger: PayloadLedger;
  readonly writer: Pick<SegmentWriter, 'append' | 'decide'>;
  readonly onLine: () => void;
  /** The hash of a message that crossed is known. */
  readonly onPayload: (hash: string, line: PayloadLine) => void;
}

/** A message whose keeping is undecided. */
interface Waiting {
  readonly bytes: Payload;
  /** Its record as if the store held it. */
  readonly text: () => string;
}

interface OpenRun {
  readonly collector: RunCollector;
  readonly first: Piece;
  readonly run: number;
  readonly asked: Asked | null;
}

export function createLineRecorder(options: LineRecorderOptions): LineRecorder {
  const { startedAt, limits, ledger, writer, onLine, onPayload } = options;
  const recent = createFifo<{ readonly index: number; readonly entry: Entry; readonly waiting: Waiting | null }>();
  const pairing = createPairing(options.protocol);
  const open: Record<Piece['direction'], OpenRun | null> = { client: null, server: null };
  let cause: Cause | null = null;
  let lines = 0;
  let runs = 0;

  const say = (text: string): void => void writer.append(text, 0);

  /** Puts a line into the session. Without a text it is undecided. */
  function addLine(text: string | null, waiting: Waiting | null): Entry {
    const entry = writer.append(text, 1);
    recent.push({ index: lines, entry, waiting });
    lines += 1;
    onLine();
    return entry;
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
    const facts = describe(piece, whatItAnswers(piece));
    addLine(lineText(facts, piece.bytes, piece.masked, null), null);
    remember(piece, facts.index);
  }

  function takeRun(piece: Piece): void {
    const current = open[piece.direction] ?? beginRun(piece);
    current.collector.add(piece);
    open[piece.direction] = piece.last ? null : current;
    if (piece.last) endRun(current);
  }

  function beginRun(first: Piece): OpenRun {
    const run = runs;
    runs += 1;
    // Of the first piece only its facts are kept: its bytes are lent.
    const collector = createRunCollector(first, limits, (bytes) => say(partText(run, bytes)));
    return { collector, first, run, asked: whatItAnswers(first) };
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
    const { index, asked, direction } = facts;
    const named = (hash: string) => lineText(facts, bytes.head(limits.head), [], { hash, length: bytes.length, run: null, stuffed });
    let known: string | null = null;
    const entry = addLine(null, { bytes, text: () => named(known ?? offered.hash()) });
    // What is sent was stored before; what is fetched will be.
    const offered = ledger.offer(message, direction === 'C', (hash, held) => {
      known = hash;
      onPayload(hash, { index, asked: asked?.index ?? null, direction: direction === 'C' ? 'C' : 'S' });
      writer.decide(entry, held ? named(hash) : ownPayload(facts, bytes.whole(), hash, run));
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
      addLine(encodeRecord(record), null);
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
    count: () => lines,
    written(count) {
      for (let each = 0; each < count; each += 1) recent.shift();
    },
    firstRecent: () => recent.first()?.index ?? lines,
    recent(from, limit) {
      const found: RecentLine[] = [];
      for (const { index, entry, waiting } of recent.items()) {
        if (index < from || found.length >= limit) continue;
        const record = decodeRecord(lineRecordSchema, waiting?.text() ?? entryText(entry));
        if (record) found.push({ record, payload: waiting?.bytes.whole() ?? null });
      }
      return found;
    },
  };
}

const partText = (run: number, bytes: Buffer): string => `{"r":${run},"b":"${bytes.toString('base64')}"}\n`;

function addParts(bytes: Buffer, run: number, add: (text: string) => void): void {
  for (let at = 0; at < bytes.length; at += partLength) add(partText(run, bytes.subarray(at, at + partLength)));
}
