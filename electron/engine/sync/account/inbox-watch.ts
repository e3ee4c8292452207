/**
 * The inbox is looked at whenever there is doubt about it, and IDLE (RFC 2177) sits in it between. Everything that the server
 * volunteers comes by `Unsolicited`, whatever is under way, and takes a turn in the queue of the connection; here it is decided whether a
 * look is due then, and what has to be asked. IDLE is renewed often; an unanswered renewal proves the connection dead, and the adapter ends it.
 */
import type { IdleHandle, ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { type Arrivals, fetchArrivals } from '../download/arrivals.ts';
import { fetchNewBodies } from '../download/fetch-message.ts';
import { compareFolder } from '../folders/folder-comparison.ts';
import { leaveFolderAside, stopsAccount } from '../folders/left-aside.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import type { StatusBoard } from './status-board.ts';
import type { Doubt, Unsolicited } from './unsolicited.ts';
import { urgency, type WorkQueue } from './work-queue.ts';

interface Look {
  /** False: older messages or flags are still to be compared. */
  readonly complete: boolean;
  /** Row ids of new mail. */
  readonly arrived: readonly number[];
}

export interface InboxWatch {
  /** Brings the inbox up to date by a comparison. Answers whether the rest is left to the bulk download. */
  look(): Promise<boolean>;
  /** Idles in the folder; where it was not looked at since it was selected, a look is asked for instead. Calling it twice is harmless. */
  begin(): Promise<void>;
  /** A round trip now; a dead connection ends by it. */
  probe(): Promise<void>;
  readonly isLooking: boolean;
  /** Asks for no look any more. */
  close(): void;
}

interface WatchOptions {
  readonly connection: ImapConnection;
  readonly folderId: number;
  readonly board: StatusBoard;
  readonly heard: Unsolicited;
  /** What is heard takes its turn there. */
  readonly queue: Pick<WorkQueue<ImapConnection>, 'addOnce' | 'withdraw'>;
  /** A look has left something to the bulk download. */
  readonly onRest: () => void;
}

/** Of the look that is asked for when something is heard. */
const lookName = 'look at the inbox';

const nothing: Arrivals = { ids: [], enough: false };

/** A server that announces messages which do not exist is checked at once this many times, then less and less often. */
const patience = 3;
/** Milliseconds. */
const firstPause = 1_000;
/**
 * So many looks may each follow the one before it in less than `firstPause`, and one more for each such pause: mail that comes in a burst
 * is shown at once.
 */
const mostAtOnce = 20;
/** Milliseconds between further looks while they find something: mail that keeps coming is shown all the same. */
const briefPause = 50;

export function createInboxWatch(
  dependencies: SyncDependencies,
  { connection, folderId, board, heard, queue, onRest }: WatchOptions,
): InboxWatch {
  const { clock, limits, reader, storage } = dependencies;
  /** Checks in a row that found none of the announced messages. */
  let inVain = 0;
  /** Times in a row that IDLE was due and the inbox was not as it had been looked at. */
  let unsettled = 0;
  /** Looks without a pause before them, less the pauses since, and when the last look ended. */
  let hurried = 0;
  let lastLook = Number.NEGATIVE_INFINITY;
  /** Looks in a row that found nothing. */
  let fruitless = 0;
  /** The next turn is for a look, however soon it follows the last one. */
  let isDue = false;
  let cancelLater: (() => void) | null = null;
  let handle: IdleHandle | null = null;
  let isLooking = false;
  /** The selection since which no unsolicited data was missed. */
  let lookedAt: number | null = null;
  let lookFailed = false;

  const path = () => reader.folder(folderId)?.path;
  const isCurrent = () => {
    const { selected } = connection;
    return selected !== null && selected.path === path() && selected.serial === lookedAt;
  };
  const lookNext = () => {
    isDue = true;
    ask();
  };
  const later = (milliseconds: number) => {
    cancelLater ??= clock.after(Math.min(milliseconds, limits.pollEvery), () => {
      cancelLater = null;
      lookNext();
    });
  };
  /** Milliseconds before a look is due, from now; 0: it is. Limits the rate of checks, whatever a server announces. */
  const pause = (): number => {
    if (isDue) return 0;
    if (inVain >= patience) return firstPause * 2 ** (inVain - patience);
    const least = fruitless < patience ? briefPause : firstPause;
    return hurried < mostAtOnce || clock.now() - lastLook >= least ? 0 : least;
  };
  /** From the unsolicited data, without selecting the folder again. */
  const clear = async (doubt: Doubt | null): Promise<Arrivals> => {
    if (!isCurrent()) return nothing;
    // As many as are held may be others where one came and one went (RFC 9051 §7.5.1 tells numbers only).
    const adds = connection.selected?.exists === reader.uidCount(folderId);
    if (doubt?.expunged && (doubt.arrived || !adds)) return nothing;
    if (doubt?.unnamed) {
      const messages = await connection.fetchUnnamedFlags({ cause: causes.watch });
      if (messages === null) return nothing;
      if (messages.length > 0) await stored(storage.setFlags({ folderId, messages }));
    }
    return fetchArrivals(dependencies, connection, folderId);
  };
  const compare = async (thorough: boolean): Promise<Look> => {
    const comparison = await compareFolder(dependencies, connection, folderId, {
      extent: 'newest',
      watched: !thorough && lookedAt !== null,
    });
    lookedAt = connection.selected?.serial ?? null;
    return comparison;
  };
  const lookOnce = async (thorough: boolean): Promise<Look> => {
    const doubt = heard.take(folderId);
    const held = reader.uidCount(folderId);
    const wasCurrent = isCurrent();
    try {
      const quick = thorough ? nothing : await clear(doubt);
      // One that came and one that went while this was asked leave the number as it was.
      const cancelled = doubt?.arrived === true && quick.ids.length === 0 && heard.isExpunged(folderId);
      if (quick.enough && !cancelled) {
        inVain = 0;
        return { complete: true, arrived: quick.ids };
      }
      const { complete, arrived } = await compare(thorough);
      const isVain = wasCurrent && !thorough && arrived.length === 0 && reader.uidCount(folderId) === held;
      inVain = isVain ? inVain + 1 : 0;
      return { complete, arrived: [...quick.ids, ...arrived] };
    } catch (error) {
      heard.putBack(folderId, doubt);
      throw error;
    }
  };

  const look = async (thorough: boolean): Promise<boolean> => {
    await heard.stored();
    isLooking = true;
    lookFailed = true;
    const pauses = Math.floor((clock.now() - lastLook) / firstPause);
    hurried = pauses < 1 ? hurried + 1 : Math.max(0, hurried - pauses);
    const held = reader.uidCount(folderId);
    let found: Look;
    try {
      found = await lookOnce(thorough);
      fruitless = found.arrived.length > 0 || reader.uidCount(folderId) !== held ? 0 : fruitless + 1;
      await heard.askAgain(connection, folderId);
      lookFailed = false;
    } finally {
      isLooking = false;
      lastLook = clock.now();
    }
    board.heard();
    return (await fetchNewBodies(dependencies, connection, folderId, found.arrived)) || !found.complete;
  };
  /** The turn of what was heard: looks from the unsolicited data where that is enough, else by a comparison. Where that is not due, it is later. */
  const takeTurn = async () => {
    const wait = pause();
    if (wait > 0) return later(wait);
    isDue = false;
    if (await look(false).catch((error) => leaveFolderAside(dependencies, connection, folderId, error))) onRest();
  };
  const ask = queue.addOnce.bind(null, lookName, urgency.newMail, takeTurn);
  // The server spoke of something that a look has to clear up.
  const stopListening = heard.onDoubt(folderId, ask);

  /** False where the server refuses the folder: it is not watched then, and every poll asks for it again. */
  const selectInbox = async (inbox: string): Promise<boolean> => {
    try {
      await connection.select(inbox, { cause: causes.watch });
      return true;
    } catch (error) {
      if (stopsAccount(error, connection)) throw error;
      return false;
    }
  };

  return {
    look: () => look(true),
    async begin() {
      const inbox = path();
      if (handle || connection.closed || inbox === undefined) return;
      if (isCurrent()) unsettled = 0;
      else {
        unsettled += 1;
        if (!lookFailed && unsettled <= patience) return lookNext();
        // This may persist: then IDLE begins anyway, and the next check can wait.
        if (!lookFailed) later(firstPause * 2 ** (unsettled - patience));
        // Do not retry at once: the next event or poll does.
        if (connection.selected?.path !== inbox && !(await selectInbox(inbox))) return;
      }
      const onAlive = () => {
        board.heard();
        // Without IDLE it is a NOOP now and then, and that is what the user is told.
        if (!connection.capabilities.has('IDLE')) board.set({ nextCheckAt: clock.now() + limits.renewIdleEvery });
      };
      const begun = connection.idle({ cause: causes.watch, renewEveryMs: limits.renewIdleEvery, onAlive });
      handle = begun;
      const over = () => {
        if (handle === begun) handle = null;
      };
      // What ended it is told by the connection itself (`onClosed`).
      begun.ended.then(over, over);
    },
    async probe() {
      await handle?.probe();
    },
    get isLooking() {
      return isLooking;
    },
    close() {
      stopListening();
      cancelLater?.();
      // The next connection has a watch of its own, which asks by the same name.
      queue.withdraw(lookName);
    },
  };
}
