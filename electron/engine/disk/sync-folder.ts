/** Puts what was made, renamed or deleted in a folder on the disk: the files' own `sync` does not (fsync(2)). */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Windows opens no folder as a file; its file systems log names by themselves. */
const hasNoSuchStep = process.platform === 'win32';

export async function syncFolder(path: string): Promise<void> {
  if (hasNoSuchStep) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The same while a database is being opened, where nothing waits. */
export function syncFolderAtOnce(path: string): void {
  if (hasNoSuchStep) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
