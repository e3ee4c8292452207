/**
 * The engine's side of the threads that look for regular expressions: one for each field that one is typed into. A thread that has worked for
 * a while without a sign is held by its pattern and ended: the pattern is too slow, and is not tried there again until it is changed.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../../base/clock.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { SearchRunner } from '../../transcript/search/search-runner.ts';
import { setProcessorDeadline } from '../threads/processor-deadline.ts';
import type { FromSearch, SearchAnswer, SearchTask, ToSearch } from './search-messages.ts';

interface SearchDeadlines {
  /** Milliseconds of a processor without a sign that it has come further: it is held by one line, or by a few. */
  readonly silence: number;
  /** Milliseconds of a processor for one answer, however steadily it goes on. */
  readonly answer: number;
  /** Milliseconds. A thread that nobody asks any more is ended. */
  readonly idle: number;
}

const deadlines: SearchDeadlines = { silence: 4_000, answer: 60_000, idle: 60_000 };
/** By the clock, milliseconds: these threads are the last to be let work, and whoever does not want to wait ends the search. */
const longest = 600_000;
/** Fields with a thread each; the one that was used longest ago makes room. */
const mostFields = 4;
const megabytes = 512;

interface Pending {
  readonly message: ToSearch;
  readonly settle: (answer: Result<SearchAnswer>) => void;
}

interface Field {
  pattern: string;
  worker: Worker | null;
  /** In the order in which they are answered. */
  pending: Pending[];
  /** Tasks of the pattern that took too long. */
  readonly tooSlow: Set<string>;
  cancelTimers: (() => void)[];
}

interface SearchThreadsOptions {
  /** Entry point of the worker. */
  readonly url: URL;
  /** Where the session files are. */
  readonly folder: string;
  readonly after: Clock['after'];
  /** A test's own. */
  readonly within?: Partial<SearchDeadlines>;
}

export function createSearchThreads({ url, folder, after, within }: SearchThreadsOptions): SearchRunner {
  const limits = { ...deadlines, ...within };
  const fields = new Map<string, Field>();
  let lastId = 0;

  function stopTimers(field: Field): void {
    for (const cancel of field.cancelTimers) cancel();
    field.cancelTimers = [];
  }

  function endThread(field: Field): Promise<unknown> {
    stopTimers(field);
    const { worker } = field;
    field.worker = null;
    worker?.removeAllListeners();
    // Ended or not, nothing is heard of it any more.
    worker?.on('error', () => undefined);
    return worker?.terminate() ?? Promise.resolve();
  }

  function endAll(field: Field, why: Failure): Promise<unknown> {
    const { pending } = field;
    field.pending = [];
    const ended = endThread(field);
    for (const { settle } of pending) settle(fail(why));
    return ended;
  }

  /** The first task is over by itself: what waits behind it goes to a new thread. */
  function giveUp(field: Field, why: Failure): void {
    const [first, ...others] = field.pending;
    field.pending = others;
    void endThread(field);
    if (first && why.code === 'pattern-too-slow') field.tooSlow.add(keyOf(first.message.task));
    first?.settle(fail(why));
    if (others.length > 0) begin(field);
    for (const { message } of others) field.worker?.postMessage(message);
  }

  const deadline = (field: Field, worker: Worker, milliseconds: number, since: number) =>
    setProcessorDeadline({ worker, milliseconds, longest, since, after, onOver: () => giveUp(field, failure('pattern-too-slow')) });

  /** @param since what a processor had worked for the thread when it was heard of, milliseconds */
  function watch(field: Field, worker: Worker, since: number): void {
    const [silence, ...others] = field.cancelTimers;
    silence?.();
    // The first beat of a task: until then the thread was starting, or busy with the task before.
    const answer = silence === undefined ? [deadline(field, worker, limits.answer, since)] : others;
    field.cancelTimers = [deadline(field, worker, limits.silence, since), ...answer];
  }

  function heard(field: Field, message: FromSearch): void {
    if ('beat' in message) {
      if (field.worker) watch(field, field.worker, message.used);
      return;
    }
    stopTimers(field);
    const done = field.pending.find(({ message: { id } }) => id === message.id);
    field.pending = field.pending.filter((each) => each !== done);
    done?.settle('failure' in message ? fail(message.failure) : succeed(message.answer));
    if (field.pending.length === 0) field.cancelTimers = [after(limits.idle, () => void endThread(field))];
  }

  function begin(field: Field): Worker {
    const worker = new Worker(url, { name: 'search', workerData: { folder }, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    worker.unref();
    worker.on('message', (message: FromSearch) => heard(field, message));
    const died = (message: string) => giveUp(field, failure('internal', { detail: { message } }));
    worker.on('error', (error) => died(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => died('the search ended early'));
    field.worker = worker;
    return worker;
  }

  function fieldFor(name: string, pattern: string): Field {
    const known = fields.get(name);
    fields.delete(name);
    const field: Field = known ?? { pattern, worker: null, pending: [], tooSlow: new Set(), cancelTimers: [] };
    // Behind the others: it was used last.
    fields.set(name, field);
    if (field.pattern !== pattern) {
      field.pattern = pattern;
      field.tooSlow.clear();
      if (field.pending.length > 0) void endAll(field, failure('cancelled'));
    }
    const [oldest] = fields.keys();
    if (fields.size > mostFields && oldest !== undefined) cancel(oldest);
    return field;
  }

  function ask(name: string, pattern: string, task: SearchTask): Promise<Result<SearchAnswer>> {
    const field = fieldFor(name, pattern);
    if (field.tooSlow.has(keyOf(task))) return Promise.resolve(fail(failure('pattern-too-slow')));
    return new Promise((settle) => {
      if (field.pending.length === 0) stopTimers(field);
      lastId += 1;
      const message: ToSearch = { id: lastId, pattern, task };
      field.pending.push({ message, settle });
      (field.worker ?? begin(field)).postMessage(message);
    });
  }

  function cancel(name: string): void {
    const field = fields.get(name);
    fields.delete(name);
    if (field) void endAll(field, failure('cancelled'));
  }

  return {
    async sessions({ field, pattern, sessions, limit }) {
      const answer = await ask(field, pattern, { kind: 'sessions', sessions, limit });
      return answer.ok ? succeed('sessions' in answer.value ? answer.value.sessions : []) : answer;
    },
    async lines({ field, pattern, session, from, limit }) {
      const answer = await ask(field, pattern, { kind: 'lines', session, from, limit });
      return answer.ok ? succeed('lines' in answer.value ? answer.value : { lines: [], total: 0 }) : answer;
    },
    cancel,
    async close() {
      const all = [...fields.values()];
      fields.clear();
      await Promise.all(all.map((field) => endAll(field, failure('cancelled'))));
    },
  };
}

const keyOf = (task: SearchTask): string => (task.kind === 'sessions' ? 'sessions' : task.session.id);
