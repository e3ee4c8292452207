/**
 * User data of an earlier version, whose file was called keep.sqlite. Opening it for writing renames it; readers find it under either name.
 * Knows nothing of its content.
 */
import { closeSync, fsyncSync, lstatSync, openSync, renameSync } from 'node:fs';
import { FailureError, failure } from '../../../contract/failure.ts';
import { syncFolderAtOnce } from '../../disk/sync-folder.ts';
import { dataFolderFiles } from './data-folder.ts';
import { openDatabase } from './database.ts';
import { storageFailure } from './storage-failure.ts';

/** Whether anything has this name, a dangling link included. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The path of user data: the former name until it is first opened for writing. */
export function userDataIn(folder: string): string {
  const { userData, formerUserData } = dataFolderFiles(folder);
  return !isThere(userData) && isThere(formerUserData) ? formerUserData : userData;
}

/**
 * Gives user data of an earlier version today's name. The data folder must be locked by this process. A kill at any instant leaves a whole
 * database under one of the two names, and the next call goes on from there: until the rename all changes are SQLite's own, and after it
 * nothing is left to do.
 * @throws FailureError `database-corrupt` (`detail.former`) where there is user data under both names: nothing is touched;
 * `database-busy` while another program has the former file open; what opening a database throws
 */
export function takeOverFormerName(folder: string): void {
  const { userData, formerUserData: former } = dataFolderFiles(folder);
  try {
    if (!isThere(former)) return;
    const present = [userData, ...heldBeside(userData)].find(isThere);
    if (present !== undefined)
      throw new FailureError(failure('database-corrupt', { detail: { database: 'user-data', path: present, former } }));
    makeSingleFile(former);
    sync(former);
    // Before the rename: a log that came back after a power cut would lie beside a file that no longer exists.
    syncFolderAtOnce(folder);
    renameSync(former, userData);
    syncFolderAtOnce(folder);
  } catch (error) {
    throw new FailureError(storageFailure(error, 'user-data', former));
  }
}

/**
 * What SQLite would read into a database of this name (https://sqlite.org/tempfiles.html §2.1, 2.2): alone, they are left over from another
 * database.
 */
const heldBeside = (path: string): string[] => ['-wal', '-journal'].map((end) => `${path}${end}`);

/** Folds the log into the file, where it may hold the last of what was committed, and removes it. */
function makeSingleFile(path: string): void {
  const database = openDatabase({ name: 'user-data', path, readOnly: false });
  try {
    database.guard(() => {
      const folded = database.sql`PRAGMA wal_checkpoint(TRUNCATE)`.get<{ busy: number }>();
      // SQLite leaves WAL mode for the only connection there is, or not at all (https://sqlite.org/pragma.html#pragma_journal_mode):
      // another connection that still had the file open would look for its log under the former name.
      const left = database.sql`PRAGMA journal_mode = DELETE`.get<{ journal_mode: string }>();
      if (folded?.busy !== 0 || left?.journal_mode !== 'delete')
        throw new FailureError(failure('database-busy', { detail: { database: 'user-data', path } }));
    });
  } finally {
    database.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
