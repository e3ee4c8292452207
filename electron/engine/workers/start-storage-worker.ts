/**
 * Starts the storage thread's program, which touches nothing before it is told what to open. The engine thread does so before it loads its own
 * program: the two are loaded beside each other.
 */
import { Worker } from 'node:worker_threads';

export interface StartedWorker {
  readonly worker: Worker;
  /** Whether it ended before anything was asked of it. */
  hasEnded(): boolean;
}

/** @param url entry point of the storage thread */
export function startStorageWorker(url: URL): StartedWorker {
  const worker = new Worker(url, { name: 'storage', resourceLimits: { maxYoungGenerationSizeMb: 8 } });
  let ended = false;
  const end = () => {
    ended = true;
  };
  worker.once('error', end);
  worker.once('exit', end);
  return { worker, hasEnded: () => ended };
}
