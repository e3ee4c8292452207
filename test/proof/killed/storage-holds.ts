/** What a storage worker can be told to hold back for ever, by a word in the subject of a message: a disk that takes its time. */
import { BroadcastChannel } from 'node:worker_threads';
import type { JobName } from '../../../electron/engine/cache/queue/jobs.ts';

type HeldJob = Extract<JobName, 'queueMessage' | 'markDotPending'>;

/** `unwritten`: the job is never begun. `unanswered`: it is done and durable, and nobody hears of it. */
export type Hold = `${HeldJob} ${'unwritten' | 'unanswered'}`;

/** What the subject of a message asks for. */
export const askFor = (hold: Hold): string => `hold ${hold}`;

/** What is asked for in this subject, or null. */
export function readHold(subject: string): Hold | null {
  const found = /hold ((?:queueMessage|markDotPending) (?:unwritten|unanswered))/.exec(subject)?.[1];
  return (found as Hold | undefined) ?? null; // one of the four by the expression
}

/** Between the threads of one process: the worker says what it holds. */
export const openHolds = (): BroadcastChannel => new BroadcastChannel('held');
