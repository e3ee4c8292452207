/**
 * Preloaded into the process that plays Electron: maps `electron` to the double, in the main thread only (Electron's
 * worker threads have no `electron` either), and switches off a defence of the program by replacing a piece of its
 * source, so that a test can show that it goes red without it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

export interface Mutation {
  /** A path's end: `desktop/bridge.ts`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const double = new URL('./electron-module.ts', import.meta.url).href;
const mutations = JSON.parse(process.env.ELECTRON_DOUBLE_MUTATIONS ?? '[]') as Mutation[]; // written by launch.ts

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main') {
      if (!isMainThread) throw new Error("Cannot find package 'electron': a worker thread has none");
      return { url: double, format: 'module-typescript', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    const wanted = mutations.filter(({ file }) => url.endsWith(`/${file}`));
    if (wanted.length === 0) return next(url, context);
    let source = readFileSync(fileURLToPath(url), 'utf8');
    for (const { file, find, replace } of wanted) {
      if (!source.includes(find)) throw new Error(`${file} does not hold ${find}: the mutation is out of date`);
      source = source.replaceAll(find, replace);
    }
    return { format: 'module', source: stripTypeScriptTypes(source), shortCircuit: true };
  },
});
