/** A relay whose connections come and go when the test says so: for a program that is watched over a long time. */
import { type CutManner, type Relay, type RelayedConnection, type RelayOptions, startRelay } from './relay.ts';

export interface UnsteadyRelay extends Relay {
  /** Ends every connection that is open. */
  cut(manner: CutManner): void;
  /** Nothing passes any more on the connections that are open, and nobody is told: a cable that was pulled out. */
  silence(): void;
  /** How many connections there have been. */
  connections(): number;
}

export async function startUnsteadyRelay(options: RelayOptions): Promise<UnsteadyRelay> {
  const all: RelayedConnection[] = [];
  const silenced = new Set<number>();
  const relay = await startRelay(options, {
    onConnect: (connection) => void all.push(connection),
    intercept: async ({ connection, direction, bytes }, { forward }) => {
      if (!silenced.has(connection)) await forward(direction, bytes);
    },
  });
  return {
    ...relay,
    cut(manner) {
      for (const connection of all) connection.cut(manner);
    },
    silence() {
      for (const { number } of all) silenced.add(number);
    },
    connections: () => all.length,
  };
}
