/**
 * In which phase of a submission its time passes, read from the bytes at the socket, so that every sender is watched alike: it tells why
 * one is slower than another. It refuses to know who sends.
 */
import { Socket } from 'node:net';
import { percentile } from './percentile.ts';

/** Where each phase ends, in the order of RFC 5321 §3.3. */
export const phaseNames = [
  'until MAIL FROM is written',
  'until 354 is read',
  'until the final dot is written',
  'until its reply is read',
  'until it is accepted here',
] as const;

export interface SubmissionWatch {
  /** A message is handed over now. */
  begin(): void;
  /** Its sender has said that it is accepted. */
  accepted(): void;
  /** Median milliseconds of each phase; null where not one message went through all of them. */
  medians(): number[] | null;
}

/** Watches what this process writes to and reads from one port. Pieces of TCP need not be lines: a phase is taken when its mark stands in a piece. */
export function watchSubmission(port: number): SubmissionWatch {
  const watched: number[][] = [];
  let times: number[] = [];
  const reach = (phase: number) => {
    if (times.length === phase + 1) times.push(performance.now());
  };
  const { write, push } = Socket.prototype;
  // The signatures are overloaded; what is handed on is what came.
  Socket.prototype.write = function (this: Socket, ...given: Parameters<typeof write>) {
    if (this.remotePort === port) {
      const text = Buffer.from(given[0] as Uint8Array).toString('latin1');
      if (text.includes('MAIL FROM:')) reach(0);
      if (text === '.\r\n' || text.endsWith('\r\n.\r\n')) reach(2);
    }
    return write.apply(this, given);
  } as typeof write;
  Socket.prototype.push = function (this: Socket, chunk: unknown, ...rest: []) {
    if (this.remotePort === port && chunk instanceof Uint8Array) {
      const text = Buffer.from(chunk).toString('latin1');
      if (/^354 /m.test(text)) reach(1);
      else if (times.length === 4) reach(3);
    }
    return push.call(this, chunk, ...rest);
  };
  return {
    begin() {
      times = [performance.now()];
    },
    accepted() {
      reach(4);
      if (times.length === phaseNames.length + 1) watched.push(times);
      times = [];
    },
    medians() {
      if (watched.length === 0) return null;
      return phaseNames.map((_name, phase) =>
        percentile(
          watched.map((one) => (one[phase + 1] ?? Number.NaN) - (one[phase] ?? Number.NaN)),
          0.5,
        ),
      );
    },
  };
}
