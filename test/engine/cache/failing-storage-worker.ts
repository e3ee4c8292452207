/** The storage worker, which dies or hangs when a draft says so. */
import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type MessagePort, parentPort } from 'node:worker_threads';
import type { ToStorage } from '../../../electron/engine/workers/storage-messages.ts';

function obey(message: ToStorage): void {
  const text = 'name' in message && message.name === 'saveDraft' ? JSON.stringify(message.input) : '';
  if (text.includes('please die')) process.exit(3);
  if (text.includes('please hang')) for (;;);
}

// Before the worker's own listener, and where it fetches messages itself between two jobs: the job never reaches it.
parentPort?.on('message', obey);
const { receiveMessageOnPort } = workerThreads;
workerThreads.receiveMessageOnPort = (port: MessagePort) => {
  const received: { message: ToStorage } | undefined = receiveMessageOnPort(port);
  if (received) obey(received.message);
  return received;
};
syncBuiltinESMExports();
await import('../../../electron/engine/workers/storage-worker.ts');
