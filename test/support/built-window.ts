/** The window, built once for all test files of a run: some forty of them open it, and a build takes a core for three seconds. */
import { existsSync, mkdirSync, renameSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { inject } from 'vitest';

/** `shipped`: as users have it. `development`: with the React that says more about mistakes, and takes twice the time for everything. */
export type WindowKind = 'shipped' | 'development';

const root = new URL('../../', import.meta.url).pathname;

/**
 * Runs in a page before anything of it. The React of development notes of each element where it was made, and runs each component as a
 * task of the debugger; what it complains of, it complains of without that.
 */
export function withoutStacks(): void {
  Error.stackTraceLimit = 0;
  for (const name of ['createTask', 'timeStamp']) Reflect.deleteProperty(console, name);
}

/** Answers the folder of the built window. Rejects where the build failed. */
export const builtWindow = (kind: WindowKind): Promise<string> => builtOnce(kind, (folder) => buildInto(folder, kind));

/**
 * Answers a folder that is filled once for all test files of a run: by whichever asks first, while the others wait. Rejects where filling it
 * failed.
 * @param build fills the folder that it is handed
 */
export async function builtOnce(name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const shared = inject('windowFolder');
  const folder = join(shared, name);
  const failed = join(shared, `${name}.failed`);
  if (isFirst(join(shared, `${name}.lock`))) {
    try {
      await build(join(shared, `${name}.part`));
      renameSync(join(shared, `${name}.part`), folder);
    } catch (error) {
      writeFileSync(failed, '');
      throw error;
    }
  } else await untilOneIsThere(shared, [folder, failed]);
  if (existsSync(failed)) throw new Error(`${name} could not be built: another test file says why`);
  return folder;
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false; // what `mkdirSync` throws has a code
    throw error;
  }
}

async function buildInto(outDir: string, kind: WindowKind): Promise<void> {
  // Vitest sets it to "test", by which Vite takes the React of development.
  const { NODE_ENV } = process.env;
  if (kind === 'shipped') process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(root, 'renderer/vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true, sourcemap: false },
    });
  } finally {
    if (NODE_ENV !== undefined) process.env.NODE_ENV = NODE_ENV;
  }
}

/** Resolves when one of these paths exists. */
function untilOneIsThere(folder: string, paths: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!paths.some((path) => existsSync(path))) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, look);
    watcher.on('error', reject);
    look();
  });
}
