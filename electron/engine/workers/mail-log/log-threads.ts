/** The engine's side of the threads that read logs: one a log, ended when it is closed. */
import { Worker } from 'node:worker_threads';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { LogAnswers, LogQuestion, LogRunner } from '../../mail-log/log-runner.ts';
import type { Progress } from '../../mail-log/log-session.ts';
import type { FromLog, ToLog } from './log-messages.ts';

const megabytes = 512;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (answer: Result<LogAnswers[LogQuestion['kind']]>) => void>;
}

/** @param url entry point of the worker */
export function createLogThreads(url: URL): LogRunner {
  const threads = new Map<string, Thread>();
  let lastId = 0;

  function endAll({ waiting }: Thread, why: 'cancelled' | 'internal', message: string): void {
    for (const settle of waiting.values()) settle(fail(failure(why, { detail: { message } })));
    waiting.clear();
  }

  async function close(log: string): Promise<void> {
    const thread = threads.get(log);
    threads.delete(log);
    if (!thread) return;
    endAll(thread, 'cancelled', 'the log was closed');
    thread.worker.removeAllListeners();
    // Ended or not, nothing is heard of it any more.
    thread.worker.on('error', () => undefined);
    await thread.worker.terminate();
  }

  return {
    open(log, order, onProgress) {
      const worker = new Worker(url, { name: 'log', workerData: order, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
      worker.unref();
      const thread: Thread = { worker, waiting: new Map() };
      threads.set(log, thread);
      let last: Progress | null = null;
      worker.on('message', (message: FromLog) => {
        if ('progress' in message) {
          last = message.progress;
          onProgress(last);
          return;
        }
        const settle = thread.waiting.get(message.id);
        thread.waiting.delete(message.id);
        settle?.('failure' in message ? fail(message.failure) : succeed(message.answer));
      });
      const died = (message: string) => {
        if (threads.get(log) !== thread) return;
        threads.delete(log);
        endAll(thread, 'internal', message);
        const nothing = { read: 0, toRead: 0, lines: 0, stories: 0, files: [] };
        onProgress({ ...(last ?? nothing), state: 'failed', failure: failure('internal', { detail: { message } }) });
      };
      worker.on('error', (error) => died(error instanceof Error ? error.message : String(error)));
      worker.on('exit', () => died('the thread that reads the log ended early'));
    },
    ask(log, question) {
      const thread = threads.get(log);
      if (!thread) return Promise.resolve(fail(failure('not-found', { detail: { log } })));
      return new Promise((settle) => {
        lastId += 1;
        // The worker answers each question with what belongs to its kind.
        thread.waiting.set(lastId, settle as (answer: Result<LogAnswers[LogQuestion['kind']]>) => void);
        const message: ToLog = { id: lastId, question };
        thread.worker.postMessage(message);
      });
    },
    stop(log) {
      const message: ToLog = { stop: true };
      threads.get(log)?.worker.postMessage(message);
    },
    close,
    async closeAll() {
      await Promise.all([...threads.keys()].map(close));
    },
  };
}
