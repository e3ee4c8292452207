/** Opens the window in the user's browser; where there is none, the printed address is enough. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openingPage } from './entry-page.ts';

/** Named so that the program that gave the token out finds the file that another start has written. */
const openingFile = (token: string): string => `open-${createHash('sha256').update(token).digest('hex').slice(0, 16)}.html`;
const isOpeningFile = (name: string): boolean => /^open-[0-9a-f]{16}\.html$/.test(name);

/** Removes the file of a token that is no longer valid. */
export function removeOpeningFile(dataFolder: string, token: string): void {
  rmSync(join(dataFolder, openingFile(token)), { force: true });
}

/**
 * Removes what a killed program has left.
 * @param say told of each that cannot be removed: its token opens nothing any more, and the program goes on
 */
export function removeOpeningFiles(dataFolder: string, say: (text: string) => void): void {
  for (const name of readdirSync(dataFolder).filter(isOpeningFile)) {
    try {
      rmSync(join(dataFolder, name), { force: true });
    } catch (error) {
      say(`${name} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/**
 * Opens an address by way of a file that only its owner may read, because every user can see the arguments of a process.
 * The caller that issued the token removes the file (`removeOpeningFile`).
 * Throws the system's error when the file cannot be written.
 */
export function openBrowser(address: string, dataFolder: string): void {
  const { origin, searchParams } = new URL(address);
  const token = searchParams.get('token') ?? '';
  const path = join(dataFolder, openingFile(token));
  // Never through a file or link that stands there already.
  writeFileSync(path, openingPage(origin, token), { mode: 0o600, flag: 'wx' });
  const target = pathToFileURL(path).href;
  const [program, args] =
    platform() === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', target]]
      : platform() === 'darwin'
        ? ['open', [target]]
        : ['xdg-open', [target]];
  const child = spawn(program as string, args as string[], { stdio: 'ignore', detached: true }); // a pair by construction
  child.on('error', () => {}); // no browser here: the address is on standard output
  child.unref();
}
