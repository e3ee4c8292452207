/**
 * Work that waits for one connection, most urgent first. The queue outlives the connection: a click made while it is down
 * is answered over the next one, or refused when there is none.
 */
import { type Failure, FailureError, toFailure } from '../../../contract/failure.ts';

/** Smaller is sooner. A click on a message jumps every queue. */
export const urgency = { message: 0, evidence: 1, operations: 2, newMail: 3, poll: 4 } as const;
export type Urgency = (typeof urgency)[keyof typeof urgency];

interface WorkOptions {
  readonly urgency: Urgency;
  /** May be restarted on the next connection when this one is lost: only for work that may run twice. */
  readonly repeatable: boolean;
}

interface Waiting<Connection> {
  readonly options: WorkOptions;
  readonly perform: (connection: Connection) => Promise<void>;
  readonly refuse: (failure: Failure) => void;
  attempts: number;
}

interface WorkQueue<Connection> {
  /** Queues work; the promise settles with it. */
  add<Value>(options: WorkOptions, work: (connection: Connection) => Promise<Value>): Promise<Value>;
  /**
   * Runs the most urgent work, if any is at least as urgent as `atLeast`; answers whether there was any. Failures go to the
   * caller. Rejects only when the connection is lost (`isDead`), after putting repeatable work back.
   */
  runNext(connection: Connection, isDead: () => Failure | null, atLeast?: Urgency): Promise<boolean>;
  readonly size: number;
  /** Calls back once when something is added; at once when something waits. The returned function prevents it. */
  onAdded(listener: () => void): () => void;
  refuseAll(failure: Failure): void;
}

export function createWorkQueue<Connection>(): WorkQueue<Connection> {
  const waiting: Waiting<Connection>[] = [];
  const wake = new Set<() => void>();
  const insert = (item: Waiting<Connection>) => {
    const at = waiting.findIndex((other) => other.options.urgency > item.options.urgency);
    waiting.splice(at < 0 ? waiting.length : at, 0, item);
    const sleepers = [...wake];
    wake.clear();
    for (const sleeper of sleepers) sleeper();
  };

  return {
    add<Value>(options: WorkOptions, work: (connection: Connection) => Promise<Value>) {
      return new Promise<Value>((resolve, reject) => {
        insert({
          options,
          attempts: 0,
          perform: async (connection) => resolve(await work(connection)),
          refuse: (reason) => reject(new FailureError(reason)),
        });
      });
    },
    async runNext(connection, isDead, atLeast = urgency.poll) {
      const first = waiting[0];
      if (!first || first.options.urgency > atLeast) return false;
      waiting.shift();
      try {
        await first.perform(connection);
      } catch (error) {
        const dead = isDead();
        first.attempts += 1;
        if (dead && first.options.repeatable && first.attempts < 2) insert(first);
        else first.refuse(toFailure(error));
        if (dead) throw new FailureError(dead);
      }
      return true;
    },
    get size() {
      return waiting.length;
    },
    onAdded(listener) {
      if (waiting.length > 0) listener();
      else wake.add(listener);
      return () => wake.delete(listener);
    },
    refuseAll(reason) {
      for (const item of waiting.splice(0)) item.refuse(reason);
    },
  };
}
