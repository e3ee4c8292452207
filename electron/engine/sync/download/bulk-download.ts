/**
 * The bulk connection of one account: open only while there is something bulky to fetch, so that a click never waits for
 * it. The plan decides what is done and in which order; this decides when.
 */
import { toFailure } from '../../../contract/failure.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { createBackOff } from '../account/back-off.ts';
import type { StatusBoard } from '../account/status-board.ts';
import { createUnsolicited, type Unsolicited } from '../account/unsolicited.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import { createDownloadPlan } from './download-plan.ts';

export interface BulkDownload {
  /** Asks for these folders to be compared and completed. Starts a connection if none is open. */
  request(folderIds: readonly number[]): void;
  /** Stops what runs and refuses requests until `resume`. */
  cancel(): void;
  resume(): void;
  readonly running: boolean;
  readonly cancelled: boolean;
  /** Ends for good; resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** Milliseconds before a folder is compared again for what the server said while it was read; what is said within is left to the poll. */
const leastRepeat = 10_000;

interface BulkOptions {
  readonly board: StatusBoard;
  readonly connect: (signal: AbortSignal) => Promise<ImapConnection>;
  /** Folders that another connection listens to. */
  readonly isWatched: (folderId: number) => boolean;
  /** What the account says when nothing bulky is left to do. */
  readonly onIdle: () => void;
}

export function createBulkDownload(dependencies: SyncDependencies, { board, connect, isWatched, onIdle }: BulkOptions): BulkDownload {
  const { clock, logger, concurrency } = dependencies;
  let heard: Unsolicited | null = null;
  const plan = createDownloadPlan(dependencies, {
    board,
    onCompared: (folderId, _comparison, connection) => heard?.askAgain(connection, folderId),
  });
  /** When each folder was last compared again because of what the server said meanwhile. */
  const repeatedAt = new Map<number, number>();
  const mayRepeat = (folderId: number) => {
    if (isWatched(folderId) || clock.now() - (repeatedAt.get(folderId) ?? Number.NEGATIVE_INFINITY) < leastRepeat) return false;
    repeatedAt.set(folderId, clock.now());
    return true;
  };
  const backOff = createBackOff(dependencies);
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let cancelled = false;
  let stopped = false;
  let cancelRetry: (() => void) | null = null;

  const download = async (signal: AbortSignal) => {
    const connection = await connect(signal);
    const listening = createUnsolicited(dependencies, {
      board,
      isReading: (folderId) => folderId === plan.comparing,
    });
    heard = listening;
    connection.onEvent(listening.hear);
    try {
      for (;;) {
        await plan.workThrough(connection, signal);
        await listening.stored();
        const doubtful = listening.doubtful.filter((folderId) => listening.take(folderId) && mayRepeat(folderId));
        if (doubtful.length === 0) break;
        plan.add(doubtful);
      }
    } catch (error) {
      // A user who cancels must not wait for a server that is slow to answer LOGOUT.
      connection.destroy();
      throw error;
    }
    await connection.logout();
  };
  const run = async () => {
    const { signal } = abort;
    try {
      await concurrency(() => download(signal));
      backOff.succeeded();
    } catch (error) {
      if (signal.aborted) return;
      const { code } = toFailure(error);
      // We ended it ourselves: the program closes, or the account restarts.
      if (code !== 'cancelled') logger.warning(`bulk download interrupted: ${code}`);
      cancelRetry = clock.after(backOff.next(), start);
    }
  };
  const start = () => {
    cancelRetry?.();
    cancelRetry = null;
    if (running || cancelled || stopped || plan.isEmpty) return;
    running = run().finally(() => {
      running = null;
      // A request may have come while the connection was closing.
      if (!plan.isEmpty && !cancelRetry) start();
      if (!running && !stopped) onIdle();
    });
  };

  return {
    request(folderIds) {
      plan.add(folderIds);
      start();
    },
    cancel() {
      cancelled = true;
      abort.abort();
      abort = new AbortController();
    },
    resume() {
      cancelled = false;
      start();
    },
    get running() {
      return running !== null;
    },
    get cancelled() {
      return cancelled;
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      abort.abort();
      await running;
    },
  };
}
