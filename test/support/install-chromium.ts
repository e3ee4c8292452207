/**
 * Run before the tests: sees to it that there is a Chromium for them. Debian's package where this machine is a Debian and we are root,
 * else playwright's own download, else a sentence that says what to do. Everything it says goes to standard error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findChromium } from './chromium.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

function run(program: string, args: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { env: environment, stdio: ['ignore', process.stderr.fd, process.stderr.fd] }).status === 0;
}

/** Asks for little: a machine that was only just made has no package lists yet. */
function installPackage(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  say('Installing the package chromium, which the tests drive …');
  const install = (...packages: string[]) => run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', ...packages]);
  // The smaller one, which most tests take where it is, is not in every Debian.
  const both = () => install('chromium', 'chromium-headless-shell');
  return both() || (run('apt-get', ['update', '--quiet=2']) && (both() || install('chromium')));
}

function download(): boolean {
  say('Downloading a Chromium, which the tests drive …');
  const program = createRequire(import.meta.url).resolve('playwright-core/cli.js');
  return run(process.execPath, [program, 'install', '--only-shell', 'chromium']);
}

if (findChromium() === null && process.env.POSTGLASS_CHROMIUM === undefined) {
  if (!installPackage() && !process.env.POSTGLASS_NO_DOWNLOAD) download();
}
if (findChromium() === null) {
  say('The tests drive a browser, and there is none: install chromium, or let POSTGLASS_CHROMIUM name one.');
  process.exitCode = 1;
}
