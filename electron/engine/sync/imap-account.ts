/**
 * One IMAP account at work: a watching connection for everything that somebody waits for (the first page, a clicked
 * message, the user's changes, new mail) which idles in the inbox between, and a bulk connection while there is bulk to
 * fetch. It refuses to know when to try again: that is the supervisor's business.
 */
import { type Failure, FailureError, failure, toFailure } from '../../contract/failure.ts';
import type { SessionPurpose } from '../../contract/transcript.ts';
import type { ImapConnection } from '../imap/imap-types.ts';
import type { AccountSession } from './account-session.ts';
import { type BulkDownload, createBulkDownload } from './bulk-download.ts';
import { connectionOptions } from './connection-options.ts';
import { fetchMessageBody, fetchNewBodies } from './fetch-message.ts';
import { compareFolder } from './folder-comparison.ts';
import { differs, type ListedFolder, readFolders, refreshed } from './folder-list.ts';
import { createInboxWatch, type InboxWatch } from './inbox-watch.ts';
import { announceNewMail } from './new-mail.ts';
import { replayOperations } from './replay.ts';
import type { StatusBoard } from './status-board.ts';
import type { SyncDependencies } from './sync-dependencies.ts';
import { createWorkQueue, urgency } from './work-queue.ts';

export function createImapAccount(dependencies: SyncDependencies, board: StatusBoard): AccountSession {
  const { account, clock, connectImap, limits, logger, reader } = dependencies;
  const queue = createWorkQueue<ImapConnection>();
  let bulk: BulkDownload | null = null;
  let watch: InboxWatch | null = null;
  let cancelReplay: (() => void) | null = null;
  /** The user stopped the bulk download: that outlasts a connection. */
  let cancelled = false;
  /** One entry of a kind in the queue is enough: it will see everything that happened until it runs. */
  const queued = new Set<string>();

  const connect = async (purpose: SessionPurpose, signal: AbortSignal) =>
    connectImap(await connectionOptions(dependencies, purpose, signal));
  const enqueueOnce = (
    name: string,
    level: (typeof urgency)[keyof typeof urgency],
    work: (connection: ImapConnection) => Promise<void>,
  ) => {
    if (queued.has(name)) return;
    queued.add(name);
    const run = (connection: ImapConnection) => {
      queued.delete(name);
      return work(connection);
    };
    queue.add({ urgency: level, repeatable: false }, run).catch((error) => {
      queued.delete(name);
      const { code } = toFailure(error);
      // Cancelled is our own doing: the account is let go, and looks again when it is served anew.
      if (code !== 'cancelled') logger.warning(`${name}: ${code}`);
    });
  };

  /** Looks at one folder: the newest page now. Answers whether the rest is left to the bulk download. */
  const lookAt = async (connection: ImapConnection, folderId: number, watched = false): Promise<boolean> => {
    const comparison = await compareFolder(dependencies, connection, folderId, { extent: 'newest', watched });
    board.heard();
    if (reader.folder(folderId)?.role === 'inbox') announceNewMail(dependencies, folderId, comparison.arrived);
    const bodiesLeft = await fetchNewBodies(dependencies, connection, folderId, comparison.arrived);
    return !comparison.complete || bodiesLeft;
  };
  const lookAndRequest = async (connection: ImapConnection, folderId: number, watched = false) => {
    if (await lookAt(connection, folderId, watched)) bulk?.request([folderId]);
  };
  const requestBulk = (listed: readonly ListedFolder[], thorough: boolean) => {
    const wanted = refreshed(dependencies, listed).filter((entry) => {
      if (!entry.folder.selectable) return false;
      const { total, bodiesHeld } = reader.counts(entry.folder.id);
      return bodiesHeld < total || differs(entry, thorough);
    });
    if (wanted.length > 0) bulk?.request(wanted.map(({ folder }) => folder.id));
  };
  const poll = async (connection: ImapConnection) => {
    const listed = await readFolders(dependencies, connection);
    board.heard();
    const inbox = reader.folderByRole(account.id, 'inbox');
    if (inbox) await lookAndRequest(connection, inbox.id);
    requestBulk(listed, false);
  };
  const replayLater = (delay: number | null) => {
    cancelReplay?.();
    cancelReplay = delay === null ? null : clock.after(delay, () => enqueueOnce('operations', urgency.operations, replay));
  };
  const replay = async (connection: ImapConnection) => {
    try {
      const { touched, waiting } = await replayOperations(dependencies, connection);
      replayLater(waiting);
      if (touched.length > 0) bulk?.request(touched);
    } catch (error) {
      // A full disk, say: the next connection, which replays, may be days away.
      if (!connection.closed) replayLater(limits.operationRetry);
      throw error;
    } finally {
      board.refresh();
    }
  };
  const sayIdle = () =>
    board.set({ phase: bulk?.cancelled ? 'cancelled' : 'idle', folder: null, failure: bulk?.trouble ?? null, nextAttemptAt: null });

  const serve = async (signal: AbortSignal, settled: () => void) => {
    board.set({ phase: 'connecting', folder: null, nextAttemptAt: null });
    const connection = await connect('idle', signal);
    let ended: Failure | null = null;
    let cancelFarewell = () => {};
    const closed = new Promise<void>((resolve) => {
      connection.onClosed((reason) => {
        ended = reason ?? failure('cancelled');
        resolve();
      });
    });
    const isDead = () => ended ?? (connection.closed ? failure('connection-lost') : null);
    // LOGOUT is politeness: a server that is slow to answer it is left all the same.
    const stop = () => {
      cancelFarewell = clock.after(limits.farewell, connection.destroy);
      connection.logout();
    };
    signal.addEventListener('abort', stop);
    const download = createBulkDownload(dependencies, {
      board,
      connect: (bulkSignal) => connect('sync', AbortSignal.any([signal, bulkSignal])),
      onIdle: sayIdle,
    });
    if (cancelled) download.cancel();
    bulk = download;
    let cancelPoll = () => {};
    const pollLater = () => {
      cancelPoll = clock.after(limits.pollEvery, () => {
        enqueueOnce('poll', urgency.poll, poll);
        pollLater();
      });
    };
    try {
      board.heard();
      board.set({ phase: 'folders', failure: null });
      const listed = await readFolders(dependencies, connection);
      await drain(connection, isDead, urgency.message);
      if (reader.operations(account.id).length > 0) {
        board.set({ phase: 'operations' });
        await replay(connection);
      }
      const inbox = reader.folderByRole(account.id, 'inbox');
      if (inbox) {
        board.set({ phase: 'headers', folder: inbox.name });
        await lookAt(connection, inbox.id);
        const look = (live: ImapConnection) => lookAndRequest(live, inbox.id, true);
        watch = createInboxWatch(dependencies, {
          connection,
          folderId: inbox.id,
          board,
          onChanged: () => enqueueOnce('look at the inbox', urgency.newMail, look),
        });
      }
      requestBulk(listed, true);
      if (!download.running) sayIdle();
      settled();
      pollLater();
      for (;;) {
        await drain(connection, isDead, urgency.poll);
        await watch?.begin();
        if (queue.size === 0) await Promise.race([queue.added(), closed]);
        const reason = isDead();
        if (reason) throw new FailureError(reason);
        await watch?.pause();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      cancelPoll();
      cancelReplay?.();
      cancelFarewell();
      watch = null;
      bulk = null;
      connection.destroy();
      await download.stop();
    }
  };
  const drain = async (connection: ImapConnection, isDead: () => Failure | null, atLeast: (typeof urgency)[keyof typeof urgency]) => {
    while (await queue.runNext(connection, isDead, atLeast));
  };

  return {
    serve,
    syncNow() {
      cancelled = false;
      bulk?.resume();
      enqueueOnce('poll', urgency.poll, poll);
    },
    cancel() {
      cancelled = true;
      bulk?.cancel();
      if (bulk) board.set({ phase: 'cancelled', folder: null });
    },
    probe() {
      // An IDLE that answers is proof; without one, the next command is.
      watch?.probe().catch((error) => logger.info(`the connection did not survive: ${toFailure(error).code}`));
    },
    operationsWaiting() {
      board.refresh();
      enqueueOnce('operations', urgency.operations, replay);
    },
    compare: (folderId) => enqueueOnce(`look at folder ${folderId}`, urgency.newMail, (connection) => lookAndRequest(connection, folderId)),
    fetchMessage: (id) =>
      queue.add({ urgency: urgency.message, repeatable: true }, (connection) => fetchMessageBody(dependencies, connection, id)),
    borrow: (repeatable, work) => queue.add({ urgency: urgency.evidence, repeatable }, work),
    refuseWaiting(error) {
      queued.clear();
      queue.refuseAll(toFailure(error));
    },
  };
}
