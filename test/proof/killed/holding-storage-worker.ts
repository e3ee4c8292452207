/** The storage worker, which holds back a job or its answer when the subject of a message says so, and does everything else. */
import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type MessagePort, parentPort } from 'node:worker_threads';
import type { JobInput } from '../../../electron/engine/cache/queue/jobs.ts';
import type { FromStorage, ToStorage } from '../../../electron/engine/workers/storage-messages.ts';
import { type Hold, openHolds, readHold } from './storage-holds.ts';

if (!parentPort) throw new Error('holding-storage-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const holds = openHolds();
const wanted = new Map<string, Hold>();
const unanswered = new Map<number, Hold>();
/** Entries that are being queued, by the number of the request: they may share the transaction in which a mark behind them is fetched. */
const beingQueued = new Map<number, string>();
/** What is held back behind an entry that is not on the disk yet. */
const behind = new Map<string, Hold>();

/** Whether the worker may have this job. */
function passes(message: ToStorage): boolean {
  if (!('name' in message) || (message.name !== 'queueMessage' && message.name !== 'markDotPending')) return true;
  const queued = message.name === 'queueMessage' ? (message.input as JobInput<'queueMessage'>).item : null; // typed by `Storage`, the only sender
  const id = queued?.id ?? (message.input as JobInput<'markDotPending'>).id; // the same
  const hold = queued ? readHold(queued.subject) : wanted.get(id);
  if (!hold) return true;
  wanted.set(id, hold);
  if (hold === `${message.name} unanswered`) unanswered.set(message.id, hold);
  if (hold !== `${message.name} unwritten`) {
    if (queued) beingQueued.set(message.id, id);
    return true;
  }
  // The test that hears of it kills the program: what came before it is on the disk by then.
  if ([...beingQueued.values()].includes(id)) behind.set(id, hold);
  else holds.postMessage(hold);
  return false;
}

// Between the port and the worker's own listener, and where it fetches messages itself between two jobs.
const { receiveMessageOnPort } = workerThreads;
workerThreads.receiveMessageOnPort = (port: MessagePort) => {
  for (;;) {
    const received: { message: ToStorage } | undefined = receiveMessageOnPort(port);
    if (!received || passes(received.message)) return received;
  }
};
syncBuiltinESMExports();
const listen = parent.on.bind(parent);
parent.on = ((name: 'message', listener: (message: ToStorage) => void) =>
  listen(name, (message: ToStorage) => {
    if (passes(message)) listener(message);
  })) as typeof parent.on; // the worker listens to nothing else

const post = parent.postMessage.bind(parent);
parent.postMessage = (message: FromStorage, transfer) => {
  if (!('answers' in message)) return post(message, transfer);
  post({ answers: message.answers.filter(({ id }) => !unanswered.has(id)) });
  for (const { id } of message.answers) {
    const entry = beingQueued.get(id) ?? '';
    beingQueued.delete(id);
    const hold = unanswered.get(id) ?? behind.get(entry);
    if (hold) holds.postMessage(hold);
  }
};
await import('../../../electron/engine/workers/storage-worker.ts');
