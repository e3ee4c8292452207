/**
 * The bulk connection of one account: open only while there is something bulky to fetch, so that a click never waits for
 * it. Order: the newest page of every folder that was never seen, then all headers, then all bodies, each newest first
 * and the inbox before the rest.
 */
import { FailureError, failure, toFailure } from '../../contract/failure.ts';
import type { Folder } from '../../contract/folders.ts';
import type { ImapConnection } from '../imap/imap-types.ts';
import { createBackOff } from './back-off.ts';
import { fetchMissingBodies } from './bodies.ts';
import { causes } from './causes.ts';
import { type Comparison, compareFolder } from './folder-comparison.ts';
import { inOrderOfUse } from './folder-list.ts';
import type { StatusBoard } from './status-board.ts';
import type { SyncDependencies } from './sync-dependencies.ts';

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

export interface BulkOptions {
  readonly board: StatusBoard;
  readonly connect: (signal: AbortSignal) => Promise<ImapConnection>;
  /** What the account says when nothing bulky is left to do. */
  readonly onIdle: () => void;
}

export function createBulkDownload(dependencies: SyncDependencies, { board, connect, onIdle }: BulkOptions): BulkDownload {
  const { clock, logger, concurrency } = dependencies;
  const wanted = new Set<number>();
  const backOff = createBackOff(dependencies);
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let cancelled = false;
  let stopped = false;
  let cancelRetry: (() => void) | null = null;

  const run = async () => {
    const { signal } = abort;
    while (wanted.size > 0 && !signal.aborted) {
      const folderIds = [...wanted];
      wanted.clear();
      try {
        await concurrency(() => downloadOnce(dependencies, { board, connect, folderIds, signal }));
        backOff.succeeded();
      } catch (error) {
        if (signal.aborted) return;
        for (const id of folderIds) wanted.add(id);
        logger.warning(`bulk download interrupted: ${toFailure(error).code}`);
        cancelRetry = clock.after(backOff.next(), start);
        return;
      }
    }
  };
  const start = () => {
    cancelRetry?.();
    cancelRetry = null;
    if (running || cancelled || stopped || wanted.size === 0) return;
    running = run().finally(() => {
      running = null;
      if (!stopped) onIdle();
      // A request may have come between the last look and now.
      if (wanted.size > 0 && !cancelRetry) start();
    });
  };

  return {
    request(folderIds) {
      for (const id of folderIds) wanted.add(id);
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

interface DownloadOptions {
  readonly board: StatusBoard;
  readonly connect: (signal: AbortSignal) => Promise<ImapConnection>;
  readonly folderIds: readonly number[];
  readonly signal: AbortSignal;
}

async function downloadOnce(dependencies: SyncDependencies, { board, connect, folderIds, signal }: DownloadOptions): Promise<void> {
  const connection = await connect(signal);
  try {
    await downloadFolders(dependencies, { board, connection, folderIds, signal });
  } catch (error) {
    // A user who cancels must not wait for a server that is slow to answer LOGOUT.
    connection.destroy();
    throw error;
  }
  await connection.logout();
}

export interface FoldersToDownload {
  readonly board: StatusBoard;
  readonly connection: ImapConnection;
  readonly folderIds: readonly number[];
  readonly signal?: AbortSignal;
  readonly onCompared?: (folderId: number, comparison: Comparison) => void;
}

/** Compares these folders and fetches what is missing, over a connection that nobody else uses meanwhile. */
export async function downloadFolders(
  dependencies: SyncDependencies,
  { board, connection, folderIds, signal, onCompared }: FoldersToDownload,
): Promise<void> {
  const { reader } = dependencies;
  const now = () => inOrderOfUse(folderIds.flatMap((id) => reader.folder(id) ?? []).filter(({ selectable }) => selectable));
  const eachFolder = async (folders: readonly Folder[], work: (folder: Folder) => Promise<void>) => {
    for (const folder of folders) {
      if (signal?.aborted) throw new FailureError(failure('cancelled'));
      await withoutStoppingAt(dependencies, connection, folder, () => work(folder));
    }
  };

  const headers = { done: 0, total: 0 };
  const compare = (extent: 'newest' | 'whole') => (folder: Folder) => {
    board.set({ phase: 'headers', folder: folder.name, headers: { ...headers } });
    const counted = { missing: 0, added: 0 };
    return compareFolder(dependencies, connection, folder.id, {
      extent,
      signal,
      onMissing: (count) => {
        counted.missing = count;
        headers.total += count;
        board.set({ headers: { ...headers } });
      },
      onAdded: (count) => {
        counted.added += count;
        headers.done += count;
        board.heard();
        board.set({ headers: { ...headers } });
      },
    }).then((comparison) => {
      onCompared?.(folder.id, comparison);
      // Headers that were announced and never came are not work that is left.
      headers.total -= Math.max(0, counted.missing - counted.added);
    });
  };
  const unseen = now().filter(({ id, server }) => server.uidNext === null && reader.counts(id).total === 0);
  await eachFolder(unseen, compare('newest'));
  await eachFolder(now(), compare('whole'));

  const total = now().reduce((sum, { id }) => sum + reader.counts(id).total, 0);
  const bodies = { done: now().reduce((sum, { id }) => sum + reader.counts(id).bodiesHeld, 0), total };
  await eachFolder(now(), async (folder) => {
    const { total: messages, bodiesHeld } = reader.counts(folder.id);
    if (bodiesHeld >= messages) return;
    board.set({ phase: 'bodies', folder: folder.name, headers: { ...headers }, bodies: { ...bodies } });
    await fetchMissingBodies(dependencies, connection, folder.id, {
      cause: causes.bodies,
      signal,
      onStored: (count) => {
        bodies.done += count;
        board.heard();
        board.set({ bodies: { ...bodies } });
      },
    });
  });
  board.set({ headers: { ...headers }, bodies: { ...bodies } });
}

/** A folder that the server refuses must not keep the others from coming; a connection that is gone, or a disk that is full, must. */
async function withoutStoppingAt(
  { logger }: SyncDependencies,
  connection: ImapConnection,
  folder: Folder,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code } = toFailure(error);
    if (connection.closed || !folderFailures.has(code)) throw error;
    logger.warning(`folder ${folder.id} was left out: ${code}`);
  }
}

const folderFailures: ReadonlySet<string> = new Set([
  'command-refused',
  'temporarily-refused',
  'folder-missing',
  'folder-gone',
  'protocol-violation',
  'limit-exceeded',
  'message-too-large',
  'uid-validity-changed',
]);
