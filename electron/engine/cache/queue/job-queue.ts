/**
 * In which order jobs run and in which transaction: user actions before headers before bodies before the index,
 * transactions of the cache of at most about 20 ms, one sync of user data for several jobs where they allow it. Between
 * two slices of a job it looks for something more urgent. It knows no job by name.
 */
import { type Failure, FailureError, failure, type Result } from '../../../contract/failure.ts';
import { isStorageError, storageFailure } from '../database/storage-failure.ts';
import type { StorageChange } from './changes.ts';
import { createIdleTurns } from './idle-turns.ts';
import { type JobDefinition, priorities } from './job.ts';
import { type JobName, jobs } from './jobs.ts';
import { queueLimits } from './queue-limits.ts';
import type { Writer } from './writer.ts';
import type { Work } from './writer-context.ts';

export interface JobRequest {
  readonly name: JobName;
  readonly input: unknown;
  readonly answer: (result: Result<unknown>) => void;
}

interface JobQueueOptions {
  readonly writer: Writer;
  /** Brings in requests that have arrived meanwhile, by calling `add`. Called between slices. */
  readonly receive: () => void;
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

interface Entry {
  readonly request: JobRequest;
  readonly definition: JobDefinition<unknown, unknown>;
  work: Work<unknown> | null;
  answered: boolean;
}

export function createJobQueue({ writer, receive, changed, steady, idleTrouble }: JobQueueOptions): JobQueue {
  const { context } = writer;
  const { cache, userData } = context;
  const committed = () => {
    const change = context.changes.take();
    if (change) changed(change);
  };
  // Inputs are typed by `Storage`, the only sender, under the same names.
  const definitions = new Map<string, JobDefinition<unknown, unknown>>(Object.entries(jobs));
  const waiting: Entry[][] = Object.values(priorities).map(() => []);
  const idle = createIdleTurns({ context, receive, committed, steady, idleTrouble, isAsked: () => next() !== undefined });
  let lastJobAt = Number.NEGATIVE_INFINITY;

  const next = (): Entry | undefined => waiting.find((entries) => entries.length > 0)?.[0];
  const remove = (entry: Entry) => {
    const entries = waiting[entry.definition.priority];
    const at = entries?.indexOf(entry) ?? -1;
    if (at >= 0) entries?.splice(at, 1);
  };
  const end = (entry: Entry, result: Result<unknown>) => {
    remove(entry);
    if (entry.answered) return;
    entry.answered = true;
    entry.request.answer(result);
  };
  const failureOf = (error: unknown, database: typeof cache): Failure => storageFailure(error, database.name, database.path);

  /** What was asked for before of this folder is void. */
  const voidEarlier = (folderId: number) => {
    for (const entry of waiting.flat()) {
      const { input } = entry.request;
      if (typeof input !== 'object' || input === null || !('folderId' in input) || input.folderId !== folderId) continue;
      entry.work?.return(undefined);
      end(entry, { ok: false, failure: failure('uid-validity-changed', { detail: { folderId } }) });
    }
  };

  function userDataTurn(first: Entry): void {
    const entries = waiting[first.definition.priority] ?? [];
    const group = first.definition.grouped ? [] : [first];
    for (const entry of first.definition.grouped ? entries.slice(0, queueLimits.groupJobs) : []) {
      if (!entry.definition.grouped || entry.work) break;
      group.push(entry);
    }
    const outcomes: (() => void)[] = [];
    const startedAt = steady();
    const unsynced = group.every(({ definition, request }) => definition.unsynced?.(request.input) ?? false);
    try {
      userData.transaction(() => {
        for (const entry of group) {
          outcomes.push(beginInSavepoint(entry));
          if (steady() - startedAt > queueLimits.transactionMs) break;
        }
      }, unsynced);
    } catch (error) {
      context.journal.load();
      const reason = failureOf(error, userData);
      for (const entry of group) end(entry, { ok: false, failure: reason });
      return;
    }
    for (const outcome of outcomes) outcome();
    committed();
  }

  function beginInSavepoint(entry: Entry): () => void {
    userData.script('SAVEPOINT job');
    try {
      const begun = entry.definition.begin(context, entry.request.input);
      userData.script('RELEASE job');
      if ('output' in begun) return () => end(entry, { ok: true, value: begun.output });
      return () => {
        entry.work = begun.work;
      };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error; // SQLite's own: the whole transaction is in doubt
      userData.script('ROLLBACK TO job; RELEASE job');
      return () => end(entry, { ok: false, failure: error.failure });
    }
  }

  function cacheTurn(): void {
    const touched = new Set<Entry>();
    const finished: [Entry, unknown][] = [];
    const refused: [Entry, Failure][] = [];
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
      for (const entry of touched) {
        undo(entry);
        end(entry, { ok: false, failure: reason });
      }
      return;
    }
    committed();
    for (const [entry, value] of finished) end(entry, { ok: true, value });
    for (const [entry, reason] of refused) end(entry, { ok: false, failure: reason });

    function runJobs(): void {
      const startedAt = steady();
      let receivedAt = startedAt;
      for (let entry = next(); entry; entry = next()) {
        if (entry.definition.touchesUserData && !entry.work) return;
        entry.work ??= startWork(entry);
        touched.add(entry);
        const { priority } = entry.definition;
        context.resumed += 1;
        cache.script('SAVEPOINT job');
        try {
          for (;;) {
            const step = entry.work.next();
            if (step.done) {
              finished.push([entry, step.value]);
              remove(entry);
              break;
            }
            const at = steady();
            if (at - receivedAt > queueLimits.receiveEveryMs) {
              receivedAt = at;
              // A received message may make a job void, and an answered caller may reuse its memory.
              context.bodies.flush();
              receive();
            }
            if (entry.answered) break; // made void by what was received
            if (at - startedAt > queueLimits.transactionMs || (next()?.definition.priority ?? priority) < priority) break;
          }
          cache.script('RELEASE job');
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          cache.script('ROLLBACK TO job; RELEASE job');
          refused.push([entry, error.failure]);
          remove(entry);
        }
        if (steady() - startedAt > queueLimits.transactionMs) return;
      }
    }
  }

  function startWork(entry: Entry): Work<unknown> {
    const begun = entry.definition.begin(context, entry.request.input);
    if ('work' in begun) return begun.work;
    const { output } = begun;
    return (function* (): Work<unknown> {
      yield;
      return output;
    })();
  }

  function undo({ definition, request }: Entry): void {
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
      if (definition.settles) {
        idle.settle(request.answer);
        return;
      }
      const folderId = definition.voidsEarlier?.(request.input);
      if (folderId !== undefined) voidEarlier(folderId);
      waiting[definition.priority]?.push({ request, definition, work: null, answered: false });
    },
    turn() {
      receive();
      const entry = next();
      if (!entry) {
        const rest = lastJobAt + queueLimits.restMs - steady();
        const wait = Math.max(rest, idle.failedFor());
        return wait > 0 && !idle.isAwaited() ? wait : idle.turn();
      }
      if (entry.definition.touchesUserData && !entry.work) userDataTurn(entry);
      else cacheTurn();
      lastJobAt = steady();
      return 0;
    },
    quiet: idle.quiet,
    busy: () => next() !== undefined,
  };
}
