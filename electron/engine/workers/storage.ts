/**
 * The engine's side of the storage worker: the jobs as functions, and changes as one event after each commit, gathered
 * so that a busy synchronisation does not flood the window.
 */
import { Worker } from 'node:worker_threads';
import { fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import { jobNames } from '../cache/job-names.ts';
import type { MailReading } from '../cache/mail-reading.ts';
import type { JobName, Storage, StorageChange } from '../cache/storage-interface.ts';
import { packBytes } from './pack-bytes.ts';
import { startStorageLoop } from './storage-loop.ts';
import type { FromStorage, StorageWorkerData, ToStorage } from './storage-messages.ts';

export interface StorageClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after so many milliseconds; returns a function that prevents it. */
  setTimer(milliseconds: number, callback: () => void): () => void;
}

export interface StorageOptions {
  /** The data folder, locked by this process (`lockDataFolder`). */
  readonly folder: string;
  /** Entry point of the worker, or the functions to do the same work on this thread (tests, tools). */
  readonly worker: URL | { readonly inline: MailReading };
  readonly clock: StorageClock;
  /** Hears what changed, after it can be read: at once, then at most every 100 ms. */
  onChange(change: StorageChange): void;
  /** The worker died; every open and later job answers `internal`. */
  onDeath?(reason: string): void;
}

/** Waits this long between two announcements, milliseconds. */
const announceEveryMs = 100;

type Run = (name: JobName, input: unknown) => Promise<Result<unknown>>;

/**
 * Opens the databases for writing. Fails with what kept them from opening: `database-corrupt` (`detail.database`: a
 * damaged `cache` may be set aside with `setCacheAside`, a damaged `keep` may not), `data-folder-newer`, `disk-full`…
 */
export async function createStorage(options: StorageOptions): Promise<Result<Storage>> {
  const announce = gatherChanges(options.clock, options.onChange);
  const started =
    'inline' in options.worker
      ? startInline(options, options.worker.inline, announce)
      : await startWorker(options, options.worker, announce);
  if (!started.ok) return started;
  const { run, close } = started.value;
  const jobs = Object.fromEntries(jobNames.map((name) => [name, (input: unknown) => run(name, input)]));
  // `jobNames` holds every job, and the worker answers each with its own type.
  return succeed({ ...jobs, close: () => close().finally(announce.flush) } as unknown as Storage);
}

interface Started {
  readonly run: Run;
  close(): Promise<void>;
}

function startInline({ folder, clock }: StorageOptions, mail: MailReading, announce: Gatherer): Result<Started> {
  try {
    const loop = startStorageLoop({ folder, mail, now: clock.now, receive() {}, changed: announce.add });
    return succeed({
      run: (name, input) => new Promise((resolve) => loop.add({ name, input, answer: resolve })),
      close: async () => loop.close(),
    });
  } catch (error) {
    return fail(toFailure(error));
  }
}

async function startWorker({ folder, onDeath }: StorageOptions, url: URL, announce: Gatherer): Promise<Result<Started>> {
  const workerData: StorageWorkerData = { folder };
  const worker = new Worker(url, { workerData, name: 'storage' });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const opening = Promise.withResolvers<Result<null>>();
  const closing = Promise.withResolvers<void>();
  let nextId = 1;
  let dead: string | null = null;
  const die = (reason: string) => {
    if (dead !== null) return;
    dead = reason;
    const answer = fail(failure('internal', { detail: { message: reason } }));
    opening.resolve(answer);
    closing.resolve();
    for (const resolve of waiting.values()) resolve(answer);
    waiting.clear();
  };
  worker.on('message', (message: FromStorage) => {
    if ('answers' in message) {
      for (const { id, result } of message.answers) {
        const resolve = waiting.get(id);
        waiting.delete(id);
        resolve?.(result);
      }
    } else if ('change' in message) announce.add(message.change);
    else if ('ready' in message) opening.resolve(message.ready);
    else if ('closed' in message) {
      dead = 'closed';
      closing.resolve();
    }
  });
  worker.on('error', (error) => {
    die(`the storage thread failed: ${error instanceof Error ? error.message : String(error)}`);
    onDeath?.(dead ?? '');
  });
  worker.on('exit', (code) => {
    const expected = dead !== null;
    die(`the storage thread ended with ${code}`);
    if (!expected) onDeath?.(dead ?? '');
  });
  const ready = await opening.promise;
  if (!ready.ok) {
    dead ??= 'not started';
    await worker.terminate();
    return ready;
  }
  return succeed({
    run(name, input) {
      if (dead !== null) return Promise.resolve(fail(failure('internal', { detail: { message: dead } })));
      const { value, transfer } = packBytes(input);
      const id = nextId++;
      const message: ToStorage = { id, name, input: value };
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage(message, transfer);
      });
    },
    async close() {
      const message: ToStorage = { close: true };
      worker.postMessage(message);
      await closing.promise;
      await worker.terminate();
    },
  });
}

interface Gatherer {
  add(change: StorageChange): void;
  flush(): void;
}

function gatherChanges(clock: StorageClock, onChange: (change: StorageChange) => void): Gatherer {
  let gathered: StorageChange | null = null;
  let waits = false;
  const flush = () => {
    const change = gathered;
    gathered = null;
    if (change) onChange(change);
  };
  const tick = () => {
    waits = gathered !== null;
    flush();
    if (waits) clock.setTimer(announceEveryMs, tick);
  };
  return {
    flush,
    add(change) {
      gathered = gathered ? joinChanges(gathered, change) : change;
      if (waits) return;
      waits = true;
      flush();
      clock.setTimer(announceEveryMs, tick);
    },
  };
}

function joinChanges(first: StorageChange, second: StorageChange): StorageChange {
  const messages = new Map(first.messages.map(({ folderId, reset }) => [folderId, reset]));
  for (const { folderId, reset } of second.messages) messages.set(folderId, reset || (messages.get(folderId) ?? false));
  return {
    folders: [...new Set([...first.folders, ...second.folders])],
    messages: [...messages].map(([folderId, reset]) => ({ folderId, reset })),
    outbox: [...new Set([...first.outbox, ...second.outbox])],
    drafts: [...new Set([...first.drafts, ...second.drafts])],
    accounts: first.accounts || second.accounts,
    preferences: first.preferences || second.preferences,
  };
}
