/**
 * Whether another program has locked a file in the kernel, by fcntl() or flock(). Node cannot take such locks, and can see them: Linux lists
 * them. Elsewhere, and of other computers that share the disk, nothing is known of them.
 */
import { readFile, stat } from 'node:fs/promises';
import { systemCode } from '../../disk/system-code.ts';

const list = '/proc/locks';
/** `1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF` (proc_locks(5)); one that is only waited for has an arrow. */
const held = /^\d+: (?:POSIX|OFDLCK|FLOCK)\s+\S+\s+(?:READ|WRITE)\s+(-?\d+)\s+([0-9a-f]+):([0-9a-f]+):(\d+)\s/;

/** Of a file, as stat(2) says it: how the list writes it. */
function nameOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  // makedev(3) of Linux: twelve bits of the major number above eight of the minor one, the rest of both above these.
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return `${major}:${minor}:${ino}`;
}

/** @param read answers the list; by default the system's */
export function createKernelLocks(read: () => Promise<string> = () => readFile(list, 'latin1')): (file: string) => Promise<boolean> {
  return async (file) => {
    try {
      const name = nameOf(await stat(file, { bigint: true }));
      return (await read()).split('\n').some((line) => {
        const [, pid, major = '', minor = '', inode] = held.exec(line) ?? [];
        return pid !== undefined && Number(pid) !== process.pid && `${parseInt(major, 16)}:${parseInt(minor, 16)}:${inode}` === name;
      });
    } catch (error) {
      // No file, no list: nobody is known to have locked it.
      if (systemCode(error) === null) throw error;
      return false;
    }
  };
}
