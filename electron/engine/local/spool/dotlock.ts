/**
 * Locks a mailbox file as delivery agents of this computer do, by a file beside it. The folder of the spool belongs to the group `mail`, so
 * the program of liblockfile makes that file (`dotlockfile`, setgid on Debian). Node cannot take the locks of fcntl(); Postfix, Exim and `mail`
 * take both kinds, and wait for this one (Debian policy §11.6). A program that holds one of the others is waited for.
 */
import { execFile } from 'node:child_process';
import { access, constants, lstat, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { openToRead } from '../mbox/byte-source.ts';
import { createKernelLocks } from './kernel-locks.ts';

interface HeldLock {
  /** Whether it is still ours; then it is as fresh as a new one. Others remove a lock that is minutes old. */
  keep(): Promise<boolean>;
  unlock(): Promise<void>;
}

/**
 * Rejects with `mailbox-locked` where somebody else holds the lock for too long, and with `mailbox-unlockable` where it can never be had.
 * @param wait milliseconds until it is given up, by default long enough for a delivery; nothing else in the mailbox is done meanwhile
 */
export type LockMailbox = (mailbox: string, wait?: number) => Promise<HeldLock>;

/** Milliseconds between tries, until it is given up for now, and that the program may take. */
const tryEvery = 200;
const patience = 3_000;
const longestRun = 30_000;

/** lockfile_create(3): held by another; not written, on a full disk. The others: no right to the folder (2), no folder (5). */
const heldByAnother = 4;
const notWritten = 3;

const unlockable = (mailbox: string, status: number): FailureError => {
  if (status === notWritten) return new FailureError(failure('disk-full', { protocol: 'mbox', detail: { path: mailbox } }));
  const detail = { path: mailbox, message: `dotlockfile ${status}` };
  return new FailureError(failure('mailbox-unlockable', { protocol: 'mbox', permanent: true, detail }));
};
/** Octets of a lock that are read: a number. */
const longestNumber = 32;

/** Lock files that this program has now. */
const heldHere = new Set<string>();

/** Where the program is; null where there is none. */
export async function findDotlockfile(searchPath: string): Promise<string | null> {
  for (const folder of [...searchPath.split(delimiter).filter(Boolean), '/usr/bin']) {
    const program = join(folder, 'dotlockfile');
    try {
      await access(program, constants.X_OK);
      return program;
    } catch (error) {
      if (systemCode(error) === null) throw error;
    }
  }
  return null;
}

export const lockProgramMissing = (path: string): Failure =>
  failure('lock-program-missing', { protocol: 'mbox', permanent: true, detail: { path } });

/** Why a mailbox can never be locked, as this computer is set up; null where it can, or is only held by another now. */
export async function unlockableFor(lock: LockMailbox, mailbox: string): Promise<Failure | null> {
  try {
    await (await lock(mailbox, 0)).unlock();
    return null;
  } catch (error) {
    const reason = toFailure(error);
    return reason.code === 'mailbox-unlockable' ? reason : null;
  }
}

/**
 * @param program whole path of dotlockfile
 * @param isHeldByOthers whether somebody has locked it in the kernel
 */
export function createDotlock(program: string, clock: Clock, isHeldByOthers = createKernelLocks()): LockMailbox {
  const run = (args: readonly string[]): Promise<number> =>
    new Promise((resolve, reject) => {
      execFile(program, [...args], { timeout: longestRun }, (error) => {
        if (error === null) resolve(0);
        else if (typeof error.code === 'number') resolve(error.code);
        // It waited for what is there in the place of a lock.
        else if (error.killed) resolve(heldByAnother);
        else reject(new FailureError(lockProgramMissing((args.at(-1) ?? '').replace(/\.lock$/, ''))));
      });
    });
  const pause = () => new Promise<void>((resolve) => void clock.after(tryEvery, resolve));

  /** Whether our number stands in it. A program that has removed it meanwhile has written another number into it, or none. */
  const isOurs = async (file: string): Promise<boolean> => {
    try {
      const handle = await openToRead(file);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestNumber), 0, longestNumber, 0);
        return buffer.toString('latin1', 0, bytesRead).trim() === String(process.pid);
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (systemCode(error) === 'ENOENT' || error instanceof FailureError) return false;
      throw error;
    }
  };
  /** Where everybody may write into the folder of the spool, anything may stand there: opening a pipe waits for ever. */
  const isNoFile = async (file: string): Promise<boolean> => {
    try {
      return !(await lstat(file)).isFile();
    } catch (error) {
      // There is none; or the program says what is wrong.
      if (systemCode(error) !== null) return false;
      throw error;
    }
  };
  /**
   * Whether a killed program with our number has left it, as in a container, where each start has the same number: dotlockfile sees that
   * number alive, and would wait for ever. A lock that is newer than this program is of somebody with the same number elsewhere.
   */
  const isLeft = async (file: string): Promise<boolean> => {
    if (heldHere.has(file)) return false;
    try {
      return (await isOurs(file)) && (await stat(file)).mtimeMs < clock.now() - process.uptime() * 1_000;
    } catch (error) {
      // Postfix makes one that nobody may read.
      if (systemCode(error) !== null) return false;
      throw error;
    }
  };

  return async (mailbox, wait = patience) => {
    const file = `${mailbox}.lock`;
    let isFreed = false;
    const until = clock.now() + wait;
    // `-p` writes our process into it: when this program is killed, the next program sees that nobody holds the lock.
    for (;;) {
      const status = (await isNoFile(file)) ? heldByAnother : await run(['-l', '-p', '-q', '-r', '0', file]);
      if (status === 0) {
        if (!(await isHeldByOthers(mailbox))) break;
        // Who has locked it in the kernel first may want this one next: neither waits for the other.
        await run(['-u', file]);
      } else if (status !== heldByAnother) throw unlockable(mailbox, status);
      else if (!isFreed && (await isLeft(file))) {
        isFreed = true;
        await run(['-u', file]);
        continue;
      }
      if (clock.now() >= until)
        throw new FailureError(failure('mailbox-locked', { protocol: 'mbox', permanent: false, detail: { path: mailbox } }));
      await pause();
    }
    heldHere.add(file);
    return {
      keep: async () => (await isOurs(file)) && (await run(['-t', file])) === 0 && (await isOurs(file)),
      async unlock() {
        try {
          if (await isOurs(file)) await run(['-u', file]);
        } finally {
          heldHere.delete(file);
        }
      },
    };
  };
}
