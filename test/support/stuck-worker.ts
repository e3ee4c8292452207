/** A thread that starts as the engine's or the storage's does and then never does what it is told: deaf, or in an endless loop. */
import { parentPort, workerData } from 'node:worker_threads';

const parent = parentPort;
if (!parent) throw new Error('stuck-worker.ts is the entry point of a worker thread');
const isBusy = JSON.stringify(workerData).includes('busy');
parent.on('message', () => {
  while (isBusy);
});
parent.postMessage({ started: { ok: true, value: null }, ready: { ok: true, value: null } });
