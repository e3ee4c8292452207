/**
 * Runs before anything is installed, on whatever Node the machine has: installs the dependencies if they are missing or
 * older than the lock file, finds a Node that is new enough, builds the window if its sources changed, and starts the
 * program. Everything it says goes to standard error, because standard output belongs to the program's result.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const requiredNode = 24;

/** What installs and builds has no business with the key to the passwords. */
const { POSTGLASS_PASSPHRASE: _, ...toolEnvironment } = process.env;

const say = (text) => process.stderr.write(`${text}\n`);
const at = (...parts) => join(root, ...parts);
const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function stop(text, status = 1) {
  say(text);
  process.exit(status);
}

/** Installs when the folder is missing, half full (npm writes `.package-lock.json` last) or older than the lock file. */
function install() {
  const lock = modified(at('package-lock.json'));
  if (modified(at('node_modules', '.package-lock.json')) >= lock) return;
  say('Installing dependencies …');
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  // Standard input stays with the program (`cli send < message.eml`); npm's own output must not reach standard output.
  const done = spawnSync(npm[0], [...npm[1], 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: toolEnvironment,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: platform() === 'win32' && !process.env.npm_execpath,
  });
  if (done.status !== 0) stop('The dependencies could not be installed; the lines above say why.');
}

/** The machine's Node if it is new enough, else the one that came with the dependencies. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= requiredNode) return process.execPath;
  const system = platform() === 'win32' ? 'win' : platform();
  const program = platform() === 'win32' ? 'node.exe' : 'bin/node';
  const bundled = at('node_modules', `node-${system}-${arch()}`, program);
  if (existsSync(bundled)) return bundled;
  return stop(`Postglass needs Node ${requiredNode} or newer; this is ${process.version}. Install it from nodejs.org and try again.`);
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : modified(path));
  }
  return latest;
}

function runScript(node, file, args) {
  const done = spawnSync(node, [at(file), ...args], {
    cwd: root,
    env: toolEnvironment,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  });
  if (done.status !== 0) stop(`${file} failed; the lines above say why.`);
}

const runModule = (node, file, args) => runScript(node, join('node_modules', file), args);
const findBrowser = (node) => runScript(node, join('test', 'support', 'install-chromium.ts'), []);

/** Builds the window when any of its sources is newer than the last build. */
function buildWindow(node) {
  const sources = Math.max(
    newest(at('renderer')),
    newest(at('electron', 'contract')),
    newest(at('electron', 'words')),
    modified(at('package-lock.json')),
  );
  if (modified(at('dist', 'renderer', 'index.html')) >= sources) return;
  say('Building the window …');
  runModule(node, 'vite/bin/vite.js', ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'error']);
}

/**
 * The Electron program, or null with the reason where it cannot be had: no runtime and no way to download it, or no display.
 */
function findElectron(node) {
  const pathFile = at('node_modules', 'electron', 'path.txt');
  if (platform() === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' };
  if (!existsSync(pathFile) && !process.env.POSTGLASS_NO_DOWNLOAD) {
    say('Fetching the Electron runtime (once) …');
    // Its download can hang behind a firewall: the browser host is better than waiting for ever.
    spawnSync(node, [at('node_modules', 'electron', 'install.js')], {
      cwd: root,
      env: toolEnvironment,
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
      timeout: 120_000,
    });
  }
  if (!existsSync(pathFile)) return { reason: 'the Electron runtime could not be downloaded' };
  const program = at('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? { program } : { reason: 'the Electron runtime is incomplete' };
}

/**
 * Starts the program with our own standard streams and takes its exit status; signals reach it too. Every child's environment can be read by
 * every program of the same user: the key to the passwords goes to none but those that open them.
 */
function run(program, args, environment = {}, inherited = toolEnvironment) {
  const bin = at('node_modules', '.bin');
  const separator = platform() === 'win32' ? ';' : ':';
  const child = spawn(program, args, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    env: {
      // Stripped and compiled sources are kept, which halves the start.
      NODE_COMPILE_CACHE: at('node_modules', '.cache', 'postglass-compiled'),
      // glibc keeps what each thread has freed for that thread; two such stores instead of sixteen are 30 MB less in a first synchronisation.
      MALLOC_ARENA_MAX: '2',
      ...inherited,
      ...environment,
      PATH: `${bin}${separator}${process.env.PATH ?? ''}`,
    },
  });
  // A terminal sends SIGINT to the whole group; a supervisor sends SIGTERM to us alone. The child decides when it is done.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function startWindow(node, args) {
  // Said at once, and not after a build.
  if (args.includes('--help') || args.includes('-h')) return run(node, [at('electron', 'loopback', 'main.ts'), '--help']);
  buildWindow(node);
  const electron = args.includes('--browser') ? null : findElectron(node);
  if (electron?.program) {
    runModule(node, 'electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'error']);
    return run(electron.program, [root, ...args]);
  }
  if (electron) say(`Opening in the browser instead of a desktop window: ${electron.reason}.`);
  return run(node, [at('electron', 'loopback', 'main.ts'), ...args.filter((argument) => argument !== '--browser')], {}, process.env);
}

const commands = {
  start: startWindow,
  practice: (node, args) => startWindow(node, ['--practice', ...args]),
  cli: (node, args) => run(node, [at('electron', 'terminal', 'main.ts'), ...args], {}, process.env),
  bench: (node, args) => run(node, [at('test', 'bench', 'bench.ts'), ...args]),
  screenshots: (node, args) => {
    findBrowser(node);
    buildWindow(node);
    run(node, [at('test', 'screenshots', 'screenshots.ts'), ...args]);
  },
  test: (node, args) => {
    findBrowser(node);
    buildWindow(node);
    run(node, [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', root, ...args]);
  },
  // The proofs at their whole size, one file at a time: each measures, and some last half an hour.
  prove: (node, args) => {
    findBrowser(node);
    buildWindow(node);
    const elsewhere = ['test/renderer/lists/commands.test.ts', 'test/engine/transcript/export/export-threads.test.ts'];
    const files = args.length > 0 ? args : ['test/proof', ...elsewhere];
    const vitest = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', root, '--maxWorkers', '1', '--testTimeout', '7200000'];
    run(node, [...vitest, ...files], { POSTGLASS_PROOF: 'whole' });
  },
  check: (node, args) => {
    runModule(node, 'typescript/bin/tsc', ['-b', root]);
    runModule(node, '@biomejs/biome/bin/biome', ['check', root]);
    const rules = ['test/architecture.test.ts', 'test/styles.test.ts'];
    run(node, [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', root, ...rules, ...args]);
  },
  install: () => {},
};

const [name = 'start', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) stop(`Unknown command ${name}; there are ${Object.keys(commands).join(', ')}.`, 2);
install();
command(findNode(), args);
