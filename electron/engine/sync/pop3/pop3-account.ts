/**
 * Runs one POP3 account, with one session for each poll: a session locks the mailbox and announces no new mail (RFC 1939 §4).
 * Folders are local. The supervisor decides when to try again.
 */
import { serverFacts } from '../../../contract/accounts.ts';
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import type { FolderRole } from '../../../contract/folders.ts';
import type { Pop3Connection } from '../../pop3/pop3-types.ts';
import type { AccountSession } from '../account/account-session.ts';
import { connectionOptions } from '../account/connection-options.ts';
import { createPause } from '../account/pause.ts';
import type { StatusBoard } from '../account/status-board.ts';
import { createWorkQueue, urgency } from '../account/work-queue.ts';
import { openMessageCause } from '../causes.ts';
import { asideNotes, askAgain, stopsAccount } from '../folders/left-aside.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { findKey, hasNoKey, isLost, isOverlong, listMailbox, type Pop3Entry, type Pop3Listing } from './pop3-listing.ts';
import { createOverlongMessages, type OverlongMessages } from './pop3-overlong.ts';
import { fetchNewMail, finishPoll, isWanted, keepEntry, pop3Inbox } from './pop3-poll.ts';

interface Pop3Visit {
  readonly connection: Pop3Connection;
  readonly listing: Pop3Listing;
  /** Keys fetched out of turn. */
  readonly fetched: Set<string>;
}

const localFolders: readonly (readonly [path: string, role: FolderRole])[] = [
  [pop3Inbox, 'inbox'],
  ['Drafts', 'drafts'],
  ['Sent', 'sent'],
  ['Archive', 'archive'],
  ['Junk', 'junk'],
  ['Trash', 'trash'],
];

export function createPop3Account(dependencies: SyncDependencies, board: StatusBoard): AccountSession {
  const { account, clock, limits, reader } = dependencies;
  const queue = createWorkQueue<Pop3Visit>();
  const overlong = createOverlongMessages();
  let cancelled = false;
  let askedAgain = false;
  /** The user wants to know: what was left aside is asked for again, too. */
  let isAskedFor = false;
  /** Ends the wait for the next poll. */
  let pollNow: (() => void) | null = null;

  const poll = async (signal: AbortSignal) => {
    const { hasUidl, refused } = await visitMailbox(dependencies, board, signal, {
      isCancelled: () => cancelled,
      overlong,
      betweenMessages: async (visit) => {
        while (await queue.runNext(visit, () => (visit.connection.closed ? failure('connection-lost') : null)));
      },
    });
    const inbox = reader.folderByRole(account.id, 'inbox');
    // A note, no failure: without UIDL every poll has to look at every message (RFC 1939 §7: UIDL is optional).
    const remark =
      refused ??
      inbox?.failure ??
      (hasUidl ? null : failure('uidl-missing', { ...serverFacts(account.settings.incoming), command: 'UIDL', permanent: true }));
    board.set({
      phase: cancelled ? 'cancelled' : 'idle',
      folder: null,
      failure: remark,
      nextAttemptAt: null,
      // A POP3 server tells nothing by itself (RFC 1939 §4).
      nextCheckAt: clock.now() + limits.pollEvery,
    });
  };
  const rest = async (signal: AbortSignal) => {
    const pause = createPause({ clock, milliseconds: limits.pollEvery, signal, untilAlso: queue.onAdded });
    pollNow = pause.end;
    if (askedAgain) pause.end();
    await pause.over;
  };

  return {
    async serve(signal, settled) {
      await ensureFolders(dependencies);
      while (!signal.aborted) {
        askedAgain = false;
        board.set({ phase: 'connecting', folder: null, nextAttemptAt: null, nextCheckAt: null });
        if (isAskedFor) await askAgain(dependencies);
        isAskedFor = false;
        await poll(signal);
        settled();
        await rest(signal);
        pollNow = null;
      }
    },
    syncNow() {
      cancelled = false;
      askedAgain = true;
      isAskedFor = true;
      overlong.forget();
      pollNow?.();
    },
    cancel() {
      cancelled = true;
      board.set({ phase: 'cancelled', folder: null });
    },
    // Nothing stays open between polls; what was missed while the machine slept is looked for now.
    probe: () => pollNow?.(),
    // Local mail changes for good at once; the server only learns of deletions, at the next poll.
    operationsWaiting: () => board.refresh(),
    // The folders are this program's own: there is nothing to compare them with.
    compare: () => {},
    fetchMessage: (id) => queue.add({ urgency: urgency.message, repeatable: true }, (visit) => fetchOne(dependencies, visit, id)),
    borrow: () =>
      Promise.reject(new FailureError(failure('input-invalid', { detail: { path: 'accountId', message: 'not an IMAP account' } }))),
    refuseWaiting: (error) => queue.refuseAll(toFailure(error)),
  };
}

interface VisitOptions {
  readonly isCancelled: () => boolean;
  readonly overlong: OverlongMessages;
  readonly betweenMessages: (visit: Pop3Visit) => Promise<void>;
}

interface Visit {
  /** Row ids of new mail. */
  readonly arrived: readonly number[];
  readonly hasUidl: boolean;
  /** Messages in the mailbox. */
  readonly listed: number;
  readonly refused: Failure | null;
}

/** Connections that may be lost over messages in one visit; then the account waits before it goes on. */
const mostLost = 10;

/**
 * Looks into the mailbox once, from greeting to QUIT. A message over which the connection is lost is noted, and the next session goes on with
 * the others; it is asked for again in a session of its own, after the deletions are carried out. Rejects with a `FailureError`; what was
 * kept until then stays.
 */
export async function visitMailbox(
  dependencies: SyncDependencies,
  board: StatusBoard,
  signal: AbortSignal,
  options: VisitOptions,
): Promise<Visit> {
  const arrived: number[] = [];
  for (let lost = 0; ; lost += 1) {
    const before = notesOf(dependencies);
    try {
      const visit = await visitOnce(dependencies, board, signal, { ...options, arrived });
      for (let again = 0; again < mostLost && !options.isCancelled(); again += 1) {
        const asked = await visitAside(dependencies, signal, arrived);
        if (!asked) break;
      }
      return { ...visit, arrived };
    } catch (error) {
      // One that is longer than announced is remembered elsewhere.
      if (signal.aborted || lost >= mostLost || (notesOf(dependencies) === before && !isOverlong(toFailure(error)))) throw error;
    }
  }
}

const inboxOf = ({ account, reader }: SyncDependencies): number => reader.folderByPath(account.id, pop3Inbox)?.id ?? 0;

/** Changes with every message that is noted and with every failed attempt. */
const notesOf = (dependencies: SyncDependencies): string =>
  dependencies.reader
    .leftAside(inboxOf(dependencies))
    .map(({ key, attempts }) => `${key} ${attempts}`)
    .join();

/** Asks for what was left aside and whose turn it is, in a session of its own. False: there is nothing of that kind. */
async function visitAside(dependencies: SyncDependencies, signal: AbortSignal, arrived: number[]): Promise<boolean> {
  const notes = asideNotes(dependencies, inboxOf(dependencies));
  const due = notes.due();
  if (due.length === 0) return false;
  const { connectPop3, limits } = dependencies;
  const connection = await connectPop3(await connectionOptions(dependencies, 'sync', signal));
  let asking: string | null = null;
  try {
    const listing = await listMailbox(connection, { signal, keyOctets: limits.keyOctets, notes });
    for (const { key } of due) {
      const entry = listing.entries.find((listed) => listed.key === key);
      asking = key;
      const id = entry && (await keepAside(dependencies, connection, entry, listing, signal));
      asking = null;
      if (entry) listing.came.add(entry.key);
      if (typeof id === 'number') arrived.push(id);
      await notes.takenUp([key]);
    }
    // What has come now may go now.
    await finishPoll(dependencies, connection, listing);
  } catch (error) {
    const reason = toFailure(error);
    const lost = isLost(connection, reason) || isOverlong(reason);
    if (asking === null || (stopsAccount(error, connection) && !lost)) throw error;
    await notes.failed([asking], reason, lost);
  } finally {
    connection.destroy();
  }
  return true;
}

/** Fetches one message that was left aside; one without a unique id has to be read for its key first. Answers its row, or null when it is here. */
async function keepAside(
  dependencies: SyncDependencies,
  connection: Pop3Connection,
  entry: Pop3Entry,
  { entries }: Pop3Listing,
  signal: AbortSignal,
): Promise<number | null> {
  const { account, clock, reader, storage } = dependencies;
  const named = hasNoKey(entry) ? await findKey(connection, entry, entries, signal) : entry;
  if (named !== entry) await stored(storage.notePop3({ accountId: account.id, uidls: [named.key], now: clock.now() }));
  const known = reader.pop3Uidls(account.id).get(named.key);
  return isWanted(known) ? keepEntry(dependencies, connection, named, known, signal) : null;
}

async function visitOnce(
  dependencies: SyncDependencies,
  board: StatusBoard,
  signal: AbortSignal,
  { isCancelled, overlong, betweenMessages, arrived }: VisitOptions & { readonly arrived: number[] },
): Promise<Omit<Visit, 'arrived'>> {
  const { connectPop3 } = dependencies;
  const connection = await connectPop3(await connectionOptions(dependencies, 'sync', signal));
  try {
    board.heard();
    board.set({ phase: 'folders', failure: null });
    const notes = asideNotes(dependencies, inboxOf(dependencies));
    const listing = await listMailbox(connection, { signal, keyOctets: dependencies.limits.keyOctets, notes });
    const visit = { connection, listing, fetched: new Set<string>() };
    const unread = await fetchNewMail(dependencies, connection, listing, {
      board,
      signal,
      arrived,
      notes,
      isCancelled,
      betweenMessages: () => betweenMessages(visit),
      isFetched: (key) => visit.fetched.has(key),
      overlong,
    });
    await betweenMessages(visit);
    const undeleted = await finishPoll(dependencies, connection, listing);
    return { hasUidl: listing.hasUidl, listed: listing.entries.length, refused: unread ?? undeleted };
  } finally {
    connection.destroy();
  }
}

/** Makes the local folders of a POP3 account; those that exist beside them stay. */
export async function ensureFolders({ account, reader, storage }: SyncDependencies): Promise<void> {
  const held = reader.folders(account.id);
  const missing = localFolders.filter(([path]) => !held.some((folder) => folder.path === path));
  if (missing.length === 0) return;
  const own = localFolders.map(([path, role]) => ({ path, name: path, delimiter: null, parentPath: null, role, selectable: true }));
  const others = held
    .filter(({ path }) => !localFolders.some(([name]) => name === path))
    .map(({ path, name, delimiter, role, selectable }) => ({ path, name, delimiter, parentPath: null, role, selectable }));
  await stored(storage.saveFolders({ accountId: account.id, folders: [...own, ...others] }));
}

async function fetchOne(dependencies: SyncDependencies, { connection, listing, fetched }: Pop3Visit, id: number): Promise<void> {
  const { account, reader } = dependencies;
  const place = reader.location(id);
  if (place?.bodyHeld) return;
  const entry = place?.uidl ? listing.entries.find(({ key }) => key === place.uidl) : undefined;
  if (!entry) throw new FailureError(failure('message-gone', { protocol: 'pop3' }));
  const known = reader.pop3Uidls(account.id).get(entry.key);
  fetched.add(entry.key);
  await keepEntry(dependencies, connection, entry, known, AbortSignal.any([]), { cause: openMessageCause(id) });
  listing.came.add(entry.key);
}
