/**
 * All jobs of the storage worker, by name: every write there is. Each is durable when its promise answers (user data: synced to disk; the
 * cache: safe against a crash of the program, and after a power cut whatever is missing is read again from the server). Each may be applied
 * twice without harm. None throws: a full disk answers `disk-full`, a damaged file `database-corrupt`, and then nothing of that job is left
 * half done. What a job is called, takes, answers and does is declared beside its subject (`*-jobs.ts`).
 *
 *   const storage = await createStorage({ … });           // workers/storage.ts
 *   const added = await storage.value.addHeaders({ folderId, messages });
 */
import type { Result } from '../../../contract/failure.ts';
import { bodyJobs } from '../bodies/body-jobs.ts';
import { handoverJobs } from '../handovers/handover-jobs.ts';
import { folderJobs } from '../messages/folder-jobs.ts';
import { headerJobs } from '../messages/header-jobs.ts';
import { operationJobs } from '../operations/operation-jobs.ts';
import { idleJobs } from '../search/idle-work.ts';
import { accountJobs } from '../user-data/account-jobs.ts';
import { draftJobs } from '../user-data/draft-jobs.ts';
import { keptJobs } from '../user-data/kept-jobs.ts';
import { outboxJobs } from '../user-data/outbox-jobs.ts';
import { pop3Jobs } from '../user-data/pop3-jobs.ts';
import { returnJobs } from '../user-data/return-jobs.ts';
import type { JobDefinition } from './job.ts';

export const jobs = {
  ...folderJobs,
  ...headerJobs,
  ...bodyJobs,
  ...operationJobs,
  ...pop3Jobs,
  ...keptJobs,
  ...accountJobs,
  ...draftJobs,
  ...outboxJobs,
  ...handoverJobs,
  ...returnJobs,
  ...idleJobs,
} satisfies Readonly<Record<string, JobDefinition<unknown, unknown>>>;

type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type JobInput<Name extends JobName> = Jobs[Name] extends JobDefinition<infer Input, unknown> ? Input : never;
type JobOutput<Name extends JobName> = Jobs[Name] extends JobDefinition<never, infer Output> ? Output : never;

/** All names, at run time: they cross the thread. */
export const jobNames = Object.keys(jobs) as JobName[]; // exactly the keys of the table above

/**
 * The engine's side of the storage worker. Buffers handed to `addHeaders`, `addBodies`, `keepMessage` and the like are transferred: do not
 * use them afterwards.
 */
export type Storage = {
  readonly [Name in keyof Jobs]: (input: JobInput<Name>) => Promise<Result<JobOutput<Name>>>;
} & {
  /** Finishes the jobs that wait, commits and closes the databases. */
  close(): Promise<void>;
};
