/** What every writing job works with, and the shape of a job. */

import type { BodyFiles } from '../bodies/body-files.ts';
import type { CompressedPage } from '../bodies/compressed-page.ts';
import type { Database } from '../database/database.ts';
import type { MailReading } from '../messages/mail-reading.ts';
import type { Journal } from '../operations/journal.ts';
import type { PeopleCounter } from '../search/people.ts';
import type { TextPages } from '../search/text-pages.ts';
import type { ChangeCollector } from './changes.ts';

export interface WriterContext {
  readonly cache: Database;
  readonly userData: Database;
  readonly bodies: BodyFiles;
  readonly mail: MailReading;
  readonly journal: Journal;
  readonly changes: ChangeCollector;
  readonly people: PeopleCounter;
  /** Texts that another thread reads for the index; null where there is none. */
  readonly texts: TextPages | null;
  /** Bodies that another thread compresses; null where there is none. */
  readonly compressed: CompressedPage | null;
  /** Milliseconds since 1970. */
  now(): number;
  /** Grows whenever a job begins or goes on after others may have run: what it looked up before may be stale. */
  resumed: number;
  /** Texts that have come into the index since its segments were merged. */
  unmerged: number;
}

/** Work in slices: between two slices the transaction may be committed and a more urgent job may run. */
export type Work<Output> = Generator<void, Output, void>;

/**
 * A job. `begin` runs at once, for a job that touches user data inside a transaction of user data that is synced before
 * anything else happens; what it returns is the part that changes the cache, or the output when there is none.
 */
export interface JobDefinition<Input, Output> {
  readonly priority: Priority;
  readonly touchesUserData: boolean;
  /** Whether several of these may share one transaction of user data: one sync to disk for all. */
  readonly grouped: boolean;
  /** Whether a power cut may take it back: nothing wrong follows from the state before. */
  unsynced?(input: Input): boolean;
  begin(input: Input): { readonly output: Output } | { readonly work: Work<Output> };
  /** Takes back what `begin` saved in user data when the cache could not follow; in a transaction of user data. */
  undo?(input: Input): void;
}

/** Lower is sooner. */
export const priorities = { user: 0, headers: 1, bodies: 2, idle: 3 } as const;
type Priority = (typeof priorities)[keyof typeof priorities];

export const cacheJob = <Input, Output>(priority: Priority, run: (input: Input) => Work<Output>): JobDefinition<Input, Output> => ({
  priority,
  touchesUserData: false,
  grouped: false,
  begin: (input) => ({ work: run(input) }),
});

export const userDataJob = <Input, Output>(
  save: (input: Input) => Output,
  unsynced?: (input: Input) => boolean,
): JobDefinition<Input, Output> => ({
  priority: priorities.user,
  touchesUserData: true,
  grouped: true,
  ...(unsynced ? { unsynced } : {}),
  begin: (input) => ({ output: save(input) }),
});

/** Saves in user data first and then shows it in the cache. */
export const userDataThenCacheJob = <Input, Saved, Output>(
  options: { priority: Priority; grouped: boolean; undo?: (input: Input) => void },
  save: (input: Input) => Saved,
  show: (input: Input, saved: Saved) => Work<Output>,
): JobDefinition<Input, Output> => ({
  ...options,
  touchesUserData: true,
  begin(input) {
    const saved = save(input);
    return { work: show(input, saved) };
  },
});
