/**
 * The engine's side of the storage worker: the jobs as functions, a worker that is replaced when it dies, and what troubles it.
 */
import type { Clock } from '../../base/clock.ts';
import { type Failure, type Result, succeed } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import type { StorageChange } from '../cache/queue/changes.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { StartedWorker } from './start-storage-worker.ts';
import { startStorageThread } from './storage-thread.ts';
import type { CompressBodies, ReadTexts, StorageThread } from './storage-types.ts';
import { superviseThread } from './supervised-thread.ts';

/** Opens the databases on this thread. */
export type StartInline = (heard: {
  readonly folder: string;
  readonly clock: Clock;
  announce(change: StorageChange): void;
  idleTrouble(trouble: Failure | null): void;
}) => Result<StorageThread>;

export interface StorageOptions {
  /** The data folder, locked by this process (`lockDataFolder`). */
  readonly folder: string;
  /** Entry point of the worker, or what does the same work on this thread (tests). */
  readonly worker: URL | StartInline;
  /** A worker of that entry point that runs already: the first one. */
  readonly started?: StartedWorker | undefined;
  readonly clock: Clock;
  /** Reads the texts of stored messages on another thread; without it the worker does. */
  readonly readTexts?: ReadTexts | undefined;
  /** Compresses bodies on another thread; without it the worker does. */
  readonly compress?: CompressBodies | undefined;
  /** Called with what a transaction changed, after it can be read. */
  onChange(change: StorageChange): void;
  /** The worker died or hung; it is replaced, and the jobs it had answer `storage-interrupted`. */
  onCrash?(reason: string): void;
  /** Why nothing, or not everything, can be written at present; null when it works again. */
  onTrouble?(trouble: Failure | null): void;
}

/** Storage that outlives its worker. */
export interface SupervisedStorage extends Storage {
  /** Ends the worker, does something while no database is open for writing, and starts another. */
  restart(between: () => void): Promise<Result<null>>;
}

/** What a job may answer that concerns every other job as well, until one succeeds. A damaged file stays damaged until a restart. */
const troubles: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'disk-full',
  'database-busy',
  'data-folder-unwritable',
  'file-unwritable',
  'database-corrupt',
]);

/**
 * Opens the databases for writing. Fails with what kept them from opening: `database-corrupt` (`detail.database`: a
 * damaged `cache` may be set aside with `setCacheAside`, damaged `user-data` may not), `data-folder-newer`, `disk-full`…
 */
export async function createStorage(options: StorageOptions): Promise<Result<SupervisedStorage>> {
  let trouble: Failure | null = null;
  /** Of the idle work by itself: a job that succeeds says nothing about it. */
  let idle: Failure | null = null;
  let told: Failure | null = null;
  const tellWorst = () => {
    const now = trouble ?? idle;
    if (now?.code === told?.code) return;
    told = now;
    options.onTrouble?.(now);
  };
  const tell = (now: Failure | null) => {
    trouble = now;
    tellWorst();
  };
  const opened = (now: Failure | null) => {
    // A new worker runs and reports its own trouble.
    if (now === null) idle = null;
    tell(now);
  };
  const idleTrouble = (now: Failure | null) => {
    idle = now;
    tellWorst();
  };
  const { worker, folder, clock, readTexts, compress } = options;
  let { started: first } = options;
  const start = async (openWithin: number | null) => {
    const heard = { folder, clock, announce: options.onChange, idleTrouble };
    if (typeof worker === 'function') return worker(heard);
    const started = first;
    first = undefined;
    return startStorageThread({ ...heard, url: worker, started, readTexts, compress, openWithin });
  };
  const onAnswer = (result: Result<unknown>) => {
    if (!result.ok && troubles.has(result.failure.code)) tell(result.failure);
    else if (result.ok && trouble && trouble.code !== 'database-corrupt') tell(null);
  };
  const started = await superviseThread({ start, clock, onCrash: options.onCrash ?? (() => {}), onTrouble: opened, onAnswer });
  if (!started.ok) return started;
  const { run, close, restart, jobNames } = started.value;
  const asFunctions = Object.fromEntries(jobNames.map((name) => [name, run.bind(null, name)]));
  // The worker names every job, and answers each with its own type.
  return succeed({ ...asFunctions, restart, close } as unknown as SupervisedStorage);
}
