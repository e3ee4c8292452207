/**
 * Programs out of Debian packages that cannot be installed beside one another, or shall not be: fetched with apt, unpacked into a folder
 * that the repository ignores, and run from there. Needs apt-get and the network, not root.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const runProgram = promisify(execFile);

/** Where every fetched program lies. */
export const serversFolder = fileURLToPath(new URL('../../node_modules/.cache/postglass-servers/', import.meta.url));

/** Where the packages of this name are or would be unpacked; it is there whole or not at all. */
export const unpackedFolder = (name: string): string => join(serversFolder, name);

/** Where the programs in an unpacked folder find the libraries beside them: the value of LD_LIBRARY_PATH. */
export const librariesIn = (root: string): string =>
  ['usr/lib', 'usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'lib/aarch64-linux-gnu']
    .map((part) => join(root, part))
    .join(':');

/** Downloads the packages, and those libraries they depend on that the machine lacks, and unpacks all into `folder`. */
export async function unpackPackages(packages: readonly string[], folder: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'postglass-packages-'));
  try {
    await runProgram('apt-get', ['download', ...packages, ...(await missingLibraries(packages))], { cwd: scratch });
    const archives = (await readdir(scratch)).filter((name) => name.endsWith('.deb'));
    if (archives.length < packages.length) throw new Error(`apt-get download left only ${archives.join(', ')} behind.`);
    await mkdir(serversFolder, { recursive: true });
    // The rename shows other processes the whole folder or none.
    const arriving = `${folder}.${process.pid}`;
    await mkdir(arriving);
    for (const archive of archives) await runProgram('dpkg-deb', ['--extract', join(scratch, archive), arriving]);
    await rm(folder, { recursive: true, force: true });
    await rename(arriving, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Libraries that these packages need, directly or through another library that is missing too. */
async function missingLibraries(packages: readonly string[]): Promise<string[]> {
  const { stdout } = await runProgram('dpkg-query', ['--show', `--showformat=\${Package} \${db:Status-Status}\n`], { maxBuffer: 64 << 20 });
  const known = new Set(Array.from(stdout.matchAll(/^(\S+) installed$/gm), ([, name]) => name));
  const missing: string[] = [];
  for (let next = packages; next.length > 0; ) {
    next = (await librariesOf(next)).filter((name) => !known.has(name));
    for (const name of next) known.add(name);
    missing.push(...next);
  }
  return missing;
}

/** Of alternatives only the one that stands first. */
async function librariesOf(names: readonly string[]): Promise<string[]> {
  const { stdout } = await runProgram('apt-cache', ['depends', ...names]);
  const found = new Set<string>();
  let isAlternative = false;
  for (const [, or, library] of stdout.matchAll(/^ *(\|?)(?:Pre)?Depends: (\S+)$/gm)) {
    if (!isAlternative && library?.startsWith('lib')) found.add(library);
    isAlternative = or === '|';
  }
  return [...found];
}

/** A program of an unpacked folder, or undefined where it has not been fetched. */
export function unpackedProgram(name: string, path: string): string | undefined {
  const program = join(unpackedFolder(name), path);
  return existsSync(program) ? program : undefined;
}
