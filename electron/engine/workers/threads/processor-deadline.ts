/**
 * A deadline of a worker thread in the time that a processor worked for it. By the clock, work that is not slow takes many times as long on
 * a busy machine, and would be given up there for nothing it does.
 */
import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../../base/clock.ts';

interface ProcessorDeadline {
  readonly worker: Worker;
  /** Milliseconds of a processor. */
  readonly milliseconds: number;
  /** Milliseconds by the clock after which it is over all the same: a thread that waits for ever uses no processor. */
  readonly longest: number;
  /** What the thread had used when it began, milliseconds; by default what it has used now. */
  readonly since?: number;
  readonly after: Clock['after'];
  /** Called once, unless it is prevented before. */
  onOver(): void;
}

/** Between two looks at a thread that has hardly been let work, milliseconds. */
const leastWait = 100;

/** @returns prevents it */
export function setProcessorDeadline({ worker, milliseconds, longest, since, after, onOver }: ProcessorDeadline): () => void {
  let isOver = false;
  const cancel = () => {
    isOver = true;
    cancelLook();
    cancelLongest();
  };
  const end = () => {
    if (isOver) return;
    cancel();
    onOver();
  };
  const began = since === undefined ? processorTime(worker) : since;
  const look = async () => {
    const [before, now] = await Promise.all([began, processorTime(worker)]);
    if (isOver) return;
    const used = before === null || now === null ? milliseconds : now - before;
    if (used >= milliseconds) end();
    else cancelLook = after(Math.max(leastWait, milliseconds - used), () => void look());
  };
  // No thread has more of a processor than there is by the clock.
  let cancelLook = after(milliseconds, () => void look());
  const cancelLongest = after(longest, end);
  return cancel;
}

/** Milliseconds that a processor has worked for it, answered also while it is busy; 0 while it starts, or has ended; null where the system does not say. */
async function processorTime(worker: Worker): Promise<number | null> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_NOT_RUNNING' ? 0 : null;
  }
}
