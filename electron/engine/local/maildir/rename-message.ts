/** Gives a message's file another name, in its folder or in another one, and never the name of a file that is there. */
import { link, rename, stat, unlink } from 'node:fs/promises';
import { systemCode } from '../../disk/system-code.ts';
import { fileOf, type MaildirName, newUniqueName, writeMaildirName } from './maildir-name.ts';

/** What link(2) says where the file system has no links (vfat, some shares), or the owner of the file is another one. */
const unlinkable: ReadonlySet<string | null> = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EACCES']);

interface Renamed {
  /** Whole name. */
  readonly from: Buffer;
  /** Folder of a Maildir. */
  readonly target: string;
  readonly message: Pick<MaildirName, 'unique' | 'others' | 'delivered'> & { readonly octets: number };
}

interface Named {
  /** The unique part it has now. */
  readonly unique: string;
  /** Its name there. */
  readonly file: Buffer;
  /** It still has its old name too. */
  readonly isTwice: boolean;
}

/**
 * rename(2) would replace a file of that name; `link` does not. Where the name is taken by another message, this one gets a new unique part, as
 * Dovecot does it. Killed between the two steps, the message has two names: the next time the first step finds its own file and goes on.
 * Rejects with ENOENT where the file is gone.
 * @param twins other names of the same file, which a killed program left
 */
export async function renameMessage(renamed: Renamed, flags: readonly string[], twins: readonly Buffer[]): Promise<void> {
  const { file, isTwice } = await addName(renamed, flags);
  if (isTwice) await unlink(renamed.from);
  await dropTwins(file, twins, fileOf(renamed.target, `tmp/${newUniqueName(0, renamed.message.octets)}`));
}

/**
 * Takes the other names from a message. Another program may be between its own two steps, with one of them as the new name and `file` as the old one:
 * meanwhile the message has a third name.
 */
async function dropTwins(file: Buffer, twins: readonly Buffer[], guard: Buffer): Promise<void> {
  const others = twins.filter((twin) => !twin.equals(file));
  if (others.length === 0) return;
  await link(file, guard);
  for (const twin of others) await unlinkSame(twin, guard);
  if (await exists(file)) await unlink(guard);
  else await rename(guard, file);
}

/** Takes a name away where it is still one of the same file. */
export async function unlinkSame(name: Buffer, file: Buffer | { readonly inode: bigint }): Promise<void> {
  try {
    const { ino } = await stat(name, { bigint: true });
    const inode = Buffer.isBuffer(file) ? (await stat(file, { bigint: true })).ino : file.inode;
    if (ino === inode) await unlink(name);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** The first step alone: the message has both names, where the file system knows links. */
export async function addName({ from, target, message }: Renamed, flags: readonly string[]): Promise<Named> {
  const seconds = Math.floor((message.delivered ?? 0) / 1_000);
  for (let { unique } = message; ; unique = newUniqueName(seconds, message.octets)) {
    const to = fileOf(target, `cur/${writeMaildirName({ unique, others: message.others }, flags)}`);
    if (to.equals(from)) return { unique, file: to, isTwice: false };
    const taken = await takeName(from, to);
    if (taken !== 'of another') return { unique, file: to, isTwice: taken === 'linked' };
  }
}

async function takeName(from: Buffer, to: Buffer): Promise<'linked' | 'renamed' | 'of another'> {
  try {
    await link(from, to);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') {
      if (!(await isSameFile(from, to))) return 'of another';
    } else if (unlinkable.has(code)) {
      // Looked at before: a name is given twice by mistake only, not in this very moment.
      if (await exists(to)) return 'of another';
      await rename(from, to);
      return 'renamed';
    } else throw error;
  }
  return 'linked';
}

async function isSameFile(one: Buffer, other: Buffer): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map((file) => stat(file, { bigint: true })));
  return first?.dev === second?.dev && first?.ino === second?.ino;
}

async function exists(file: Buffer): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return false;
  }
}
