/** Where the threads' entry points are: beside this file's bundle when packaged, in the sources when Node runs them. */
import type { WorkerUrls } from '../engine/engine-thread.ts';
import { sourceWorkers } from '../loopback/engine-options.ts';

export function workerUrls(main: string): WorkerUrls {
  if (main.endsWith('.ts')) return sourceWorkers;
  const beside = (name: string) => new URL(`./${name}.js`, main);
  return {
    engine: beside('engine-worker'),
    storage: beside('storage-worker'),
    parse: beside('parse-worker'),
    check: beside('check-worker'),
    pack: beside('pack-worker'),
    compose: beside('compose-worker'),
    export: beside('export-worker'),
    search: beside('search-worker'),
    log: beside('log-worker'),
  };
}
