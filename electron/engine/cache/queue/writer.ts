/**
 * The only writer of the two databases: opens them, makes them agree, and holds the table of jobs. What a job does is in
 * `*-jobs.ts`; in what order and in which transaction is `job-queue.ts`; on which thread is not known here.
 */
import { rmSync } from 'node:fs';
import { FailureError } from '../../../contract/failure.ts';
import { type BodyFiles, openBodyFiles } from '../bodies/body-files.ts';
import { addBodies } from '../bodies/body-jobs.ts';
import { type AskCompressed, createCompressedPage } from '../bodies/compressed-page.ts';
import { compareBodyFiles, removeEmptiedFiles } from '../bodies/waiting-bodies.ts';
import { cacheMigrations } from '../database/cache-schema.ts';
import { dataFolderFiles } from '../database/data-folder.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { isThere, takeOverFormerName } from '../database/former-name.ts';
import { migrate, schemaVersion } from '../database/migrations.ts';
import { checkBelonging } from '../messages/belonging.ts';
import {
  failOperationsOn,
  leaveAside,
  renumberFolder,
  resetCache,
  resetFolder,
  saveFolders,
  setFolderState,
} from '../messages/folder-jobs.ts';
import { addHeaders, dropUnplaced, removeUids, setFlags } from '../messages/header-jobs.ts';
import type { MailReading } from '../messages/mail-reading.ts';
import { forgetOtherMailbox } from '../messages/other-mailbox.ts';
import { createJournal } from '../operations/journal.ts';
import * as operations from '../operations/operation-jobs.ts';
import { reconcile, settleKeptChanges } from '../operations/upkeep.ts';
import { createPeopleCounter } from '../search/people.ts';
import { type AskTexts, createTextPages } from '../search/text-pages.ts';
import * as userDataWrites from '../user-data/account-jobs.ts';
import * as draftWrites from '../user-data/draft-jobs.ts';
import { addPop3Headers, dropKept, releaseUidls, saveKept, showDropped, showReleased, showSaved } from '../user-data/kept-mail.ts';
import * as outboxWrites from '../user-data/outbox-jobs.ts';
import { userDataMigrations } from '../user-data/user-data-schema.ts';
import { createChangeCollector } from './changes.ts';
import type { JobInput, JobName, JobOutput } from './storage-interface.ts';
import {
  cacheJob,
  type JobDefinition,
  priorities,
  userDataJob,
  userDataThenCacheJob,
  type Work,
  type WriterContext,
} from './writer-context.ts';

/** `settle` is the queue's own. */
type JobTable = { readonly [Name in Exclude<JobName, 'settle'>]: JobDefinition<JobInput<Name>, JobOutput<Name>> };

export interface Writer {
  readonly context: WriterContext;
  readonly jobs: JobTable;
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
      unmerged: Number.POSITIVE_INFINITY, // how much came before this start, nobody knows
    };
    userData.guard(() => context.journal.load());
    finish(context, reconcile(context, cacheIsNew));
    finish(context, compareBodyFiles(context, folder));
    cache.guard(() => removeEmptiedFiles(context));
    const tidy = () => settleKept(context, keptChangesWorthSettling);
    return { context, jobs: jobTable(context), tidy, close: () => closeBoth(context) };
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
  } catch {
    // A full disk, most likely: a few counts of addresses are lost, no mail.
  }
}

function settleKept(context: WriterContext, atLeast: number): void {
  try {
    settleKeptChanges(context, atLeast);
  } catch {
    // A full disk, most likely. The notes stay, and are compared at the next start.
  }
}

function* forget(work: Work<void>): Work<null> {
  yield* work;
  return null;
}

function jobTable(context: WriterContext): JobTable {
  const { user, headers, bodies } = priorities;
  const userDataOnly = <Input, Output>(save: (context: WriterContext, input: Input) => Output) =>
    userDataJob((input: Input) => save(context, input));
  const alone = { priority: user, grouped: false } as const;
  return {
    saveFolders: cacheJob(headers, (input) => saveFolders(context, input)),
    setFolderState: cacheJob(headers, (input) => setFolderState(context, input)),
    leaveAside: cacheJob(headers, (input) => leaveAside(context, input)),
    addHeaders: cacheJob(headers, (input) => addHeaders(context, input)),
    addBodies: cacheJob(bodies, (input) => addBodies(context, input)),
    setFlags: cacheJob(headers, (input) => setFlags(context, input)),
    removeUids: cacheJob(headers, (input) => removeUids(context, input)),
    dropUnplaced: cacheJob(headers, (input) => dropUnplaced(context, input)),
    resetFolder: cacheJob(headers, (input) => resetFolder(context, input)),
    resetCache: cacheJob(headers, (input) => resetCache(context, input)),
    renumberFolder: userDataThenCacheJob(
      { priority: headers, grouped: false },
      (input) => failOperationsOn(context, input),
      (input, saved) => renumberFolder(context, input, saved),
    ),

    applyOperation: userDataThenCacheJob(
      { ...alone, undo: ({ id }) => context.journal.remove(id) },
      (input) => operations.journalOperation(context, input),
      (_, operation) => operations.showOperation(context, operation),
    ),
    markOperation: userDataJob(({ id, state, attempts }) => {
      context.journal.mark(id, state, attempts, null);
      return null;
    }),
    confirmOperation: userDataThenCacheJob(
      alone,
      (input) => operations.journalConfirmation(context, input),
      (input, ended) => operations.showConfirmation(context, input, ended),
    ),
    revertOperation: userDataThenCacheJob(
      alone,
      (input) => operations.journalReversal(context, input),
      (_, ended) => operations.showReversal(context, ended),
    ),
    forgetOperation: userDataJob(({ id }) => {
      context.journal.remove(id);
      return null;
    }),

    notePop3: userDataOnly(userDataWrites.notePop3),
    addPop3Headers: cacheJob(headers, (input) => addPop3Headers(context, input)),
    keepMessage: userDataThenCacheJob(
      { priority: bodies, grouped: true },
      (input) => saveKept(context, input),
      (input, saved) => showSaved(context, input, saved),
    ),
    markPop3: userDataOnly(userDataWrites.markPop3),
    notePop3Sizes: userDataOnly(userDataWrites.notePop3Sizes),
    releasePop3: userDataThenCacheJob(
      { priority: headers, grouped: false },
      (input) => releaseUidls(context, input),
      (_, keptIds) => showReleased(context, keptIds),
    ),
    forgetPop3: userDataOnly(userDataWrites.forgetPop3),
    dropLocalMessage: userDataThenCacheJob(
      { priority: user, grouped: true },
      (input) => dropKept(context, input),
      (_, keptId) => showDropped(context, keptId),
    ),

    saveAccount: userDataThenCacheJob(
      alone,
      (input) => userDataWrites.saveAccount(context, input),
      ({ id }) => forget(forgetOtherMailbox(context, id)),
    ),
    deleteAccount: userDataThenCacheJob(
      alone,
      (input) => userDataWrites.deleteAccount(context, input),
      ({ id }) => forget(forgetOtherMailbox(context, id)),
    ),
    savePreferences: userDataOnly(userDataWrites.savePreferences),
    trustCertificate: userDataOnly(userDataWrites.trustCertificate),
    distrust: userDataOnly(userDataWrites.distrust),
    startDraft: userDataOnly(draftWrites.startDraft),
    saveDraft: userDataOnly(draftWrites.saveDraft),
    addDraftAttachment: userDataOnly(draftWrites.addDraftAttachment),
    setAttachmentAside: userDataOnly(draftWrites.setAttachmentAside),
    setDraftAside: userDataOnly(draftWrites.setDraftAside),
    forgetAside: userDataOnly(draftWrites.forgetAside),
    discardDraft: userDataOnly(draftWrites.discardDraft),
    queueMessage: userDataOnly(outboxWrites.queueMessage),
    markOutbox: userDataJob(
      (input) => outboxWrites.markOutbox(context, input),
      ({ unsynced }) => unsynced === true,
    ),
    markDotPending: userDataOnly(outboxWrites.markDotPending),
    removeOutbox: userDataOnly(outboxWrites.removeOutbox),
    splitOutbox: userDataOnly(outboxWrites.splitOutbox),
  };
}
