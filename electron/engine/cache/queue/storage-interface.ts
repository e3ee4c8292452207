/** The types that rooms need of storage: its jobs as functions, its readers, and the values in them. */
export type * from '../database/stored.ts';
export type * from '../reader-interface.ts';
export type { JobInput, JobName, Storage } from './jobs.ts';
