/** `build/launch.mjs`, the first thing that runs on a clean clone, in a small project of its own: when it installs, what it says where, and what it starts. */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../../build/launch.mjs', import.meta.url));
let project: string;

function put(path: string, text: string, mode?: number): void {
  const whole = join(project, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  if (mode !== undefined) chmodSync(whole, mode);
}

const age = (path: string, seconds: number) => utimesSync(join(project, path), new Date(), new Date(Date.now() - seconds * 1000));

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'postglass-launch-'));
  mkdirSync(join(project, 'build'));
  copyFileSync(launcher, join(project, 'build', 'launch.mjs'));
  put('package.json', '{"type":"module"}');
  put('package-lock.json', '{}');
  age('package-lock.json', 60);
  for (const folder of ['renderer', 'electron/contract', 'electron/words']) put(`${folder}/a.ts`, '');
  for (const folder of ['renderer', 'electron/contract', 'electron/words']) age(`${folder}/a.ts`, 60);
  // npm as it is run here: it talks, reads what it is given, and writes its own lock last.
  put(
    'npm.mjs',
    `import { mkdirSync, writeFileSync, appendFileSync, readFileSync } from 'node:fs';
process.stdout.write('added 1 package\\n'); process.stderr.write('npm notice\\n');
appendFileSync('installed.txt', process.argv.slice(2).join(' ') + '|' + readFileSync(0).length + '\\n');
mkdirSync('node_modules', { recursive: true }); writeFileSync('node_modules/.package-lock.json', '{}');
if (process.env.NPM_FAILS) process.exit(1);`,
  );
  put(
    'electron/terminal/main.ts',
    `let text = ''; for await (const part of process.stdin) text += part; process.stdout.write(JSON.stringify({ args: process.argv.slice(2), text }) + '\\n');`,
  );
  put('electron/loopback/main.ts', `process.stdout.write('browser host ' + process.argv.slice(2).join(' ') + '\\n');`);
  for (const [name, built] of [
    ['vite/bin/vite.js', 'dist/renderer/index.html'],
    ['electron-vite/bin/electron-vite.js', 'dist/electron/main.js'],
  ] as const)
    put(
      `packages/${name}`,
      `import { mkdirSync, writeFileSync } from 'node:fs'; console.log('building ${built}'); mkdirSync('${dirname(built)}', { recursive: true }); writeFileSync('${built}', '');`,
    );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** Dependencies as an install leaves them, or, without npm's own lock, as an interrupted one does. */
function installed(whole: boolean): void {
  for (const path of ['vite/bin/vite.js', 'electron-vite/bin/electron-vite.js'])
    put(`node_modules/${path}`, readFileSync(join(project, 'packages', path), 'utf8'));
  put('node_modules/package.json', '{"type":"module"}');
  if (whole) put('node_modules/.package-lock.json', '{}');
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function launch(
  args: readonly string[],
  {
    input = '',
    environment = {},
    onOutput,
  }: { input?: string; environment?: Record<string, string>; onOutput?: (child: ReturnType<typeof spawn>) => void } = {},
): Promise<Outcome> {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, INIT_CWD: _directory, ...rest } = process.env;
  const child = spawn(process.execPath, [join(project, 'build', 'launch.mjs'), ...args], {
    env: { ...rest, npm_execpath: join(project, 'npm.mjs'), POSTGLASS_NO_DOWNLOAD: '1', ...environment },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      if (name === 'stdout') onOutput?.(child);
    });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...output })));
}

const installs = () =>
  existsSync(join(project, 'installed.txt')) ? readFileSync(join(project, 'installed.txt'), 'utf8').trim().split('\n') : [];

describe('setting up before the program runs', () => {
  it.each([
    ['nothing is installed', () => {}, 1],
    ['an install was interrupted and left a half-full folder', () => installed(false), 1],
    [
      'the lock file is newer than what is installed',
      () => {
        installed(true);
        age('node_modules/.package-lock.json', 120);
      },
      1,
    ],
    ['everything is installed', () => installed(true), 0],
  ])('when %s', async (_when, prepare, expected) => {
    prepare();
    const { status, stdout } = await launch(['cli', 'log'], { input: 'message' });
    expect(status).toBe(0);
    expect(installs().length).toBe(expected);
    if (expected) expect(installs()[0]).toMatch(/^ci .*\|0$/);
    // The result alone is on standard output, and standard input came to the program whole.
    expect(stdout).toBe('{"args":["log"],"text":"message"}\n');
  });

  it('installs once: the second start finds it done and says nothing', async () => {
    const first = await launch(['cli']);
    expect(first.stderr).toMatch(/^Installing dependencies …\n/);
    const second = await launch(['cli']);
    expect(second.stderr).toBe('');
    expect(installs()).toHaveLength(1);
  });

  it('an install that fails ends it with status 1 and a line', async () => {
    const { status, stdout, stderr } = await launch(['cli'], { environment: { NPM_FAILS: '1' } });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim().split('\n').at(-1)).toMatch(/dependencies could not be installed/);
  });

  it('hands the passphrase of the passwords to the program and to nothing that installs or builds it', async () => {
    const tell = (who: string) =>
      `;(await import('node:fs')).appendFileSync('told.txt', '${who} ' + (process.env.POSTGLASS_PASSPHRASE ?? 'nothing') + '\\n');`;
    for (const [who, path] of [
      ['npm', 'npm.mjs'],
      ['build', 'packages/vite/bin/vite.js'],
      ['program', 'electron/loopback/main.ts'],
    ] as const)
      put(path, `${readFileSync(join(project, path), 'utf8')}${tell(who)}`);
    installed(false);
    const { status } = await launch(['start', '--browser'], { environment: { POSTGLASS_PASSPHRASE: 'key', INIT_CWD: project } });
    expect(status).toBe(0);
    expect(readFileSync(join(project, 'told.txt'), 'utf8')).toBe('npm nothing\nbuild nothing\nprogram key\n');
  });

  it('an unknown command ends with status 2 and installs nothing', async () => {
    const { status, stderr } = await launch(['fly']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Unknown command fly; there are start, practice, cli/);
    expect(installs()).toEqual([]);
  });
});

describe('starting a window', () => {
  beforeEach(() => installed(true));

  it('without a display the browser host opens instead, and one line says why', async () => {
    const { status, stdout, stderr } = await launch(['start', '--no-open', '--lang', 'es']);
    expect(status).toBe(0);
    expect(stdout).toBe('browser host --no-open --lang es\n');
    expect(stderr.split('\n').filter((line) => line.startsWith('Opening in the browser'))).toEqual([
      'Opening in the browser instead of a desktop window: there is no display.',
    ]);
  });

  it('without the runtime the browser host opens instead, and one line says why', async () => {
    const { stdout, stderr } = await launch(['practice'], { environment: { DISPLAY: ':99' } });
    expect(stdout).toBe('browser host --practice\n');
    expect(stderr).toMatch(/Opening in the browser instead of a desktop window: the Electron runtime could not be downloaded\.\n$/);
  });

  it('--browser asks for it, and nothing needs saying', async () => {
    const { stdout, stderr } = await launch(['start', '--browser', '--no-open']);
    expect(stdout).toBe('browser host --no-open\n');
    expect(stderr).not.toContain('instead');
  });

  it('with runtime and display the desktop program starts on the project, built', async () => {
    put('node_modules/electron/path.txt', 'electron');
    put('node_modules/electron/dist/electron', `#!/bin/sh\necho "desktop $* $POSTGLASS_PASSPHRASE"\n`, 0o755);
    // It has a keychain, and children of its own that would inherit the passphrase.
    const environment = { DISPLAY: ':99', POSTGLASS_PASSPHRASE: 'key' };
    const { status, stdout } = await launch(['start', '--lang', 'pt'], { environment });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `desktop ${project}/ --lang pt \n` });
    expect(existsSync(join(project, 'dist/electron/main.js'))).toBe(true);
  });

  it('a runtime that was left half unpacked counts as none', async () => {
    put('node_modules/electron/path.txt', 'electron');
    const { stdout, stderr } = await launch(['start'], { environment: { DISPLAY: ':99' } });
    expect(stdout).toBe('browser host \n');
    expect(stderr).toContain('the Electron runtime is incomplete');
  });

  it('the window is built when its sources are newer, and not again', async () => {
    expect((await launch(['start'])).stderr).toContain('Building the window');
    expect((await launch(['start'])).stderr).not.toContain('Building the window');
    put('electron/words/a.ts', 'changed');
    utimesSync(join(project, 'electron/words/a.ts'), new Date(), new Date(Date.now() + 60_000));
    expect((await launch(['start'])).stderr).toContain('Building the window');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s reaches the program, whose status is taken over', async (signal) => {
    put(
      'electron/loopback/main.ts',
      `process.on('${signal}', () => { process.stdout.write('closing\\n'); process.exit(7); }); setInterval(() => {}, 1000); process.stdout.write('up\\n');`,
    );
    let told = false;
    const { status, stdout } = await launch(['start', '--browser'], {
      onOutput(child) {
        if (told) return;
        told = true;
        child.kill(signal);
      },
    });
    expect({ status, stdout }).toEqual({ status: 7, stdout: 'up\nclosing\n' });
  });
});
