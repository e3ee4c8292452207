/**
 * Where Exim's program is kept. Debian lets only one mail transfer agent be installed, so Exim is unpacked beside Postfix, without
 * installing it and without its setuid bit.
 */
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serversFolder, unpackPackages } from '../debian-packages.ts';

/** The path where the fetched program lies or would lie. */
export function eximProgram(): string {
  return join(serversFolder, 'exim4');
}

/** Fetches the program; its libraries have to be installed. */
export async function fetchExim(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'postglass-exim-package-'));
  try {
    const unpacked = join(scratch, 'unpacked');
    await unpackPackages(['exim4-daemon-light'], unpacked);
    // A copy does not carry the setuid bit, and the rename shows other processes the whole file or none.
    const arriving = `${eximProgram()}.${process.pid}`;
    await copyFile(join(unpacked, 'usr', 'sbin', 'exim4'), arriving);
    await rename(arriving, eximProgram());
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
