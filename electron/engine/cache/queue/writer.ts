/**
 * The only writer of the two databases: opens them and makes them agree. What a job does is in
 * `*-jobs.ts`; in what order and in which transaction is `job-queue.ts`; on which thread is not known here.
 */
import { rmSync } from 'node:fs';
import { FailureError } from '../../../contract/failure.ts';
import { type BodyFiles, openBodyFiles } from '../bodies/body-files.ts';
import { type AskCompressed, createCompressedPage } from '../bodies/compressed-page.ts';
import { compareBodyFiles, removeEmptiedFiles } from '../bodies/waiting-bodies.ts';
import { cacheMigrations } from '../database/cache-schema.ts';
import { dataFolderFiles } from '../database/data-folder.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { isThere, takeOverFormerName } from '../database/former-name.ts';
import { migrate, schemaVersion } from '../database/migrations.ts';
import { isStorageError } from '../database/storage-failure.ts';
import { checkBelonging } from '../messages/belonging.ts';
import type { MailReading } from '../messages/mail-reading.ts';
import { createJournal } from '../operations/journal.ts';
import { reconcile, settleKeptChanges } from '../operations/upkeep.ts';
import { createPeopleCounter } from '../search/people.ts';
import { type AskTexts, createTextPages } from '../search/text-pages.ts';
import { userDataMigrations } from '../user-data/user-data-schema.ts';
import { createChangeCollector } from './changes.ts';
import type { Work, WriterContext } from './writer-context.ts';

export interface Writer {
  readonly context: WriterContext;
  /** What may be done outside any transaction when nothing is asked. */
  tidy(): void;
  close(): void;
}

export interface WriterOptions {
  readonly folder: string;
  readonly mail: MailReading;
  /** Reads texts on another thread; without it they are read here. */
  readonly askTexts?: AskTexts | undefined;
  /** Compresses bodies on another thread; without it they are compressed here. */
  readonly askCompressed?: AskCompressed | undefined;
  now(): number;
}

/** Below this many, comparing them at the next start costs less than the sync that spares it. */
const keptChangesWorthSettling = 200;

/**
 * Opens the databases for writing; the data folder must be locked by this process.
 * @throws FailureError `database-corrupt`, `data-folder-newer`, `data-folder-unwritable`, `disk-full`
 */
export function openWriter({ folder, mail, askTexts, askCompressed, now }: WriterOptions): Writer {
  const files = dataFolderFiles(folder);
  takeOverFormerName(folder);
  const isMade = !isThere(files.userData);
  const userData = openDatabase({ name: 'user-data', path: files.userData, readOnly: false });
  let cache: Database | null = null;
  let bodies: BodyFiles | null = null;
  try {
    cache = openDatabase({ name: 'cache', path: files.cache, readOnly: false });
    const belong = checkBelonging(userData, cache);
    migrate(userData, userDataMigrations);
    const cacheIsNew = schemaVersion(cache) === 0;
    migrate(cache, cacheMigrations);
    belong();
    bodies = cache.guard(() => openBodyFiles(files.bodies));
    const context: WriterContext = {
      cache,
      userData,
      bodies,
      mail,
      now,
      journal: createJournal(userData),
      changes: createChangeCollector(cache),
      people: createPeopleCounter(cache),
      texts: askTexts ? createTextPages(askTexts) : null,
      compressed: askCompressed ? createCompressedPage(askCompressed) : null,
      resumed: 0,
      unmerged: Number.POSITIVE_INFINITY, // unknown: earlier runs may have left segments
    };
    userData.guard(() => context.journal.load());
    finish(context, reconcile(context, cacheIsNew));
    finish(context, compareBodyFiles(context, folder));
    cache.guard(() => removeEmptiedFiles(context));
    const tidy = () => settleKept(context, keptChangesWorthSettling);
    return { context, tidy, close: () => closeBoth(context) };
  } catch (error) {
    bodies?.close();
    cache?.close();
    userData.close();
    // Where user data is missing, what is put back from a backup may have the former name: no empty file of ours stands in its way.
    if (isMade && error instanceof FailureError && error.failure.detail?.missing === true) rmSync(files.userData);
    throw error;
  }
}

function finish(context: WriterContext, work: Work<void>): void {
  context.cache.guard(() =>
    context.cache.transaction(() => {
      while (!work.next().done);
    }),
  );
}

function closeBoth(context: WriterContext): void {
  settleKept(context, 1);
  savePeople(context);
  context.bodies.close();
  context.cache.close();
  context.userData.close();
}

function savePeople({ cache, people }: WriterContext): void {
  try {
    cache.transaction(() => people.save());
  } catch (error) {
    // A full disk, say: a few counts of addresses are lost, no mail.
    if (!isStorageError(error)) throw error;
  }
}

function settleKept(context: WriterContext, atLeast: number): void {
  try {
    settleKeptChanges(context, atLeast);
  } catch (error) {
    // A full disk, say. The notes stay, and are compared at the next start.
    if (!isStorageError(error)) throw error;
  }
}
