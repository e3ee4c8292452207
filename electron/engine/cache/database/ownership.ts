/**
 * Whether a data folder is this user's alone. On a machine of several users a folder such as /tmp/mail may have been made by another one
 * beforehand, with a database of theirs, a link in the place of a file, or a socket on which they listen for the mail that is handed over.
 * The rule is that of ssh for its own files (OpenSSH `StrictModes`). Windows has its own access control.
 */
import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, failure } from '../../../contract/failure.ts';

/** Names in the data folder that another user could predict; `keep`: user data of earlier versions. */
const ownNames = ['cache', 'user-data', 'keep', 'lock'].flatMap((name) =>
  ['', '-wal', '-shm', '-journal'].map((end) => `${name}.sqlite${end}`),
);
const otherNames = ['lock.json', 'vault', 'keychain-vault', 'handover.sock', 'bodies', 'transcript', 'window'];

/** Owner and mode of a file or folder, of a link itself and not of its target; null where there is none. */
function statusOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

/** The user that this process acts for; null on Windows, where there are no such numbers. */
const ourUid = (): number | null => process.geteuid?.() ?? null;

/** Whether only this user can have created this file, folder or socket. A missing one counts as ours. */
function isOurs(path: string): boolean {
  const uid = ourUid();
  const status = uid === null ? null : statusOf(path);
  return status === null || status.uid === uid;
}

/**
 * Whether other users may create files there. A private group (same number as the user, as many systems make one for each user) does not
 * count as others.
 */
function isOpenToOthers({ mode, uid, gid }: Stats): boolean {
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== uid);
}

/**
 * @returns `data-folder-not-yours` with the path that is another user's, or that others may write to; null where all is ours or nothing is
 * there yet. Throws the system's error where the folder cannot be looked at.
 */
export function foreignInFolder(folder: string): Failure | null {
  const uid = ourUid();
  const link = statusOf(folder);
  if (uid === null || link === null) return null;
  const notYours = (path: string) => failure('data-folder-not-yours', { detail: { folder, path } });
  // A link made by root counts as our own.
  if (link.isSymbolicLink() && link.uid !== uid && link.uid !== 0) return notYours(`${folder} → ${readlinkSync(folder)}`);
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status && (status.uid !== uid || isOpenToOthers(status))) return notYours(folder);
  const foreign = [...ownNames, ...otherNames].map((name) => join(folder, name)).find((path) => !isOurs(path));
  return foreign === undefined ? null : notYours(foreign);
}
