/**
 * One storage worker from its start to its end. Every job is answered, even when the worker crashes or hangs. Does not know what becomes of the
 * work afterwards.
 */
import type { Clock } from '../../base/clock.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { StorageChange } from '../cache/queue/changes.ts';
import { packBytes } from './pack-bytes.ts';
import { type StartedWorker, startStorageWorker } from './start-storage-worker.ts';
import type { FromStorage, ToStorage } from './storage-messages.ts';
import type { CompressBodies, JobList, ReadTexts, StorageThread } from './storage-types.ts';

interface StorageThreadOptions {
  readonly url: URL;
  /** One that runs already, of the same entry point; a new one where it has ended. */
  readonly started?: StartedWorker | undefined;
  readonly folder: string;
  readonly clock: Clock;
  /** Reads the texts of packed messages elsewhere; without it the worker does. */
  readonly readTexts?: ReadTexts | undefined;
  /** Compresses bodies elsewhere; without it the worker does. */
  readonly compress?: CompressBodies | undefined;
  announce(change: StorageChange): void;
  /** Indexing or compressing failed, and is tried again by itself; null when it goes on. */
  idleTrouble(trouble: Failure | null): void;
  /** Milliseconds for opening the databases; null where a long migration may be under way. */
  readonly openWithin: number | null;
}

/** How often to look whether a worker that owes answers still says anything, milliseconds. */
const lookEveryMs = 20_000;
/**
 * Looks without a sign of life after which it counts as hung. More than one: a machine that slept fires the timer of one
 * look before the worker could answer.
 */
const silentLooks = 3;
/** A thread that is stuck inside the operating system cannot be ended: its successor waits no longer than this, milliseconds. */
const goneWithinMs = 5_000;

/** For what waits to be written when it closes, milliseconds. */
const closeWithinMs = 8_000;

/** Starts a worker. Fails with what kept the databases from opening. */
export async function startStorageThread({
  url,
  started,
  folder,
  clock,
  readTexts,
  compress,
  announce,
  idleTrouble,
  openWithin,
}: StorageThreadOptions): Promise<Result<StorageThread>> {
  const { worker } = started && !started.hasEnded() ? started : startStorageWorker(url);
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const opening = Promise.withResolvers<Result<JobList>>();
  const closing = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<boolean>();
  let onCrash: (reason: string) => void = () => {};
  let nextId = 1;
  let over: string | null = null;
  let silent = 0;
  let stopLooking: (() => void) | null = null;

  const end = (reason: string) => {
    if (over !== null) return;
    over = reason;
    stopLooking?.();
    // A worker in an endless loop is stopped by this; the file locks of its connections go with it.
    const isGone = () => gone.resolve(true);
    worker.terminate().then(isGone, isGone);
    clock.after(goneWithinMs, () => gone.resolve(false));
    onCrash(reason);
    const answer = fail<never>(failure('storage-interrupted', { detail: { message: reason } }));
    opening.resolve(answer);
    closing.resolve();
    for (const resolve of waiting.values()) resolve(answer);
    waiting.clear();
  };
  const tell = (message: ToStorage, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  const look = () => {
    stopLooking = null;
    if (over !== null || waiting.size === 0) return;
    silent += 1;
    if (silent >= silentLooks) return end('the storage thread does not answer any more');
    tell({ ping: true });
    stopLooking = clock.after(lookEveryMs, look);
  };

  worker.on('message', (message: FromStorage) => {
    silent = 0;
    if ('answers' in message) {
      for (const { id, result } of message.answers) {
        const resolve = waiting.get(id);
        waiting.delete(id);
        resolve?.(result);
      }
    } else if ('lists' in message) announce(message);
    else if ('trouble' in message) idleTrouble(message.trouble);
    else if ('texts' in message)
      void readTexts?.(message.bodies).then((answer) => {
        if (over === null) tell({ texts: message.texts, answer });
      });
    else if ('compress' in message)
      void compress?.(message.raws).then((answer) => {
        if (over !== null) return;
        const { value, transfer } = packBytes<ToStorage>({ compressed: message.compress, answer });
        tell(value, transfer);
      });
    else if ('ready' in message) opening.resolve(message.ready);
    else if ('closed' in message) {
      over = 'closed';
      closing.resolve();
    }
  });
  worker.on('error', (error) => end(`the storage thread failed: ${error instanceof Error ? error.message : String(error)}`));
  worker.on('exit', (code) => end(`the storage thread ended with ${code}`));

  const stopWaiting = openWithin === null ? () => {} : clock.after(openWithin, () => end('the databases could not be opened in time'));
  tell({ open: { folder, asksTexts: readTexts !== undefined, asksCompressed: compress !== undefined } });
  const ready = await opening.promise;
  stopWaiting();
  if (!ready.ok) {
    over ??= 'not started';
    await worker.terminate();
    return ready;
  }
  return succeed({
    jobs: ready.value,
    run(name, input) {
      if (over !== null) return Promise.resolve(fail(failure('storage-interrupted', { detail: { message: over } })));
      const { value, transfer } = packBytes(input);
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        tell({ id, name, input: value }, transfer);
        if (stopLooking) return;
        silent = 0;
        stopLooking = clock.after(lookEveryMs, look);
      });
    },
    async close() {
      if (over !== null) return gone.promise;
      tell({ close: true });
      // What waits is written first; a thread that is stuck is not waited for: what it has answered is durable.
      const cancel = clock.after(closeWithinMs, () => end(`the storage thread did not close within ${closeWithinMs / 1000} seconds`));
      await closing.promise;
      cancel();
      stopLooking?.();
      if (over !== 'closed') return gone.promise;
      await worker.terminate();
      return true;
    },
    onCrash(listener) {
      onCrash = listener;
    },
    gone: gone.promise,
  });
}
