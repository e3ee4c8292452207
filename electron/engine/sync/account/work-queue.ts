/**
 * Work that waits for one connection, most urgent first, and its turn on it. The queue outlives the connection: a click made while it is down
 * is answered over the next one, or refused when there is none.
 */
import { type Failure, FailureError, toFailure } from '../../../contract/failure.ts';

/** Smaller is sooner. A click on a message jumps every queue. */
export const urgency = { message: 0, evidence: 1, operations: 2, newMail: 3, poll: 4 } as const;
type Urgency = (typeof urgency)[keyof typeof urgency];

interface WorkOptions {
  readonly urgency: Urgency;
  /** May be restarted on the next connection when this one is lost: only for work that may run twice. */
  readonly repeatable: boolean;
}

interface Waiting<Connection> {
  /** Of what waits once. */
  readonly name?: string;
  readonly options: WorkOptions;
  readonly perform: (connection: Connection) => Promise<void>;
  readonly refuse: (failure: Failure) => void;
  attempts: number;
}

export interface WorkQueue<Connection> {
  /** Queues work; the promise settles with it. */
  add<Value>(options: WorkOptions, work: (connection: Connection) => Promise<Value>): Promise<Value>;
  /** Queues work once: another of this name that waits already covers everything until it runs. Its failure goes to `onFailed`. */
  addOnce(name: string, urgency: Urgency, work: (connection: Connection) => Promise<void>): void;
  /** Drops what waits under this name and has not begun. */
  withdraw(name: string): void;
  /**
   * Runs work as it comes, until the connection is lost: then it rejects. `before` is awaited before each piece of work; `whenEmpty` when
   * none is left.
   */
  serve(connection: Connection, turns: Turns): Promise<never>;
  /** What ends `serve` has happened: looks whether the connection is lost. */
  wake(): void;
  /**
   * Runs the most urgent work, if any is at least as urgent as `atLeast`; answers whether there was any. Failures go to the
   * caller. Rejects only when the connection is lost (`isDead`), after putting repeatable work back.
   */
  runNext(connection: Connection, isDead: () => Failure | null, atLeast?: Urgency): Promise<boolean>;
  /** Whether anything waits. */
  hasWaiting(): boolean;
  /** Calls back once when something is added; at once when something waits. The returned function prevents it. */
  onAdded(listener: () => void): () => void;
  refuseAll(failure: Failure): void;
}

interface Turns {
  readonly isDead: () => Failure | null;
  before(): Promise<void>;
  whenEmpty(): Promise<void>;
}

/** @param onFailed receives why work of `addOnce` failed, which nobody waits for */
export function createWorkQueue<Connection>(onFailed: (name: string, reason: Failure) => void = () => {}): WorkQueue<Connection> {
  const waiting: Waiting<Connection>[] = [];
  const sleepers = new Set<() => void>();
  /** Names of what waits once. */
  const once = new Set<string>();
  const wake = () => {
    const woken = [...sleepers];
    sleepers.clear();
    for (const sleeper of woken) sleeper();
  };
  const insert = (item: Waiting<Connection>) => {
    const at = waiting.findIndex((other) => other.options.urgency > item.options.urgency);
    waiting.splice(at < 0 ? waiting.length : at, 0, item);
    wake();
  };

  const runNext: WorkQueue<Connection>['runNext'] = async (connection, isDead, atLeast = urgency.poll) => {
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
    addOnce(name, level, work) {
      if (once.has(name)) return;
      once.add(name);
      let isBegun = false;
      insert({
        name,
        options: { urgency: level, repeatable: false },
        attempts: 0,
        perform: (connection) => {
          isBegun = true;
          once.delete(name);
          return work(connection);
        },
        refuse: (reason) => {
          // Once it has begun, the name is of the next one.
          if (!isBegun) once.delete(name);
          onFailed(name, reason);
        },
      });
    },
    withdraw(name) {
      if (!once.delete(name)) return;
      waiting.splice(
        waiting.findIndex((item) => item.name === name),
        1,
      );
    },
    runNext,
    async serve(connection, { isDead, before, whenEmpty }) {
      const check = () => {
        const dead = isDead();
        if (dead) throw new FailureError(dead);
      };
      for (;;) {
        do await before();
        while (await runNext(connection, isDead));
        await whenEmpty();
        check();
        if (waiting.length === 0) await new Promise<void>((resolve) => sleepers.add(resolve));
        check();
      }
    },
    wake,
    hasWaiting: () => waiting.length > 0,
    onAdded(listener) {
      if (waiting.length > 0) listener();
      else sleepers.add(listener);
      return () => sleepers.delete(listener);
    },
    refuseAll(reason) {
      for (const item of waiting.splice(0)) item.refuse(reason);
    },
  };
}
