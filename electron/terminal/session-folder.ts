/**
 * The data folder of a session that is kept nowhere, beside a program that has the user's own: made for one process in the folder for temporary
 * files, and removed when it ends. A process that is killed cannot do that: what it left is removed by the next one.
 */
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbandoned } from '../engine/data-folder.ts';

const prefix = 'postglass-session-';

interface SessionFolder {
  readonly path: string;
  remove(): void;
}

/** Throws the system's error where there is no room for one. */
export function makeSessionFolder(parent: string = tmpdir()): SessionFolder {
  // For its owner only (mkdtemp(3)), with the process that it belongs to in its name.
  const path = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) };
}

/**
 * Removes what processes that are gone have left: folders of this user that only this user can enter, never what a link leads to. Others can write
 * to the folder for temporary files: whatever else has such a name is left alone, and so is what cannot be removed.
 */
export function removeAbandonedSessions(parent: string = tmpdir()): void {
  for (const name of names(parent)) {
    const path = join(parent, name);
    try {
      if (!isOurs(path)) continue;
      const pid = /^postglass-session-(\d{1,10})-/.exec(name)?.[1];
      if (isAbandoned(path, pid === undefined ? null : Number(pid))) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process has just removed it, or it cannot be removed: nothing depends on it, and the next start tries again.
    }
  }
}

function names(parent: string): readonly string[] {
  try {
    return readdirSync(parent).filter((name) => name.startsWith(prefix));
  } catch {
    // No folder for temporary files, or one that cannot be read: then nothing was left in it that could be found.
    return [];
  }
}

/** A folder itself, not a link to one. Windows gives each user a folder for temporary files, and knows no numbers of users. */
function isOurs(path: string): boolean {
  const status = lstatSync(path);
  const uid = process.geteuid?.();
  return status.isDirectory() && (uid === undefined || (status.uid === uid && (status.mode & 0o077) === 0));
}
