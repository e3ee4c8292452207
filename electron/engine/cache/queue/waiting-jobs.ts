/** The jobs that wait, by priority and in the order in which they came; each is answered once. Does not know how one is run. */
import { type Failure, failure, type Result } from '../../../contract/failure.ts';
import { type JobDefinition, priorities } from './job.ts';
import type { JobName } from './jobs.ts';
import type { Work } from './writer-context.ts';

export interface JobRequest {
  readonly name: JobName;
  readonly input: unknown;
  readonly answer: (result: Result<unknown>) => void;
}

export interface WaitingJob {
  readonly request: JobRequest;
  readonly definition: JobDefinition<unknown, unknown>;
  /** What is left of it, once it was begun. */
  work: Work<unknown> | null;
  /** By its end, or because another job made it void. */
  answered: boolean;
}

interface WaitingJobs {
  add(request: JobRequest, definition: JobDefinition<unknown, unknown>): void;
  /** The most urgent one, of these the first. */
  next(): WaitingJob | undefined;
  /** The next ones of the same priority as this, itself first. */
  beside(job: WaitingJob, most: number): readonly WaitingJob[];
  /** It is run, and waits no longer. Its answer follows. */
  remove(job: WaitingJob): void;
  end(job: WaitingJob, result: Result<unknown>): void;
  fail(job: WaitingJob, reason: Failure): void;
  /** What was asked for before of this folder is void. */
  voidEarlier(folderId: number): void;
}

export function createWaitingJobs(): WaitingJobs {
  const waiting: WaitingJob[][] = Object.values(priorities).map(() => []);

  const remove = (job: WaitingJob) => {
    const jobs = waiting[job.definition.priority];
    const at = jobs?.indexOf(job) ?? -1;
    if (at >= 0) jobs?.splice(at, 1);
  };
  const end = (job: WaitingJob, result: Result<unknown>) => {
    remove(job);
    if (job.answered) return;
    job.answered = true;
    job.request.answer(result);
  };
  const fail = (job: WaitingJob, reason: Failure) => end(job, { ok: false, failure: reason });

  return {
    add(request, definition) {
      waiting[definition.priority]?.push({ request, definition, work: null, answered: false });
    },
    next: () => waiting.find((jobs) => jobs.length > 0)?.[0],
    beside: ({ definition }, most) => (waiting[definition.priority] ?? []).slice(0, most),
    remove,
    end,
    fail,
    voidEarlier(folderId) {
      for (const job of waiting.flat()) {
        const { input } = job.request;
        if (typeof input !== 'object' || input === null || !('folderId' in input) || input.folderId !== folderId) continue;
        job.work?.return(undefined);
        fail(job, failure('uid-validity-changed', { detail: { folderId } }));
      }
    },
  };
}
