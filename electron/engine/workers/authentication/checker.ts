/**
 * Checks messages on a thread of their own. While the thread waits for name servers it may take its time; while it works it has some seconds, and is
 * replaced where a message holds it, also one that nobody waits for any more. Several checks go on beside each other.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../../base/clock.ts';
import type { AuthenticationCheck } from '../../../contract/delivery/authentication.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { AccountServers } from '../../mime/authentication/own-servers.ts';
import type { CheckTask, FromChecker, Rows, ToChecker } from './check-messages.ts';

/** Milliseconds of work without a sign, and memory. */
const limits = { working: 20_000, megabytes: 512, idle: 120_000 } as const;
/** Questions of one message: SPF may have some twenty, each signature one, DMARC eight for each domain. */
const mostQuestions = 150;

interface CheckerOptions {
  /** Entry point of the worker. */
  readonly url: URL;
  readonly after: Clock['after'];
  readonly now: () => number;
}

/** Never rejects: what cannot be answered is a code of `node:dns`. */
export type AskName = (name: string, type: string) => Promise<Rows>;

export interface Checker {
  /** Fails with `message-unparsable`, and with `cancelled` once the signal is aborted or after `close`. */
  check(message: StoredBytes, account: AccountServers | null, ask: AskName, signal: AbortSignal): Promise<Result<AuthenticationCheck>>;
  close(): Promise<void>;
}

interface Task {
  readonly settle: (answer: Result<FromChecker>) => void;
  readonly ask: AskName;
  asked: number;
  /** Questions that the thread waits for. */
  waiting: number;
}

export function createChecker({ url, after, now }: CheckerOptions): Checker {
  const tasks = new Map<number, Task>();
  let worker: Worker | null = null;
  let lastId = 0;
  let isClosed = false;
  let stopTimer = (): void => {};

  function start(): Worker {
    const started = new Worker(url, { name: 'authentication', resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    started.unref();
    started.on('message', (said: FromChecker) => started === worker && hear(said));
    started.on('error', (error) => replace(started, error instanceof Error ? error.message : String(error)));
    started.on('exit', () => replace(started, 'the thread ended'));
    return started;
  }

  /** Every message that it was at is answered: which one held it cannot be told. */
  function replace(lost: Worker, reason: string): void {
    if (lost !== worker) return;
    worker = null;
    stopTimer();
    lost.terminate().catch(() => {}); // it may have ended already
    const held = [...tasks.values()];
    tasks.clear();
    for (const task of held) task.settle(fail(unparsable(reason)));
  }

  /** The clock runs while some task has no question open; with none it is the time after which the thread is ended. */
  function watch(): void {
    stopTimer();
    const at = worker;
    if (at === null) return;
    if (tasks.size === 0) stopTimer = after(limits.idle, () => replace(at, 'idle'));
    else if ([...tasks.values()].some(({ waiting }) => waiting === 0))
      stopTimer = after(limits.working, () => replace(at, `not checked within ${limits.working} ms`));
    else stopTimer = () => {};
  }

  function hear(said: FromChecker): void {
    const task = tasks.get(said.id);
    if (!task) return;
    if (!('question' in said)) {
      tasks.delete(said.id);
      task.settle(succeed(said));
      watch();
      return;
    }
    task.waiting += 1;
    task.asked += 1;
    const { id, question, name, type } = said;
    const answered = task.asked <= mostQuestions ? task.ask(name, type) : Promise.resolve({ code: 'EREFUSED' });
    void answered.then((answer) => {
      task.waiting -= 1;
      if (!tasks.has(id)) return;
      worker?.postMessage({ id, question, answer } satisfies ToChecker);
      watch();
    });
    watch();
  }

  function run(message: StoredBytes, task: CheckTask, ask: AskName, signal: AbortSignal): Promise<Result<FromChecker>> {
    if (isClosed || signal.aborted) return Promise.resolve(fail(failure('cancelled')));
    return new Promise((resolve) => {
      const id = ++lastId;
      // The thread may be held by it all the same: the task stays until it is done, or has had its time.
      const onAbort = (): void => resolve(fail(failure('cancelled')));
      const askOn: AskName = (name, type) => (signal.aborted ? Promise.resolve({ code: 'ECANCELLED' }) : ask(name, type));
      signal.addEventListener('abort', onAbort, { once: true });
      const settle = (answer: Result<FromChecker>): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(answer);
      };
      worker ??= start();
      tasks.set(id, { settle, ask: askOn, asked: 0, waiting: 0 });
      const bytes = new Uint8Array(message.bytes); // the caller keeps its own
      worker.postMessage({ id, message: { ...message, bytes }, task } satisfies ToChecker, [bytes.buffer]);
      watch();
    });
  }

  return {
    async check(message, account, ask, signal) {
      const answer = await run(message, { account, now: now() }, ask, signal);
      if (!answer.ok) return answer;
      return 'check' in answer.value ? succeed(answer.value.check) : fail(unexpected(answer.value));
    },
    async close() {
      isClosed = true;
      stopTimer();
      const held = [...tasks.values()];
      tasks.clear();
      for (const task of held) task.settle(fail(failure('cancelled')));
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}

const unparsable = (message: string): Failure => failure('message-unparsable', { detail: { message } });
const unexpected = (answer: FromChecker): Failure => unparsable('error' in answer ? answer.error : 'an answer to another question');
