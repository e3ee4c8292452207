/** A thread that starts as the engine's or the storage's does and then never does what it is told: deaf, or in an endless loop. */
import { parentPort, workerData } from 'node:worker_threads';

const parent = parentPort;
if (!parent) throw new Error('stuck-worker.ts is the entry point of a worker thread');
const saysBusy = (data: unknown) => JSON.stringify(data ?? null).includes('busy');
let isBusy = saysBusy(workerData);
parent.on('message', (message: unknown) => {
  while (isBusy);
  // The storage thread is told its folder by its first message.
  isBusy = saysBusy(message);
});
parent.postMessage({ started: { ok: true, value: null }, ready: { ok: true, value: { names: [], repeated: [] } } });
