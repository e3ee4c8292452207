/**
 * Keeps a storage worker running: one that dies or hangs is replaced. What was durable stays durable, because the next
 * worker makes the two databases agree as at every start; what was under way is answered `storage-interrupted`.
 */
import type { Clock } from '../../base/clock.ts';
import { type Failure, fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { JobName } from '../cache/queue/jobs.ts';
import type { StorageThread } from './storage-types.ts';

interface SupervisedThreadOptions {
  /** @param openWithin milliseconds, or null: as long as it takes */
  readonly start: (openWithin: number | null) => Promise<Result<StorageThread>>;
  readonly clock: Clock;
  onCrash(reason: string): void;
  /** `storage-lost` or what kept the databases from opening, when no worker runs; null when one does again. */
  onTrouble(trouble: Failure | null): void;
  /** What a job has answered. */
  onAnswer(result: Result<unknown>): void;
}

interface SupervisedThread {
  readonly jobNames: readonly JobName[];
  /** Waits while a worker is being replaced; a job that may be repeated is done by the next worker where this one was lost. */
  run(name: JobName, input: unknown): Promise<Result<unknown>>;
  restart(between: () => void): Promise<Result<null>>;
  close(): Promise<void>;
}

/** Gives up after this many crashes within this time: another worker would crash for the same reason. */
const maxCrashes = 3;
const withinMs = 60_000;
const openWithinMs = 120_000;

/** Fails with what kept the first worker from opening the databases. */
export async function superviseThread({
  start,
  clock,
  onCrash,
  onTrouble,
  onAnswer,
}: SupervisedThreadOptions): Promise<Result<SupervisedThread>> {
  const first = await start(null);
  if (!first.ok) return first;
  const { names: jobNames, repeated: repeatedNames } = first.value.jobs;
  const repeated: ReadonlySet<JobName> = new Set(repeatedNames);
  let current: Promise<Result<StorageThread>> = Promise.resolve(first);
  let crashes: number[] = [];
  let closed = false;
  let leaving: StorageThread | null = null;

  const watch = (thread: StorageThread) =>
    thread.onCrash((reason) => {
      onCrash(reason);
      // It was asked to close and had to be terminated: do not start a replacement.
      if (closed || leaving === thread) return;
      const now = clock.now();
      crashes = [...crashes.filter((at) => now - at < withinMs), now];
      const lost = fail<StorageThread>(failure('storage-lost', { detail: { message: reason } }));
      const isHopeless = crashes.length >= maxCrashes;
      current = thread.gone.then((isGone) => (isGone && !isHopeless ? start(openWithinMs) : lost));
      void current.then(take);
    });
  const take = (started: Result<StorageThread>) => {
    if (started.ok) watch(started.value);
    onTrouble(started.ok ? null : started.failure);
  };
  watch(first.value);
  const runOnce = async (name: JobName, input: unknown): Promise<Result<unknown>> => {
    const thread = await current;
    return thread.ok ? thread.value.run(name, input) : thread;
  };

  return succeed({
    jobNames,
    async run(name, input) {
      const answered = await runOnce(name, input);
      const isLost = !answered.ok && answered.failure.code === 'storage-interrupted' && repeated.has(name);
      const result = isLost ? await runOnce(name, input) : answered;
      onAnswer(result);
      return result;
    },
    async restart(between) {
      if (closed) return fail(failure('cancelled'));
      const before = current;
      const turn = before.then(async (thread): Promise<Result<StorageThread>> => {
        if (thread.ok) {
          leaving = thread.value;
          if (!(await thread.value.close()))
            return fail(failure('storage-lost', { detail: { message: 'the storage thread does not end' } }));
        }
        between();
        return start(null);
      });
      // What is asked meanwhile waits for the new worker.
      current = turn;
      const started = await turn.catch((error: unknown): Result<StorageThread> => fail(toFailure(error)));
      current = Promise.resolve(started);
      crashes = [];
      take(started);
      return started.ok ? succeed(null) : started;
    },
    async close() {
      closed = true;
      const thread = await current;
      if (thread.ok) await thread.value.close();
    },
  });
}
