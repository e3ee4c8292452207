/**
 * The data folder: its files, their rights, and the lock that makes one engine its only user. The lock is SQLite's own
 * exclusive lock on a small file, because the system frees it at once when the process dies, however it dies.
 */

import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FailureError, fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { foreignInFolder } from './ownership.ts';
import { isBusy, storageFailure } from './storage-failure.ts';

interface DataFolderFiles {
  readonly cache: string;
  /** A folder: bodies of the cache that wait to be compressed into it. */
  readonly bodies: string;
  readonly userData: string;
  /** What earlier versions called it. */
  readonly formerUserData: string;
  readonly lock: string;
  /** Who holds the lock: read by a process that is refused. */
  readonly holder: string;
}

export const dataFolderFiles = (folder: string): DataFolderFiles => ({
  cache: join(folder, 'cache.sqlite'),
  bodies: join(folder, 'bodies'),
  userData: join(folder, 'user-data.sqlite'),
  formerUserData: join(folder, 'keep.sqlite'),
  lock: join(folder, 'lock.sqlite'),
  holder: join(folder, 'lock.json'),
});

/** Where the bodies of this cache wait. */
export const bodiesBeside = (cache: string): string => dataFolderFiles(dirname(cache)).bodies;

/** A process that has the data folder, as it describes itself. */
interface Holder {
  readonly process: string;
  readonly pid: number;
}

interface DataFolderLock {
  readonly folder: string;
  release(): void;
}

/**
 * Makes the folder when it is missing, readable by its owner only, and locks it for this process.
 * Fails with `data-folder-locked` (`detail.process`, `detail.pid`: the first process, where it is known) `data-folder-not-yours` or
 * `data-folder-unwritable`.
 */
export function lockDataFolder(folder: string, holder: Holder): Result<DataFolderLock> {
  const files = dataFolderFiles(folder);
  let connection: DatabaseSync | null = null;
  try {
    // For its owner only where it is made here. A folder that was there keeps its rights: others may have reasons to read it (`--data-dir ~`),
    // and every file in it is for its owner only.
    // Defence L6 of the checklist.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const foreign = foreignInFolder(folder);
    if (foreign) return fail(foreign);
    connection = takeLock(files.lock);
    // Written beside and renamed, so that a refused process never reads half of it.
    // What stands there already is of a killed process, or a link to somewhere else: it is never written through.
    rmSync(`${files.holder}.new`, { recursive: true, force: true });
    writeFileSync(`${files.holder}.new`, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    renameSync(`${files.holder}.new`, files.holder);
  } catch (error) {
    connection?.close();
    if (!isBusy(error)) return fail(storageFailure(error, 'lock', folder));
    const first = readHolder(files.holder);
    return fail(failure('data-folder-locked', { detail: { folder, ...first } }));
  }
  const held = connection;
  let released = false;
  return succeed({
    folder,
    release() {
      if (released) return;
      released = true;
      rmSync(files.holder, { force: true });
      held.close();
    },
  });
}

/** SQLite's exclusive lock. The file holds nothing: one that is no database is made anew. */
function takeLock(path: string): DatabaseSync {
  const open = (): DatabaseSync => {
    writeFileSync(path, '', { flag: 'a', mode: 0o600 });
    const connection = new DatabaseSync(path, { timeout: 0 });
    try {
      connection.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  };
  try {
    return open();
  } catch (error) {
    if (storageFailure(error, 'lock', path).code !== 'database-corrupt') throw error;
    rmSync(path, { recursive: true });
    return open();
  }
}

/**
 * The process named in the side file. Null when it cannot be read, or names one that has ended: the lock is taken a moment before the file
 * is written, and a killed process leaves its own. That is no failure: only the lock counts.
 */
function readHolder(path: string): Holder | null {
  const holder = readSideFile(path);
  return holder && isAlive(holder.pid) ? holder : null;
}

/** Who had the lock last. */
function readSideFile(path: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number' || value.pid <= 0) return null;
    const name = 'process' in value && typeof value.process === 'string' ? value.process : '';
    return { process: name, pid: value.pid };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return systemCode(error) === 'EPERM';
  }
}

/**
 * Whether the process that had this folder has ended: both its number and the lock must say so. In another container that shares the folder for
 * temporary files a process may live that has no number here.
 * @param owner its number; null: as the folder says, and where it says nothing, it is not known to be abandoned
 */
export function isAbandoned(folder: string, owner: number | null): boolean {
  const { lock, holder } = dataFolderFiles(folder);
  const pid = owner ?? readSideFile(holder)?.pid ?? null;
  if (pid === null || isAlive(pid)) return false;
  // It ended before it took the lock.
  if (!lstatSync(lock, { throwIfNoEntry: false })) return true;
  try {
    takeLock(lock).close();
    return true;
  } catch {
    // Busy, or not ours to open: not abandoned.
    return false;
  }
}

/**
 * Sets a cache aside that can no longer be read: the way out of `database-corrupt` in the cache. User data is not touched;
 * what a server still holds is read again, kept mail is listed again from user data. Only while no storage is open.
 * @returns where the damaged file lies now; the one set aside before is gone
 */
export function setCacheAside(folder: string): string {
  const { cache } = dataFolderFiles(folder);
  const aside = `${cache}.damaged`;
  try {
    rmSync(`${cache}-wal`, { force: true });
    rmSync(`${cache}-shm`, { force: true });
    rmSync(aside, { recursive: true, force: true });
    // It is not there when this was begun before and could not be finished.
    // Counts a dangling link as present.
    if (lstatSync(cache, { throwIfNoEntry: false })) renameSync(cache, aside);
    return aside;
  } catch (error) {
    throw new FailureError(storageFailure(error, 'cache', cache));
  }
}
