/** What every writing job works with. */

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
  /** Incremented whenever other jobs may have run: what a job looked up before may be stale. */
  resumed: number;
  /** Texts that have come into the index since its segments were merged. */
  unmerged: number;
}

/** Work in slices: between two slices the transaction may be committed and a more urgent job may run. */
export type Work<Output> = Generator<void, Output, void>;
