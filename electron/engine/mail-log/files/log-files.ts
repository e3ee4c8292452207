/**
 * Which files a log is: the one that was named with its older ones, rotated by logrotate, newsyslog or exicyclog, or those of a folder. Only
 * regular files: a pipe or a device would never end.
 */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';

export interface NamedFile {
  readonly path: string;
  /** Octets. */
  readonly size: number;
  /** Milliseconds since 1970 when it was written to last. */
  readonly modified: number;
  /** Not rotated: lines may still be added to it. */
  readonly isCurrent: boolean;
}

/** Files of one log, and of a folder. */
const mostFiles = 1_000;

/** `mail.log.2.gz`, `mail.log-20261129.xz`, `mail-20261129.log`, `mainlog.01`: what it is called without, and which one it is. */
const rotated = /^(.+?)(?:[.-](\d{1,4}|\d{4}-\d{2}-\d{2}|\d{8}(?:[-_T.]?\d{1,10})?))?(\.log)?(?:\.(?:gz|bz2|xz|zst|zstd|lzma))?$/i;

interface Parts {
  readonly base: string;
  /** Null: the one that is written to. */
  readonly rotation: string | null;
}

function partsOf(name: string): Parts {
  const [, stem = name, rotation, extension = ''] = rotated.exec(name) ?? [];
  return { base: `${stem}${extension}`, rotation: rotation ?? (/\.(?:gz|bz2|xz|zst|zstd|lzma)$/i.test(name) ? '' : null) };
}

/** Dates in their order, then numbers downward, then the current one. */
function compareAge(left: string | null, right: string | null): number {
  const rank = (rotation: string | null): number => (rotation === null ? 2 : rotation.length >= 8 ? 0 : 1);
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (left === null || right === null) return 0;
  return rank(left) === 0 ? (left < right ? -1 : left > right ? 1 : 0) : Number(right) - Number(left);
}

/** Names that mail logs have on the usual systems; where there are none of these, those that hold all of syslog. */
const usualNames = [
  /^(?:mail|mail\.log|maillog|mainlog|exim[-_.]?main\.?log|eximlog|exim|exim\.log|postfix|postfix\.log|sendmail|sendmail\.log|smtp\.log|smtpd\.log|zimbra\.log)$/i,
  /^(?:syslog|messages|mail\.info|all\.log|daemon\.log|journal\.json)$/i,
] as const;

/**
 * @param withRotated with the older files beside a file; of a folder they are always read
 * @returns the oldest first; `no-log-file` where there is none, `file-unreadable` where the system refuses it
 */
export function findLogFiles(path: string, withRotated: boolean): Result<NamedFile[]> {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return inFolder(path);
    if (!found.isFile()) return noLog(path);
    if (!withRotated) return succeed([named(path)]);
    const { base } = partsOf(basename(path));
    return succeed(filesOf(dirname(path), (other) => other === base, basename(path)));
  } catch (error) {
    return unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

function inFolder(folder: string): Result<NamedFile[]> {
  for (const names of usualNames) {
    const found = filesOf(folder, (base) => names.test(base), null);
    if (found.length > 0) return succeed(found);
  }
  const all = filesOf(folder, (base) => !/^\.|reject|panic|\.(?:zip|db|sqlite|pid|conf|eml|png|pdf)$/i.test(base), null);
  return all.length > 0 ? succeed(all) : noLog(folder);
}

/** @param always a name that is taken whatever its form is */
function filesOf(folder: string, isWanted: (base: string) => boolean, always: string | null): NamedFile[] {
  const wanted = readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isFile() || each.isSymbolicLink())
    .map(({ name }) => ({ name, ...partsOf(name) }))
    .filter(({ name, base }) => name === always || isWanted(base))
    .sort((left, right) => compareAge(left.rotation, right.rotation) || (left.name < right.name ? -1 : 1));
  return wanted.slice(-mostFiles).flatMap(({ name }) => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? [named(path)] : [];
  });
}

function named(path: string): NamedFile {
  const { size, mtimeMs } = statSync(path);
  return { path, size, modified: mtimeMs, isCurrent: partsOf(basename(path)).rotation === null };
}

/** Neither a regular file nor a folder with one that may be a log. */
const noLog = (path: string): Result<never> => fail(failure('no-log-file', { detail: { path } }));
const unreadable = (path: string, message: string): Result<never> => fail(failure('file-unreadable', { detail: { path, message } }));

/** Where mail servers of the usual systems keep their logs. */
export const usualPlaces = [
  '/var/log/mail.log',
  '/var/log/maillog',
  '/var/log/mail',
  '/var/log/exim4/mainlog',
  '/var/log/exim/mainlog',
  '/var/log/exim/main.log',
  '/var/log/exim_mainlog',
  '/var/log/postfix.log',
  '/var/log/syslog',
] as const;
