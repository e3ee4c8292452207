/**
 * Entry point of the engine thread. It starts the storage thread before it loads the engine, each of which takes as long as the other: so it imports
 * nothing else itself.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineThreadData } from '../engine-thread.ts';
import { startStorageWorker } from './start-storage-worker.ts';

if (!parentPort) throw new Error('engine-worker.ts is the entry point of a worker thread');
const data = workerData as EngineThreadData; // given by startEngineThread, the only one who starts this file
const { engine, storage, parse, check, pack, compose, export: exportUrl, search, log } = data.settings.workers;
const workers = {
  engine: new URL(engine),
  storage: new URL(storage),
  parse: new URL(parse),
  check: new URL(check),
  pack: new URL(pack),
  compose: new URL(compose),
  export: new URL(exportUrl),
  search: new URL(search),
  log: new URL(log),
};
const storageWorker = startStorageWorker(workers.storage);
const { serveEngine } = await import('./serve-engine.ts');
await serveEngine(parentPort, data, { ...data.settings, workers, storageWorker });
