/**
 * Where Exim's program is kept. Debian lets only one mail transfer agent be installed, so Exim is unpacked beside Postfix, without
 * installing it and without its setuid bit, into a folder that the repository ignores.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const runProgram = promisify(execFile);
const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/postglass-servers/', import.meta.url));

/** The path where the fetched program lies or would lie. */
export function eximProgram(): string {
  return join(cacheFolder, 'exim4');
}

/** Fetches Debian's package with apt and unpacks the program; resolves to its path. Needs apt-get and the network, not root. */
export async function fetchExim(): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'postglass-exim-package-'));
  try {
    await runProgram('apt-get', ['download', 'exim4-daemon-light'], { cwd: scratch });
    const archive = (await readdir(scratch)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error('apt-get download left no package behind.');
    await runProgram('dpkg-deb', ['--extract', archive, 'unpacked'], { cwd: scratch });
    await mkdir(cacheFolder, { recursive: true });
    // A copy does not carry the setuid bit, and the rename shows other processes the whole file or none.
    const arriving = `${eximProgram()}.${process.pid}`;
    await copyFile(join(scratch, 'unpacked', 'usr', 'sbin', 'exim4'), arriving);
    await rename(arriving, eximProgram());
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return eximProgram();
}
