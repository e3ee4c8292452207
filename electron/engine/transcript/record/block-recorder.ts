/**
 * The part of a session's lines that comes in bulk: gathers it in blocks, appends each when something else comes or when it is time to
 * write, and holds it back while a message in it is undecided.
 */

import type { Asked } from '../dialogue/pairing.ts';
import { decodeRecord, lineRecordSchema } from '../files/records.ts';
import { type Entry, entryText, type SegmentWriter } from '../files/segment-writer.ts';
import type { TranscriptLimits } from '../limits.ts';
import type { Payload } from '../payload/payload.ts';
import type { PayloadRetention } from '../payload/payload-retention.ts';
import { decodeLines } from './block-record.ts';
import { type BlockMessage, blockLength, createLineBlock, type LineBlock, type LineInBlock } from './line-block.ts';
import { lineText, type PayloadFacts } from './line-text.ts';
import type { Messages, RecentLines, RecordedLine } from './recent-lines.ts';

interface BlockRecorder {
  /** @param index the line's, which follows the one before; @param at milliseconds since the session started */
  add(
    index: number,
    kind: 'data' | 'literal',
    at: number,
    offset: number,
    bytes: Buffer,
    command: string | null,
    asked: Asked | null,
  ): void;
  /** A whole message, kept in the log only if the store does not hold it. */
  addMessage(index: number, at: number, offset: number, message: Payload, command: string | null, asked: Asked | null): void;
  /** Appends what was gathered. */
  close(): void;
  /** Index of the first line that is not appended yet. */
  first(): number | null;
}

interface BlockRecorderOptions {
  readonly limits: TranscriptLimits;
  readonly retention: PayloadRetention;
  readonly writer: Pick<SegmentWriter, 'append' | 'decide' | 'expect'>;
  readonly recent: RecentLines;
  /** The record of a message that the store does not hold, with its bytes. */
  readonly ownPayload: (facts: LineInBlock['facts'], bytes: Buffer, hash: string) => string;
  readonly onPayload: (hash: string, index: number, asked: Asked | null) => void;
}

interface Open {
  readonly block: LineBlock;
  readonly room: Buffer;
  /** Where it stands in the file, once it is appended. */
  entry: Entry | null;
}

export function createBlockRecorder(options: BlockRecorderOptions): BlockRecorder {
  const { limits, retention, writer, recent, ownPayload, onPayload } = options;
  let open: Open | null = null;
  /** Of a block whose text is made: nobody looks into it any more. */
  let spare: Buffer | null = null;

  function blockFor(index: number, offset: number, octets: number, command: string | null, asked: Asked | null): Open {
    if (open?.block.takes(command, asked, offset, octets)) return open;
    close();
    const room = spare ?? Buffer.allocUnsafeSlow(blockLength);
    spare = null;
    open = { block: createLineBlock(command, asked, index, offset, room), room, entry: null };
    writer.expect();
    return open;
  }

  function textOf(block: LineBlock): string {
    if (block.count > 1 && block.isHeld()) return block.text();
    let each = '';
    for (const { facts, bytes, message } of block.lines()) {
      const own = message?.bytes();
      if (message && own) each += ownPayload(facts, own, message.hash());
      else each += lineText(facts, bytes, [], message ? keptElsewhere(message) : null);
    }
    return each;
  }

  function close(): void {
    if (!open) return;
    const closed = open;
    const { block, room } = closed;
    // First: when much waits, the writer asks for what is gathered as soon as it gets this.
    open = null;
    const entry = writer.append(block.isUndecided() ? null : textOf(block), block.count);
    closed.entry = entry;
    // Once its text is made the record is what is read; a block in which a message waits, or is the log's own, keeps its room to itself.
    if (block.isHeld()) spare = room;
    const lines = (messages: Messages): RecordedLine[] =>
      block.isHeld() ? recordedLines(entryText(entry)) : [...block.lines()].flatMap((line) => asRecorded(line, messages));
    recent.add({ index: block.first, count: block.count, lines });
  }

  return {
    close,
    first: () => open?.block.first ?? null,
    add: (index, kind, at, offset, bytes, command, asked) =>
      blockFor(index, offset, bytes.length, command, asked).block.add(kind, at, bytes),
    addMessage(index, at, offset, message, command, asked) {
      const head = message.head(limits.head);
      const target = blockFor(index, offset, head.length, command, asked);
      const added = target.block.addMessage(at, message, head);
      // What is fetched will be stored; hardly ever was it before.
      added.offered = retention.offer(message, false, (hash, held) => {
        added.decide(hash, held ? null : message.whole());
        onPayload(hash, index, asked);
        if (target.entry && !target.block.isUndecided()) writer.decide(target.entry, textOf(target.block));
      });
    },
  };
}

const keptElsewhere = (message: BlockMessage): PayloadFacts => ({
  hash: message.hash(),
  length: message.message.length,
  run: null,
  stuffed: false,
});

const recordedLines = (text: string): RecordedLine[] =>
  text.split('\n').flatMap((line) => decodeLines(line).map((record) => ({ record, payload: null })));

/** A line as it would stand in the file if the store held its message. */
function asRecorded({ facts, bytes, message }: LineInBlock, messages: Messages): RecordedLine[] {
  const record = decodeRecord(lineRecordSchema, lineText(facts, bytes, [], message ? keptElsewhere(message) : null));
  return record ? [{ record, payload: messages === 'whole' ? (message?.bytes() ?? null) : null }] : [];
}
