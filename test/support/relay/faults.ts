/** Faults as data: where in a conversation something goes wrong, and what. All of it survives JSON. */
import type { KeyedCertificate } from '../certificates.ts';
import type { CutManner, Direction } from './relay.ts';

export type FaultPoint =
  /** As soon as the client has connected. */
  | { connect: true }
  /** When exactly so many bytes of a direction have passed. */
  | { direction: Direction; byte: number }
  /** Behind the nth occurrence (default the first) of this text, one character a byte. */
  | { direction: Direction; after: string; occurrence?: number };

export type FaultEffect =
  /** Nothing more passes; both ends see an end of file or a TCP reset. */
  | { kind: 'cut'; manner: CutManner }
  /** This direction waits until the test calls `release`. */
  | { kind: 'stall' }
  /**
   * This direction passes on, and the other one waits until the test calls `release`: what was asked is done, and its answer is never
   * heard. Strikes when there is an answer to withhold.
   */
  | { kind: 'withhold' }
  /** This direction waits so long, once. */
  | { kind: 'delay'; milliseconds: number }
  /** From here on this direction passes so many bytes at a time, with a pause after each. */
  | { kind: 'drip'; bytes: number; milliseconds: number }
  /** Bytes that nobody sent are put into this direction, one character a byte. */
  | { kind: 'insert'; text: string }
  /** So many bytes that were sent do not arrive. */
  | { kind: 'drop'; bytes: number }
  /** The client is shown another certificate; only at `connect`. */
  | { kind: 'certificate'; shown: KeyedCertificate };

export interface Fault {
  /** Counted from 1; default every connection. */
  connection?: number;
  at: FaultPoint;
  effect: FaultEffect;
}

/** Finds in a stream that comes in pieces where a fault is due. */
export interface FaultFinder {
  /** How many bytes of this piece pass before the fault, or undefined when it is not due within it. */
  find(piece: Buffer): number | undefined;
  /** Tells that so many bytes have passed. */
  advance(passed: Buffer): void;
}

export function createFaultFinder(point: Exclude<FaultPoint, { connect: true }>): FaultFinder {
  return 'byte' in point ? findAtByte(point.byte) : findBehindText(point.after, point.occurrence ?? 1);
}

function findAtByte(byte: number): FaultFinder {
  let passed = 0;
  return {
    find: (piece) => (passed + piece.length >= byte ? byte - passed : undefined),
    advance: (bytes) => {
      passed += bytes.length;
    },
  };
}

function findBehindText(text: string, occurrence: number): FaultFinder {
  const wanted = Buffer.from(text, 'latin1');
  if (wanted.length === 0) throw new Error('A fault behind an empty text would be everywhere.');
  let seen = 0;
  let tail: Buffer = Buffer.alloc(0);
  /** Walks over the matches in tail and bytes; tells where the wanted one ends, how many there are and where the last one ends. */
  const walk = (bytes: Buffer) => {
    const text = Buffer.concat([tail, bytes]);
    let count = seen;
    let end = 0;
    for (let start = text.indexOf(wanted); start !== -1 && count < occurrence; start = text.indexOf(wanted, end)) {
      count += 1;
      end = start + wanted.length;
    }
    return { text, count, end };
  };
  return {
    find(piece) {
      const { count, end } = walk(piece);
      return count === occurrence ? end - tail.length : undefined;
    },
    advance(bytes) {
      const { text, count, end } = walk(bytes);
      seen = count;
      // Only an unfinished match can matter later, and bytes of a counted one must not count again.
      tail = text.subarray(Math.max(end, text.length - wanted.length + 1));
    },
  };
}
