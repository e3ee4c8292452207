/**
 * Runs one account with folders, of an IMAP server or of this computer: a watching connection for all that the user waits for (the first page, a clicked message, the
 * user's changes, new mail), which idles in the inbox between, and a bulk connection while there is bulk to fetch. The
 * supervisor decides when to try again.
 */
import { type Failure, failure, toFailure } from '../../../contract/failure.ts';
import type { SessionPurpose } from '../../../contract/transcript.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { type BulkDownload, createBulkDownload } from '../download/bulk-download.ts';
import { fetchMessageBody, fetchNewBodies } from '../download/fetch-message.ts';
import { compareFolder } from '../folders/folder-comparison.ts';
import { differs, type ListedFolder, readFolders, refreshed } from '../folders/folder-list.ts';
import { askAgain, lacksBodies, leaveFolderAside } from '../folders/left-aside.ts';
import { replayOneByOne } from '../operations/replay.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import type { AccountSession } from './account-session.ts';
import { connectMailbox } from './connect-mailbox.ts';
import { createInboxWatch, type InboxWatch } from './inbox-watch.ts';
import type { StatusBoard } from './status-board.ts';
import { createUnsolicited, type Unsolicited } from './unsolicited.ts';
import { createWorkQueue, urgency } from './work-queue.ts';

interface Watched {
  readonly folderId: number;
  readonly watch: InboxWatch;
}

export function createImapAccount(dependencies: SyncDependencies, board: StatusBoard): AccountSession {
  const { account, clock, limits, logger, reader } = dependencies;
  const queue = createWorkQueue<ImapConnection>((name, { code }) => {
    // `cancelled` means that we stopped the account ourselves: it is checked again at its next start.
    if (code !== 'cancelled') logger.warning(`${name}: ${code}`);
  });
  let bulk: BulkDownload | null = null;
  let watched: Watched | null = null;
  let cancelReplay: (() => void) | null = null;
  /** The user stopped the bulk download: that outlasts a connection. */
  let cancelled = false;

  const connect = (purpose: SessionPurpose, signal: AbortSignal) => connectMailbox(dependencies, purpose, signal);

  /** Looks at one folder: the newest page now. Answers whether the rest is left to the bulk download. */
  const lookAt = async (connection: ImapConnection, folderId: number): Promise<boolean> => {
    const { complete, arrived } = await compareFolder(dependencies, connection, folderId, { extent: 'newest' });
    board.heard();
    return (await fetchNewBodies(dependencies, connection, folderId, arrived)) || !complete;
  };
  const lookAndRequest = async (connection: ImapConnection, folderId: number) => {
    const looking = watched?.folderId === folderId ? watched.watch.look() : lookAt(connection, folderId);
    if (await looking.catch((error) => leaveFolderAside(dependencies, connection, folderId, error))) bulk?.request([folderId]);
  };
  /** Other folders that were selected for a moment: what was said of them meanwhile is compared by the bulk download. */
  const requestDoubtful = (connection: ImapConnection, heard: Unsolicited) => {
    for (const folderId of heard.doubtful) {
      if (folderId === watched?.folderId) continue;
      const doubt = heard.take(folderId);
      const { selected } = connection;
      // Our own moves and deletions are told as expunges too: where as many are held as the server counts, nothing else is gone.
      const adds = selected?.path === reader.folder(folderId)?.path && selected?.exists === reader.uidCount(folderId);
      if (doubt?.arrived || doubt?.unnamed || !adds) bulk?.request([folderId]);
    }
  };
  const requestBulk = (listed: readonly ListedFolder[], thorough: boolean) => {
    const wanted = refreshed(dependencies, listed).filter((entry) => {
      if (!entry.folder.selectable) return false;
      return lacksBodies(dependencies, entry.folder.id) || differs(entry, thorough);
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
    cancelReplay = delay === null ? null : clock.after(delay, () => queue.addOnce('operations', urgency.operations, replay));
  };
  /** Why the user's changes wait, and why there can be none. */
  let held: Failure | null = null;
  let readOnly: Failure | null = null;
  /**
   * What the user has to know, although all else works: of changes, or of the latest folder, or messages, that the server did not deliver.
   */
  const shortcoming = () => held ?? reader.folders(account.id).find(({ failure: reason }) => reason !== undefined)?.failure ?? readOnly;
  const sayHeld = (heldBy: Failure | null) => {
    if (held === null && heldBy === null) return;
    held = heldBy;
    board.set({ failure: shortcoming() });
  };
  /** The replay that is under way, and whether the user has changed more since it began. */
  let replaying: { readonly connection: ImapConnection; readonly steps: ReturnType<typeof replayOneByOne> } | null = null;
  let hasMore = false;
  /** Carries out what waits; between two changes other waiting work gets it, so that new mail and clicks do not wait for all of them. */
  const replay = async (connection: ImapConnection) => {
    // What was to be tried later is tried now.
    replayLater(null);
    try {
      if (replaying?.connection !== connection) {
        hasMore = false;
        replaying = { connection, steps: replayOneByOne(dependencies, connection) };
      }
      for (;;) {
        // A delivering program gets at the mailbox, and work that waits has the connection.
        const rest = connection.changesWait?.() ?? 0;
        if (rest > 0) return replayLater(rest);
        const step = await replaying.steps.next();
        if (step.done) {
          replaying = null;
          const { touched, waiting, heldBy } = step.value;
          replayLater(waiting);
          sayHeld(heldBy);
          if (hasMore) queue.addOnce('operations', urgency.operations, replay);
          if (touched.length > 0) bulk?.request(touched);
          return;
        }
        // Behind new mail, which else would wait for the last of them.
        if (queue.hasWaiting()) return queue.addOnce('operations', urgency.newMail, replay);
      }
    } catch (error) {
      replaying = null;
      // A full disk, for example: without this retry the replay would wait for the next connection, perhaps for days.
      if (!connection.closed) replayLater(limits.operationRetry);
      throw error;
    } finally {
      board.refresh();
    }
  };
  const sayIdle = () =>
    board.set({ phase: bulk?.cancelled ? 'cancelled' : 'idle', folder: null, failure: shortcoming(), nextAttemptAt: null });

  const serve = async (signal: AbortSignal, settled: () => void) => {
    board.set({ phase: 'connecting', folder: null, nextAttemptAt: null, nextCheckAt: null });
    const connection = await connect('idle', signal);
    readOnly = connection.readOnly ?? null;
    const heard = createUnsolicited(dependencies, {
      board,
      isReading: (folderId) => watched?.folderId === folderId && watched.watch.isLooking,
    });
    connection.onEvent(heard.hear);
    let ended: Failure | null = null;
    let cancelFarewell = () => {};
    connection.onClosed((reason) => {
      ended = reason ?? failure('cancelled');
      queue.wake();
    });
    const isDead = () => ended ?? (connection.closed ? failure('connection-lost') : null);
    // LOGOUT is optional: do not wait for a slow server.
    const stop = () => {
      cancelFarewell = clock.after(limits.farewell, connection.destroy);
      connection.logout();
    };
    signal.addEventListener('abort', stop);
    const download = createBulkDownload(dependencies, {
      board,
      connect: (bulkSignal) => connect('sync', AbortSignal.any([signal, bulkSignal])),
      isWatched: (folderId) => watched?.folderId === folderId,
      onIdle: sayIdle,
    });
    if (cancelled) download.cancel();
    bulk = download;
    let cancelPoll = () => {};
    const pollLater = () => {
      cancelPoll = clock.after(limits.pollEvery, () => {
        queue.addOnce('poll', urgency.poll, poll);
        pollLater();
      });
    };
    try {
      board.heard();
      board.set({ phase: 'folders', failure: null });
      const listed = await readFolders(dependencies, connection);
      // A click that waits is not kept waiting longer.
      do await heard.stored();
      while (await queue.runNext(connection, isDead, urgency.message));
      requestDoubtful(connection, heard);
      if (reader.waitingOperations(account.id) > 0) {
        board.set({ phase: 'operations' });
        await replay(connection);
      }
      const inbox = reader.folderByRole(account.id, 'inbox');
      if (inbox) {
        board.set({ phase: 'headers', folder: inbox.name });
        const onRest = () => download.request([inbox.id]);
        const watch = createInboxWatch(dependencies, { connection, folderId: inbox.id, board, heard, queue, onRest });
        watched = { folderId: inbox.id, watch };
        await watch.look().catch((error) => leaveFolderAside(dependencies, connection, inbox.id, error));
      }
      requestBulk(listed, true);
      if (!download.running) sayIdle();
      settled();
      pollLater();
      await queue.serve(connection, {
        isDead,
        // Store unsolicited data before any request or change that could be based on older numbers.
        before: heard.stored,
        async whenEmpty() {
          requestDoubtful(connection, heard);
          // Whatever is asked of the connection next ends the IDLE by itself.
          await watched?.watch.begin();
        },
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      cancelPoll();
      cancelReplay?.();
      cancelFarewell();
      watched?.watch.close();
      watched = null;
      bulk = null;
      connection.destroy();
      await download.stop();
    }
  };

  return {
    serve,
    syncNow() {
      cancelled = false;
      bulk?.resume();
      // What waits for a mailbox that another program has is tried at once.
      if (held) replayLater(0);
      queue.addOnce('poll', urgency.poll, async (connection) => {
        await askAgain(dependencies);
        await poll(connection);
      });
    },
    cancel() {
      cancelled = true;
      bulk?.cancel();
      if (bulk) board.set({ phase: 'cancelled', folder: null });
    },
    probe() {
      // An IDLE that answers is proof; without one, the next command is.
      watched?.watch.probe().catch((error) => logger.info(`the connection did not survive: ${toFailure(error).code}`));
    },
    operationsWaiting() {
      board.refresh();
      hasMore = true;
      // Who makes one change after the other does not keep new mail waiting.
      queue.addOnce('operations', replaying === null ? urgency.operations : urgency.newMail, replay);
    },
    compare: (folderId) =>
      queue.addOnce(`look at folder ${folderId}`, urgency.newMail, (connection) => lookAndRequest(connection, folderId)),
    fetchMessage: (id) =>
      queue.add({ urgency: urgency.message, repeatable: true }, (connection) => fetchMessageBody(dependencies, connection, id)),
    borrow: (repeatable, work) => queue.add({ urgency: urgency.evidence, repeatable }, work),
    refuseWaiting(error) {
      queue.refuseAll(toFailure(error));
    },
  };
}
