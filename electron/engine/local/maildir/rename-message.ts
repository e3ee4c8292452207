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

/**
 * rename(2) would replace a file of that name; `link` does not. Where the name is taken by another message, this one gets a new unique part, as
 * Dovecot does it. Killed between the two steps, the message has two names: the next time the first step finds its own file and goes on.
 * @returns the unique part it has now. Rejects with ENOENT where the file is gone.
 */
export async function renameMessage({ from, target, message }: Renamed, flags: readonly string[]): Promise<string> {
  const seconds = Math.floor((message.delivered ?? 0) / 1_000);
  for (let { unique } = message; ; unique = newUniqueName(seconds, message.octets)) {
    const to = fileOf(target, `cur/${writeMaildirName({ unique, others: message.others }, flags)}`);
    if (to.equals(from)) return unique;
    if (await takeName(from, to)) return unique;
  }
}

/** False where another message has the name. */
async function takeName(from: Buffer, to: Buffer): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') {
      if (!(await isSameFile(from, to))) return false;
    } else if (unlinkable.has(code)) {
      // Looked at before: a name is given twice by mistake only, not in this very moment.
      if (await exists(to)) return false;
      await rename(from, to);
      return true;
    } else throw error;
  }
  await unlink(from);
  return true;
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
