/** Builds window and desktop program where their sources are newer than what is in `dist`, for tests that run what is built. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    encoding: 'utf8',
    // Vitest sets it to "test", by which Vite would leave the React of development in `dist`.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
}

const builtAt = (path: string) => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

export function buildProgram(): void {
  const own = newest('electron');
  if (builtAt('dist/electron/preload.cjs') < own) run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'error']);
  if (builtAt('dist/renderer/index.html') < Math.max(newest('renderer'), newest('electron/contract'), newest('electron/words')))
    run('vite/bin/vite.js', ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'error']);
}
