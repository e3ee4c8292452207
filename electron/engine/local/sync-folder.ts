/** Puts what was made, renamed or deleted in a folder on the disk: the files' own `sync` does not (fsync(2)). */
import { open } from 'node:fs/promises';

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
