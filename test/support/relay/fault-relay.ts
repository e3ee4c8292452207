/**
 * A relay on which things go wrong exactly where a list of faults says: the same list gives the same course every time. Time passes by
 * the clock handed in.
 */
import { type Clock, systemClock } from '../../../electron/base/clock.ts';
import { createFaultFinder, type Fault, type FaultEffect, type FaultFinder } from './faults.ts';
import { joinPassages } from './recording-relay.ts';
import { type Direction, type Passage, type Relay, type RelayedConnection, type RelayOptions, startRelay } from './relay.ts';

export interface FaultRelayOptions extends RelayOptions {
  faults: readonly Fault[];
  clock?: Clock;
}

export interface FaultRelay extends Relay {
  /** What was handed on to the other side, inserted bytes too and dropped ones not. */
  record: readonly Passage[];
  bytes(direction: Direction, connection?: number): Buffer;
  /** Resolves when the fault at this place of the list has struck for the first time. */
  struck(index: number): Promise<void>;
  /** Ends every stall that has begun. */
  release(): void;
}

interface PendingFault {
  index: number;
  effect: FaultEffect;
  direction: Direction;
  finder: FaultFinder;
}

/** What has become of one direction of one connection. */
interface Course {
  pending: PendingFault[];
  isCut: boolean;
  drip?: { bytes: number; milliseconds: number };
  /** Bytes still to be swallowed. */
  dropping: number;
  /** Called when this direction has something to say that is to be withheld. */
  withhold?: (() => void) | undefined;
}

export async function startFaultRelay(options: FaultRelayOptions): Promise<FaultRelay> {
  const { faults, clock = systemClock, ...relayOptions } = options;
  const record: Passage[] = [];
  const courses = new Map<string, Course>();
  const strikes = faults.map(() => createGate());
  let stall = createGate();
  const wait = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));

  const isFor = (fault: Fault, connection: number) => (fault.connection ?? connection) === connection;
  const courseOf = ({ connection, direction }: { connection: number; direction: Direction }) => {
    const key = `${connection} ${direction}`;
    const course = courses.get(key) ?? { pending: pendingFaults(connection, direction), isCut: false, dropping: 0 };
    courses.set(key, course);
    return course;
  };
  const pendingFaults = (connection: number, direction: Direction): PendingFault[] =>
    faults.flatMap((fault, index) =>
      'connect' in fault.at || fault.at.direction !== direction || !isFor(fault, connection)
        ? []
        : [{ index, effect: fault.effect, direction, finder: createFaultFinder(fault.at) }],
    );

  const handOn = async (passage: Passage, connection: RelayedConnection, course: Course) => {
    const dropped = Math.min(course.dropping, passage.bytes.length);
    course.dropping -= dropped;
    let rest = passage.bytes.subarray(dropped);
    while (rest.length > 0 && !course.isCut) {
      const piece = course.drip ? rest.subarray(0, course.drip.bytes) : rest;
      rest = rest.subarray(piece.length);
      record.push({ ...passage, bytes: piece });
      await connection.forward(passage.direction, piece);
      if (course.drip) await wait(course.drip.milliseconds);
    }
  };
  const strike = async ({ effect, index }: Pick<PendingFault, 'effect' | 'index'>, passage: Passage, connection: RelayedConnection) => {
    const course = courseOf(passage);
    const struck = () => strikes[index]?.open();
    if (effect.kind === 'withhold') {
      const direction = passage.direction === 'client' ? 'server' : 'client';
      courseOf({ connection: connection.number, direction }).withhold = struck;
      return;
    }
    struck();
    if (effect.kind === 'cut') {
      for (const direction of ['client', 'server'] as const) courseOf({ connection: connection.number, direction }).isCut = true;
      connection.cut(effect.manner);
    } else if (effect.kind === 'stall') await stall.opened;
    else if (effect.kind === 'delay') await wait(effect.milliseconds);
    else if (effect.kind === 'drip') course.drip = effect;
    else if (effect.kind === 'drop') course.dropping += effect.bytes;
    else if (effect.kind === 'insert')
      await handOn({ ...passage, bytes: Buffer.from(effect.text, 'latin1') }, connection, { ...course, dropping: 0 });
  };

  const relay = await startRelay(relayOptions, {
    async onConnect(connection) {
      for (const [index, fault] of faults.entries()) {
        if (!('connect' in fault.at) || !isFor(fault, connection.number)) continue;
        const greeting: Passage = { connection: connection.number, direction: 'server', bytes: Buffer.alloc(0), inTls: false };
        await strike({ effect: fault.effect, index }, greeting, connection);
      }
    },
    async intercept(passage, connection) {
      const course = courseOf(passage);
      if (course.withhold) {
        course.withhold();
        await stall.opened;
        course.withhold = undefined;
      }
      for (let rest = passage.bytes; !course.isCut; ) {
        const next = earliest(course.pending, rest);
        const piece = next ? rest.subarray(0, next.position) : rest;
        for (const { finder } of course.pending) finder.advance(piece);
        await handOn({ ...passage, bytes: piece }, connection, course);
        rest = rest.subarray(piece.length);
        if (!next) break;
        course.pending.splice(course.pending.indexOf(next.fault), 1);
        await strike(next.fault, passage, connection);
      }
    },
    chooseCertificate(connection) {
      const fault = faults.find(({ at, effect, ...rest }) => effect.kind === 'certificate' && isFor({ at, effect, ...rest }, connection));
      return fault?.effect.kind === 'certificate' ? fault.effect.shown : undefined;
    },
  });
  const release = () => {
    stall.open();
    stall = createGate();
  };
  return {
    ...relay,
    record,
    bytes: (direction, connection) => joinPassages(record, direction, connection),
    struck: (index) => strikes[index]?.opened ?? Promise.reject(new Error(`There is no fault ${index}.`)),
    release,
    async close() {
      await relay.close();
      release(); // only now, so that nothing that was held arrives any more
    },
  };
}

/** The fault that comes first in this piece; of two at the same byte, the one that stands first in the list. */
function earliest(pending: PendingFault[], piece: Buffer): { fault: PendingFault; position: number } | undefined {
  const due = pending.flatMap((fault) => {
    const position = fault.finder.find(piece);
    return position === undefined ? [] : [{ fault, position }];
  });
  return due.sort((one, other) => one.position - other.position)[0];
}

function createGate(): { open: () => void; opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, opened: promise };
}
