/** Runs the job queue, one transaction per turn of the event loop, on any thread. */
import { setImmediate } from 'node:timers';
import type { Failure } from '../../contract/failure.ts';
import type { StorageChange } from '../cache/queue/changes.ts';
import { createJobQueue } from '../cache/queue/job-queue.ts';
import type { JobRequest } from '../cache/queue/waiting-jobs.ts';
import { openWriter, type WriterOptions } from '../cache/queue/writer.ts';

interface StorageLoopOptions extends WriterOptions {
  /** Brings in what has arrived meanwhile, by calling `add`. */
  receive(): void;
  changed(change: StorageChange): void;
  /** Indexing or compressing failed, and is tried again by itself; null when it goes on. */
  idleTrouble(trouble: Failure | null): void;
}

export interface StorageLoop {
  add(request: JobRequest): void;
  /** What idle work waited for has come. */
  wake(): void;
  /** Finishes the jobs that wait and closes the databases. */
  close(): void;
}

/** After this long without a job, runs work that a synchronisation under way would make useless. */
const quietAfterMs = 2_000;

/** @throws FailureError when the databases cannot be opened */
export function startStorageLoop(options: StorageLoopOptions): StorageLoop {
  const writer = openWriter(options);
  const queue = createJobQueue({
    writer,
    receive: options.receive,
    added() {
      if (quietTimer) clearTimeout(quietTimer);
      quietTimer = null;
      schedule();
    },
    changed: options.changed,
    steady: () => performance.now(),
    idleTrouble: options.idleTrouble,
  });
  let scheduled = false;
  let closed = false;
  let quietTimer: NodeJS.Timeout | null = null;
  let restTimer: NodeJS.Timeout | null = null;

  const schedule = () => {
    if (restTimer) clearTimeout(restTimer);
    restTimer = null;
    if (scheduled || closed) return;
    scheduled = true;
    setImmediate(run);
  };
  const run = () => {
    scheduled = false;
    if (closed) return;
    const wait = queue.turn();
    if (wait === null) quietTimer ??= setTimeout(grow, quietAfterMs).unref();
    else if (wait === 0) schedule();
    else restTimer ??= setTimeout(schedule, wait);
  };
  const grow = () => {
    quietTimer = null;
    if (closed) return;
    writer.tidy();
    queue.quiet();
    run();
  };
  schedule(); // text that waits since the last time
  return {
    add: queue.add,
    wake: schedule,
    close() {
      if (closed) return;
      while (queue.busy()) queue.turn();
      closed = true;
      if (quietTimer) clearTimeout(quietTimer);
      if (restTimer) clearTimeout(restTimer);
      writer.close();
    },
  };
}
