/** Entry point of the storage thread: the only writer of the databases. It opens none before it is told to: the data folder is locked by then. */
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { type Result, toFailure } from '../../contract/failure.ts';
import type { AskCompressed, CompressedAnswer } from '../cache/bodies/compressed-page.ts';
import type { JobDefinition } from '../cache/queue/job.ts';
import { jobNames, jobs } from '../cache/queue/jobs.ts';
import type { AskTexts, TextAnswer } from '../cache/search/text-pages.ts';
import { mailReading } from './mail-reading.ts';
import { freeBytes, packBytes } from './pack-bytes.ts';
import { type StorageLoop, startStorageLoop } from './storage-loop.ts';
import type { FromStorage, OpenStorage, ToStorage } from './storage-messages.ts';
import { lowerThreadPriority, niceness } from './threads/lower-thread-priority.ts';

if (!parentPort) throw new Error('storage-worker.ts is the entry point of a worker thread');
const parent = parentPort;
lowerThreadPriority(niceness.storage);

const tell: (message: FromStorage) => void = parent.postMessage.bind(parent);

/** Answers of one transaction go together. */
let answers: { id: number; result: Result<unknown> }[] = [];
function answer(id: number, result: Result<unknown>): void {
  if (answers.length === 0) queueMicrotask(flush);
  answers.push({ id, result });
}
function flush(): void {
  const message: FromStorage = { answers };
  answers = [];
  tell(message);
}

const asked = new Map<number, (answer: TextAnswer) => void>();
let nextAsked = 1;
const askTexts: AskTexts = (bodies, answered) => {
  const id = nextAsked++;
  asked.set(id, answered);
  tell({ texts: id, bodies });
};
const compressing = new Map<number, (answer: CompressedAnswer) => void>();
const askCompressed: AskCompressed = (raws, answered) => {
  const id = nextAsked++;
  compressing.set(id, answered);
  const { value, transfer } = packBytes<FromStorage>({ compress: id, raws });
  parent.postMessage(value, transfer);
  freeBytes(raws);
};

function take(loop: StorageLoop, message: Exclude<ToStorage, { open: OpenStorage }>): void {
  if ('ping' in message) {
    tell({ alive: true });
    return;
  }
  if ('close' in message) {
    loop.close();
    flush();
    tell({ closed: true });
    parent.close();
    return;
  }
  if ('texts' in message) {
    asked.get(message.texts)?.(message.answer);
    asked.delete(message.texts);
    loop.wake();
    return;
  }
  if ('compressed' in message) {
    compressing.get(message.compressed)?.(message.answer);
    compressing.delete(message.compressed);
    loop.wake();
    return;
  }
  const { id, name, input } = message;
  loop.add({
    name,
    input,
    answer(result) {
      answer(id, result);
      const job: JobDefinition<unknown, unknown> = jobs[name];
      if (job.buffers) freeBytes(job.buffers(input));
    },
  });
}

function openDatabases({ folder, asksTexts, asksCompressed }: OpenStorage): StorageLoop | null {
  try {
    const loop: StorageLoop = startStorageLoop({
      folder,
      mail: mailReading,
      askTexts: asksTexts ? askTexts : undefined,
      askCompressed: asksCompressed ? askCompressed : undefined,
      now: Date.now,
      receive() {
        // A closing message must not be taken in the middle of a transaction: it comes last, so leave it to the event loop.
        for (;;) {
          const received: { message: ToStorage } | undefined = receiveMessageOnPort(parent);
          if (!received) return;
          if ('close' in received.message) {
            setImmediate(take, loop, received.message);
            return;
          }
          if (!('open' in received.message)) take(loop, received.message);
        }
      },
      changed: tell,
      idleTrouble: (trouble) => tell({ trouble }),
    });
    tell({ ready: { ok: true, value: { names: jobNames, repeated: jobNames.filter((name) => isRepeated(jobs[name])) } } });
    return loop;
  } catch (error) {
    tell({ ready: { ok: false, failure: toFailure(error) } });
    parent.close();
    return null;
  }
}

const isRepeated = ({ repeated }: Pick<JobDefinition<never, unknown>, 'repeated'>) => repeated === true;

let opened: StorageLoop | null = null;
parent.on('message', (message: ToStorage) => {
  if ('open' in message) opened ??= openDatabases(message.open);
  else if (opened) take(opened, message);
});
