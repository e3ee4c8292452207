/**
 * Lines of the server that follow one another, answer the same command and hold no secret, as one record: a bulk synchronisation brings
 * six of them for every message, and a record for each cost more than masking and writing it. `block-record.ts` reads what stands
 * here, and a test holds the two together.
 */
import type { Asked } from '../dialogue/pairing.ts';
import type { Payload } from '../payload/payload.ts';
import type { Offered } from '../payload/payload-retention.ts';
import { bytesText, type LineFacts, quote } from './line-text.ts';

/** A whole message among the lines. */
export class BlockMessage {
  /** Which line of the block it is. */
  readonly position: number;
  /** How much of it stands there. */
  readonly shown: number;
  readonly message: Payload;
  /** Whoever decides on it; set at once. */
  offered: Offered | null = null;
  private decided: { readonly hash: string; readonly own: Buffer | null } | null = null;

  constructor(position: number, shown: number, message: Payload) {
    this.position = position;
    this.shown = shown;
    this.message = message;
  }

  get isDecided(): boolean {
    return this.decided !== null;
  }

  get isHeld(): boolean {
    return this.decided !== null && this.decided.own === null;
  }

  /** Its hash, whether it is decided or not. */
  hash(): string {
    return this.decided?.hash ?? this.offered?.hash() ?? this.message.hash();
  }

  /** Its bytes, while the store does not hold them; null if it does. The caller's own. */
  bytes(): Buffer | null {
    return this.decided ? this.decided.own : this.message.whole();
  }

  /** @param own its bytes, if the store does not hold them */
  decide(hash: string, own: Buffer | null): void {
    this.decided = { hash, own };
  }
}

export interface LineInBlock {
  readonly facts: LineFacts;
  /** Only lent. */
  readonly bytes: Buffer;
  readonly message: BlockMessage | null;
}

export interface LineBlock {
  /** Index of its first line. */
  readonly first: number;
  readonly count: number;
  /** Whether the keeping of a message in it is undecided. */
  isUndecided(): boolean;
  /** Whether a line may be added of which so many octets stand here: it follows, is alike, and there is room for it and a message's hash. */
  takes(command: string | null, asked: Asked | null, offset: number, octets: number): boolean;
  /** @param at milliseconds since the session started */
  add(kind: 'data' | 'literal', at: number, bytes: Buffer): void;
  /** @param head what of it stands in its line */
  addMessage(at: number, message: Payload, head: Buffer): BlockMessage;
  /** Whether the store holds all messages in it: only then can they share a record. */
  isHeld(): boolean;
  /** Its record. */
  text(): string;
  lines(): Generator<LineInBlock>;
}

/** So many octets at most: a record must fit into the end of a file that the list of sessions looks at. A killed program loses one record. */
export const blockLength = 30 * 1024;
/** What a message takes in a record beside its head. */
const messageOctets = 96;
/** So many lines, however short. */
const mostLines = 1_024;
/** Octets of messages after which no other is taken: they are decided together, and until then the log may have to keep them all. */
const enoughOfMessages = 256 * 1024;
/** Text is for people who open the file; bulk costs less as base64. */
const longestText = 4_096;

/**
 * @param first index of its first line
 * @param start offset of its first byte
 * @param room where its bytes are put
 */
export function createLineBlock(command: string | null, asked: Asked | null, first: number, start: number, room: Buffer): LineBlock {
  const cause = asked?.cause ?? null;
  const messageId = asked?.messageId ?? null;
  /** On the wire; negative for a literal. */
  const lengths: number[] = [];
  /** Time, count, time, count… */
  const times: number[] = [];
  const messages: BlockMessage[] = [];
  let ofMessages = 0;
  let end = start;
  let filled = 0;

  function put(signed: number, at: number, stored: Buffer): void {
    lengths.push(signed);
    const latest = times.length - 2;
    if (times[latest] === at) times[latest + 1] = (times[latest + 1] ?? 0) + 1;
    else times.push(at, 1);
    end += Math.abs(signed);
    filled += stored.copy(room, filled);
  }

  return {
    first,
    get count() {
      return lengths.length;
    },
    isUndecided: () => messages.some(({ isDecided }) => !isDecided),
    takes: (itsCommand, itsAsked, offset, octets) =>
      offset === end &&
      filled + octets + (messages.length + 1) * messageOctets <= blockLength &&
      lengths.length < mostLines &&
      ofMessages < enoughOfMessages &&
      itsAsked === asked &&
      itsCommand === command,
    add: (kind, at, bytes) => put(kind === 'literal' ? -bytes.length : bytes.length, at, bytes),
    addMessage(at, message, head) {
      const entry = new BlockMessage(lengths.length, head.length, message);
      messages.push(entry);
      ofMessages += message.length;
      put(-message.length, at, head);
      return entry;
    },
    isHeld: () => messages.every(({ isHeld }) => isHeld),
    text() {
      let text = `{"f":${first},"n":${lengths.length},"o":${start},"t":[${times.join(',')}],"l":[${lengths.join(',')}]`;
      if (command) text += `,"c":${quote(command)}`;
      if (asked) text += `,"a":${asked.index},"q":${asked.at}`;
      if (cause !== null) text += `,"u":${quote(cause)}`;
      if (messageId !== null) text += `,"w":${messageId}`;
      if (messages.length > 0)
        text += `,"p":[${messages.map((each) => `{"n":${each.position},"h":"${each.hash()}","b":${each.shown}}`).join(',')}]`;
      return `${text},${bytesText(room.subarray(0, filled), longestText)}}\n`;
    },
    *lines() {
      const found = new Map(messages.map((message) => [message.position, message]));
      let at = 0;
      let offset = start;
      let pair = 0;
      let left = times[1] ?? 0;
      for (const [position, signed] of lengths.entries()) {
        while (left === 0 && pair + 2 < times.length) {
          pair += 2;
          left = times[pair + 1] ?? 0;
        }
        left -= 1;
        const length = Math.abs(signed);
        const message = found.get(position);
        const stored = message?.shown ?? length;
        const facts: LineFacts = {
          ...{ index: first + position, at: times[pair] ?? 0, direction: 'S', offset, kind: signed < 0 ? 'literal' : 'data' },
          ...{ tag: null, command, asked, sasl: null, cause, messageId },
        };
        yield { facts, bytes: room.subarray(at, at + stored), message: message ?? null };
        at += stored;
        offset += length;
      }
    },
  };
}
