/**
 * One poll of a POP3 mailbox: new messages are fetched, newest first, and those that may go are deleted there. A message leaves the
 * server only after it is synced to user data, and only by a QUIT that was answered (RFC 1939 §6); until then the journal
 * says `deleting`, and the next poll tries again.
 */
import { createHash } from 'node:crypto';
import { type Failure, toFailure } from '../../../contract/failure.ts';
import type { Pop3Uidl } from '../../cache/database/stored.ts';
import type { Pop3Connection } from '../../pop3/pop3-types.ts';
import type { Cause } from '../../wire/tap.ts';
import type { StatusBoard } from '../account/status-board.ts';
import { causes } from '../causes.ts';
import { tooLarge } from '../download/too-large.ts';
import type { AsideNotes } from '../folders/left-aside.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { dueForDeletion } from './pop3-deletion.ts';
import { hasNoKey, isLost, isRefusal, type Pop3Entry, type Pop3Listing } from './pop3-listing.ts';
import type { OverlongMessages } from './pop3-overlong.ts';
import { compare, releaseReused } from './pop3-reuse.ts';

/** Where POP3 mail lies: the protocol knows no folders (RFC 1939 §1). */
export const pop3Inbox = 'Inbox';

interface PollOptions {
  readonly board: StatusBoard;
  readonly signal: AbortSignal;
  /** The user cancelled: messages not fetched yet stay on the server, deletions are still carried out. */
  readonly isCancelled: () => boolean;
  /** Called between two messages: a message that the user waits for goes first. */
  readonly betweenMessages: () => Promise<void>;
  /** Whether it was fetched out of turn in this session. */
  readonly isFetched: (key: string) => boolean;
  readonly overlong: OverlongMessages;
  /** Messages over which a connection was lost; they are left out here. */
  readonly notes: AsideNotes;
  /** Takes the rows that came. */
  readonly arrived: number[];
}

/** Fetches what is new. Answers the first refusal of a RETR, if there was one. QUIT is the caller's, by `finishPoll`. */
export async function fetchNewMail(
  dependencies: SyncDependencies,
  connection: Pop3Connection,
  listing: Pop3Listing,
  { board, signal, isCancelled, betweenMessages, isFetched, overlong, notes, arrived }: PollOptions,
): Promise<Failure | null> {
  const { account, reader, storage, clock, limits } = dependencies;
  const keys = listing.entries.map(({ key }) => key);
  const named = listing.entries.filter((entry) => !hasNoKey(entry)).map(({ key }) => key);
  const onLost = (key: string, reason: Failure) => notes.failed([key], reason, true);
  const aside = notes.all();
  const told = { ...listing, entries: listing.entries.filter(({ key }) => !aside.has(key)) };
  await releaseReused(dependencies, connection, told, { signal, onLost });
  await stored(storage.notePop3({ accountId: account.id, uidls: named, now: clock.now() }));
  const known = reader.pop3Uidls(account.id);
  await notes.takenUp([...aside.keys()].filter((key) => !keys.includes(key)));
  const missing = listing.entries.filter(({ key }) => isWanted(known.get(key)) && !aside.has(key)).reverse();
  if (missing.length > limits.previewFrom) await previewNewest(dependencies, connection, missing, { board, signal, overlong, notes });

  // A message without a key may be any of the known ones.
  const formerKeys = named.length < keys.length ? new Map<string, string[]>() : keptUnderOtherKeys(reader, known, keys);
  let refused: Failure | null = null;
  const progress = { done: listing.entries.length - missing.length, total: listing.entries.length };
  board.set({ phase: 'bodies', folder: pop3Inbox, bodies: { ...progress } });
  for (const entry of missing) {
    await betweenMessages();
    if (isCancelled() || signal.aborted) break;
    if (entry.size > limits.messageOctets) {
      refused ??= tooLarge(dependencies, entry.size);
      continue;
    }
    const overlongBefore = overlong.reason(entry);
    if (overlongBefore) {
      refused ??= overlongBefore;
      continue;
    }
    if (!isFetched(entry.key)) {
      try {
        const id = await overlong.read(entry, () =>
          keepEntry(dependencies, connection, entry, known.get(entry.key), signal, { formerKeys }),
        );
        listing.came.add(entry.key);
        if (id !== null) arrived.push(id);
      } catch (error) {
        const reason = toFailure(error);
        // Fetched alone, but networks fail at any time: only the second loss counts.
        if (isLost(connection, reason)) await notes.failed([entry.key], reason, true);
        // RFC 1939 §5: -ERR to one RETR says nothing of the others: one broken message must not keep all older mail from coming.
        if (connection.closed || !isRefusal(reason)) throw error;
        refused ??= reason;
        // Asked for again ever less often, not with every poll, and soon when the user asks.
        await notes.failed([entry.key], reason);
        continue;
      }
    }
    progress.done += 1;
    board.heard();
    board.set({ bodies: { ...progress } });
  }
  return refused;
}

/**
 * Messages held here whose unique id the server lists no more, by their hash. A server that names its mail anew (RFC 1939 §7 forbids it,
 * restored backups and other programs do it) sends them once more, and they must not stand in the list twice.
 */
function keptUnderOtherKeys(
  reader: SyncDependencies['reader'],
  known: ReadonlyMap<string, Pop3Uidl>,
  listed: readonly string[],
): Map<string, string[]> {
  const there = new Set(listed);
  const formerKeys = new Map<string, string[]>();
  for (const { uidl, state, keptId } of known.values()) {
    // Defence P9b of the checklist.
    const hash = state === 'kept' && keptId !== null && !there.has(uidl) ? reader.keptHash(keptId) : null;
    if (hash !== null) formerKeys.set(hash, [...(formerKeys.get(hash) ?? []), uidl]);
  }
  return formerKeys;
}

/**
 * Deletes what may go, and ends the session. Rejects when QUIT was not answered: it is then unknown what is deleted (RFC 1939 §6), and is
 * tried again.
 * @returns the first refusal of a DELE, if there was one; that message stays marked, and the next poll asks again
 */
export async function finishPoll(
  dependencies: SyncDependencies,
  connection: Pop3Connection,
  listing: Pop3Listing,
): Promise<Failure | null> {
  const { account, reader, storage, clock } = dependencies;
  const options = { cause: causes.poll };
  const nameless = listing.entries.filter(hasNoKey);
  // Of twins without unique ids the one that could not be read may be meant.
  const entries = listing.entries.filter(({ size }) => !nameless.some((entry) => entry.size === size));
  const due = await dueForDeletion({ account, reader, entries, now: clock.now() });
  const wanted = due.map(({ key }) => key);
  if (wanted.length > 0) await stored(storage.markPop3({ accountId: account.id, uidls: wanted, state: 'deleting' }));
  const uidls: string[] = [];
  let refused: Failure | null = null;
  const known = reader.pop3Uidls(account.id);
  for (const entry of due) {
    const { number, key } = entry;
    try {
      if (!listing.came.has(key) && (await isAnother(dependencies, connection, entry, known.get(key)))) continue;
      await connection.delete(number, options);
      uidls.push(key);
    } catch (error) {
      const reason = toFailure(error);
      // RFC 1939 §5: -ERR to one DELE says nothing of the others, nor of the session.
      if (!isRefusal(reason)) throw error;
      refused ??= reason;
    }
  }
  await connection.quit(options);
  if (uidls.length > 0) await stored(storage.markPop3({ accountId: account.id, uidls, state: 'deleted' }));
  // A known message that is not listed may be one that could not be read.
  if (nameless.length > 0) return refused;
  const listed = new Set(listing.entries.map(({ key }) => key));
  const unlisted = [...reader.pop3Uidls(account.id).values()].filter(({ uidl }) => !listed.has(uidl));
  if (unlisted.some(({ state }) => state === 'seen')) await dropPreviews(dependencies, new Set(unlisted.map(({ uidl }) => uidl)));
  // Gone although its QUIT was not answered: from now on the unique id may only name another message, which is not to be deleted unread.
  const gone = unlisted.filter(({ state }) => state === 'deleting').map(({ uidl }) => uidl);
  if (gone.length > 0) await stored(storage.markPop3({ accountId: account.id, uidls: gone, state: 'deleted' }));
  if (unlisted.length > 0) await stored(storage.forgetPop3({ accountId: account.id, uidls: unlisted.map(({ uidl }) => uidl) }));
  return refused;
}

/**
 * Whether a message that is to be deleted is another one than the one that was meant. Its size says so, and its header where the server
 * shows one; one of which nothing is known is taken for another. What is another is released, and comes with the next poll.
 */
async function isAnother(
  dependencies: SyncDependencies,
  connection: Pop3Connection,
  entry: Pop3Entry,
  known: Pop3Uidl | undefined,
): Promise<boolean> {
  if (!known || entry.key.includes(' ')) return known === undefined;
  // Removed here before its header was recorded: it cannot be told from another message.
  if (known.keptId === null && known.header === null) return true;
  const onLost = () => Promise.resolve();
  const found = await compare(dependencies, connection, entry, known, { signal: AbortSignal.any([]), onLost });
  const { account, storage } = dependencies;
  if (found === 'other') await stored(storage.releasePop3({ accountId: account.id, uidls: [entry.key] }));
  return found === 'other' || (found === 'unknown' && known.listedSize !== entry.size);
}

/** Removes rows shown from TOP whose message left the server before it was fetched. */
async function dropPreviews({ account, reader, storage, clock }: SyncDependencies, gone: ReadonlySet<string>): Promise<void> {
  const messageIds: number[] = [];
  for (const { id: folderId } of reader.folders(account.id)) {
    const { total } = reader.counts(folderId);
    for (let position = 0; position < total; position += listPage) {
      for (const { id, bodyHeld } of reader.list(folderId, position, listPage).rows) {
        const uidl = bodyHeld ? null : reader.location(id)?.uidl;
        if (uidl && gone.has(uidl)) messageIds.push(id);
      }
    }
  }
  const id = `previews-gone-${account.id}-${messageIds[0]}`;
  if (messageIds.length > 0)
    await stored(storage.applyOperation({ id, accountId: account.id, change: { kind: 'delete' }, messageIds, now: clock.now() }));
}

const listPage = 500;

/** A unique id that we deleted and that is listed again: the server did not delete it, or gave it to another message. */
export const isWanted = (known: Pop3Uidl | undefined): boolean =>
  known === undefined || known.state === 'seen' || known.state === 'deleted';

interface KeepOptions {
  readonly cause?: Cause;
  /** By hash: the keys of messages held here that the server lists no more; one that is found again is taken out. */
  readonly formerKeys?: ReadonlyMap<string, string[]>;
}

/** Fetches one message and syncs it to user data. Answers its row, or null when it was here already. */
export async function keepEntry(
  { account, reader, storage, clock }: SyncDependencies,
  connection: Pop3Connection,
  entry: Pop3Entry,
  known: Pop3Uidl | undefined,
  signal: AbortSignal,
  { cause = causes.bodies, formerKeys }: KeepOptions = {},
): Promise<number | null> {
  const raw = entry.raw ?? (await connection.retrieve(entry, { cause, signal }));
  const { key } = entry;
  if (known?.state === 'deleted') {
    const digest = createHash('sha256').update(raw).digest('hex');
    if (reader.rawByHash(digest) !== null) return null;
    // Another message under a unique id of the past, which means this one from now on.
    await stored(storage.releasePop3({ accountId: account.id, uidls: [key] }));
    await stored(storage.notePop3({ accountId: account.id, uidls: [key], now: clock.now() }));
  }
  const formerKey = formerKeys?.size ? formerKeys.get(createHash('sha256').update(raw).digest('hex'))?.shift() : undefined;
  const message = {
    accountId: account.id,
    path: pop3Inbox,
    role: 'inbox',
    key,
    flags: [],
    internalDate: null,
    raw,
    listedSize: entry.size,
  } as const;
  const kept = await stored(storage.keepMessage({ ...message, ...(formerKey === undefined ? {} : { formerKey }) }));
  return kept.added ? kept.messageId : null;
}

/** Shows the newest page before its bodies, by TOP (RFC 1939 §7). */
async function previewNewest(
  { account, storage, limits, clock }: SyncDependencies,
  connection: Pop3Connection,
  missing: readonly Pop3Entry[],
  { board, signal, overlong, notes }: Pick<PollOptions, 'board' | 'signal' | 'overlong' | 'notes'>,
): Promise<void> {
  const page = missing.filter((entry) => overlong.reason(entry) === null).slice(0, limits.newestPage);
  const progress = { done: 0, total: page.length };
  board.set({ phase: 'headers', folder: pop3Inbox, headers: { ...progress } });
  for (let from = 0; from < page.length; from += previewBatch) {
    const messages: { uidl: string; size: number; header: Uint8Array; now: number }[] = [];
    for (const entry of page.slice(from, from + previewBatch)) {
      const top = () => connection.top(entry, 0, { cause: causes.newestPage, signal });
      const block = entry.header ?? (await readTop(connection, entry, () => overlong.read(entry, top), notes));
      if (block === null) return; // no TOP: the list fills with the bodies
      if (block === 'refused') continue;
      messages.push({ uidl: entry.key, size: entry.size, header: Buffer.from(block), now: clock.now() });
    }
    await stored(storage.addPop3Headers({ accountId: account.id, path: pop3Inbox, messages }));
    progress.done += messages.length;
    board.heard();
    board.set({ headers: { ...progress } });
  }
}

/** -ERR to one TOP says nothing of the others (RFC 1939 §5); over which message the connection was lost is noted. */
async function readTop(
  connection: Pop3Connection,
  entry: Pop3Entry,
  read: () => Promise<Buffer | null>,
  notes: AsideNotes,
): Promise<Buffer | null | 'refused'> {
  try {
    return await read();
  } catch (error) {
    const reason = toFailure(error);
    if (isLost(connection, reason)) await notes.failed([entry.key], reason, true);
    if (connection.closed || !isRefusal(reason)) throw error;
    return 'refused';
  }
}

const previewBatch = 20;
