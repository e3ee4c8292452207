/** A relay that carries everything on unchanged and keeps an account of it: what an independent observer saw. */
import { type Direction, type Passage, type Relay, type RelayOptions, startRelay } from './relay.ts';

export interface RecordedPassage extends Passage {
  /** Milliseconds of the clock handed in. */
  at: number;
}

export interface RecordingRelay extends Relay {
  /** Every piece in the order in which it passed, over all connections. */
  record: readonly RecordedPassage[];
  /** All bytes of one direction together: of one connection, or of all in the order of passing. */
  bytes(direction: Direction, connection?: number): Buffer;
  /** How many connections have carried something. */
  connections(): number;
}

export interface RecordingRelayOptions extends RelayOptions {
  now?: () => number;
}

export async function startRecordingRelay({ now = Date.now, ...options }: RecordingRelayOptions): Promise<RecordingRelay> {
  const record: RecordedPassage[] = [];
  const relay = await startRelay(options, {
    intercept(passage, connection) {
      record.push({ ...passage, at: now() });
      return connection.forward(passage.direction, passage.bytes);
    },
  });
  return {
    ...relay,
    record,
    bytes: (direction, connection) => joinPassages(record, direction, connection),
    connections: () => new Set(record.map((passage) => passage.connection)).size,
  };
}

export function joinPassages(record: readonly Passage[], direction: Direction, connection?: number): Buffer {
  const wanted = record.filter((passage) => passage.direction === direction && (connection ?? passage.connection) === passage.connection);
  return Buffer.concat(wanted.map(({ bytes }) => bytes));
}
