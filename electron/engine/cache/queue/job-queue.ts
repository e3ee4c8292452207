/**
 * In which order jobs run and in which transaction: user actions before headers before bodies before the index,
 * transactions of the cache of at most about 20 ms, one sync of user data for several jobs where they allow it. Between
 * two slices of a job it looks for something more urgent. It knows no job by name.
 */
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import { isStorageError, storageFailure } from '../database/storage-failure.ts';
import type { StorageChange } from './changes.ts';
import { createIdleTurns } from './idle-turns.ts';
import type { JobDefinition } from './job.ts';
import { jobs } from './jobs.ts';
import { queueLimits } from './queue-limits.ts';
import { createWaitingJobs, type JobRequest, type WaitingJob } from './waiting-jobs.ts';
import type { Writer } from './writer.ts';
import type { Work } from './writer-context.ts';

interface JobQueueOptions {
  readonly writer: Writer;
  /** Brings in requests that have arrived meanwhile, by calling `add`. Called between slices. */
  readonly receive: () => void;
  /** Called after a request was added: there is something to do. */
  readonly added?: (() => void) | undefined;
  /** Called after every commit with what it changed, if anything. */
  readonly changed: (change: StorageChange) => void;
  /** Milliseconds of a steady clock. */
  readonly steady: () => number;
  /** Idle work failed, reported here each time because no caller waits for it; null when it works again. It is retried automatically. */
  readonly idleTrouble?: ((trouble: Failure | null) => void) | undefined;
}

interface JobQueue {
  add(request: JobRequest): void;
  /** Runs one transaction's worth. Answers in how many milliseconds there is more to do: 0 at once, null when there is nothing. */
  turn(): number | null;
  /** No job for a while: runs work that a synchronisation under way would make useless. */
  quiet(): void;
  /** Whether a job (not idle work) waits. */
  busy(): boolean;
}

export function createJobQueue({ writer, receive, added, changed, steady, idleTrouble }: JobQueueOptions): JobQueue {
  const { context } = writer;
  const { cache, userData } = context;
  const committed = () => {
    const change = context.changes.take();
    if (change) changed(change);
  };
  // Inputs are typed by `Storage`, the only sender, under the same names.
  const definitions = new Map<string, JobDefinition<unknown, unknown>>(Object.entries(jobs));
  const waiting = createWaitingJobs();
  const { next, remove, end, fail } = waiting;
  const idle = createIdleTurns({ context, receive, committed, steady, idleTrouble, isAsked: () => next() !== undefined });
  let lastJobAt = Number.NEGATIVE_INFINITY;

  const failureOf = (error: unknown, database: typeof cache): Failure => storageFailure(error, database.name, database.path);

  function userDataTurn(first: WaitingJob): void {
    const group = first.definition.grouped ? [] : [first];
    for (const job of first.definition.grouped ? waiting.beside(first, queueLimits.groupJobs) : []) {
      if (!job.definition.grouped || job.work) break;
      group.push(job);
    }
    const outcomes: (() => void)[] = [];
    const startedAt = steady();
    const unsynced = group.every(({ definition, request }) => definition.unsynced?.(request.input) ?? false);
    try {
      userData.transaction(() => {
        for (const job of group) {
          outcomes.push(beginInSavepoint(job));
          if (steady() - startedAt > queueLimits.transactionMs) break;
        }
      }, unsynced);
    } catch (error) {
      context.journal.load();
      const reason = failureOf(error, userData);
      for (const job of group) fail(job, reason);
      return;
    }
    for (const outcome of outcomes) outcome();
    committed();
  }

  function beginInSavepoint(job: WaitingJob): () => void {
    userData.script('SAVEPOINT job');
    try {
      const begun = job.definition.begin(context, job.request.input);
      userData.script('RELEASE job');
      if ('output' in begun) return () => end(job, { ok: true, value: begun.output });
      return () => {
        job.work = begun.work;
      };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error; // SQLite's own: the whole transaction is in doubt
      userData.script('ROLLBACK TO job; RELEASE job');
      return () => fail(job, error.failure);
    }
  }

  function cacheTurn(): void {
    const touched = new Set<WaitingJob>();
    const finished: [WaitingJob, unknown][] = [];
    const refused: [WaitingJob, Failure][] = [];
    try {
      cache.transaction(() => {
        runJobs();
        // Before the rows that name them are there for good.
        context.bodies.flush();
      });
    } catch (error) {
      const reason = failureOf(error, cache);
      context.bodies.discard();
      context.changes.discard();
      for (const job of touched) {
        undo(job);
        fail(job, reason);
      }
      return;
    }
    committed();
    for (const [job, value] of finished) end(job, { ok: true, value });
    for (const [job, reason] of refused) fail(job, reason);

    function runJobs(): void {
      const startedAt = steady();
      let receivedAt = startedAt;
      for (let job = next(); job; job = next()) {
        if (job.definition.touchesUserData && !job.work) return;
        job.work ??= startWork(job);
        touched.add(job);
        const { priority } = job.definition;
        context.resumed += 1;
        cache.script('SAVEPOINT job');
        try {
          for (;;) {
            const step = job.work.next();
            if (step.done) {
              finished.push([job, step.value]);
              remove(job);
              break;
            }
            const at = steady();
            if (at - receivedAt > queueLimits.receiveEveryMs) {
              receivedAt = at;
              // A received message may make a job void, and an answered caller may reuse its memory.
              context.bodies.flush();
              receive();
            }
            if (job.answered) break; // made void by what was received
            if (at - startedAt > queueLimits.transactionMs || (next()?.definition.priority ?? priority) < priority) break;
          }
          cache.script('RELEASE job');
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          cache.script('ROLLBACK TO job; RELEASE job');
          refused.push([job, error.failure]);
          remove(job);
        }
        if (steady() - startedAt > queueLimits.transactionMs) return;
      }
    }
  }

  function startWork(job: WaitingJob): Work<unknown> {
    const begun = job.definition.begin(context, job.request.input);
    if ('work' in begun) return begun.work;
    const { output } = begun;
    return (function* (): Work<unknown> {
      yield;
      return output;
    })();
  }

  function undo({ definition, request }: WaitingJob): void {
    if (!definition.undo) return;
    try {
      userData.transaction(() => definition.undo?.(context, request.input));
    } catch (error) {
      context.journal.load(); // the disk is full for user data too: what is journalled is shown at the next start
      if (!isStorageError(error)) throw error;
    }
  }

  return {
    add(request) {
      const definition = definitions.get(request.name);
      if (!definition)
        return request.answer({ ok: false, failure: failure('internal', { detail: { message: `unknown job ${request.name}` } }) });
      if (definition.settles) idle.settle(request.answer);
      else {
        const folderId = definition.voidsEarlier?.(request.input);
        if (folderId !== undefined) waiting.voidEarlier(folderId);
        waiting.add(request, definition);
      }
      added?.();
    },
    turn() {
      receive();
      const job = next();
      if (!job) {
        const rest = lastJobAt + queueLimits.restMs - steady();
        const wait = Math.max(rest, idle.failedFor());
        return wait > 0 && !idle.isAwaited() ? wait : idle.turn();
      }
      if (job.definition.touchesUserData && !job.work) userDataTurn(job);
      else cacheTurn();
      lastJobAt = steady();
      return 0;
    },
    quiet: idle.quiet,
    busy: () => next() !== undefined,
  };
}
