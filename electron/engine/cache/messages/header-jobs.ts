/** Rows from header blocks: new ones, and the server's flags of those held. */

import { readBlob } from '../bodies/blobs.ts';
import { cacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { storedFlags } from './flags.ts';
import { messageDate, readFacts } from './header-facts.ts';
import type { HeaderFacts } from './mail-reading.ts';
import { type FolderRow, giveBody, insertMessage, isUid, placedRow, removeMessage, requireFolder } from './message-rows.ts';
import { placeMessage, showLeaving, tellLaterOperations } from './place-message.ts';

/** One message as the server reports it, with its whole header block. */
type HeaderToAdd = {
  readonly uid: number;
  /** IMAP flags and keywords as sent: `\Seen`, `$Forwarded`. */
  readonly flags: readonly string[];
  /** INTERNALDATE; null: the Date field is used, and without one the present. */
  readonly internalDate: number | null;
  readonly size: number;
  readonly modseq?: string | null;
  readonly header: Uint8Array;
};

type FlagsToSet = {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq?: string | null;
};

function* addHeaders(
  context: WriterContext,
  { folderId, messages }: { folderId: number; messages: readonly HeaderToAdd[] },
): Work<{ added: number; ids: ReadonlyMap<number, number>; bodiesReused: number }> {
  const { changes } = context;
  const folder = requireFolder(context, folderId);
  const ids = new Map<number, number>();
  let added = 0;
  let bodiesReused = 0;
  let oddities = lookForOddities(context, folder);
  for (const message of messages) {
    if (!isUid(message.uid)) continue; // skip invalid UIDs (RFC 9051 §2.3.1.1)
    if (oddities.at !== context.resumed) oddities = lookForOddities(context, folder);
    const held = heldRow(context, folderId, message.uid);
    if (held) {
      if (setRowFlags(context, folder, held, message)) changes.changed(folderId, held.id);
      ids.set(message.uid, held.id);
    } else if (!oddities.leaving || !hasLeft(context, folder, message.uid)) {
      const facts = readFacts(context, message.header);
      const known = oddities.unplaced ? adoptUnplaced(context, folder, message, facts) : null;
      const date = messageDate(message.internalDate, facts, context.now());
      const id = known ?? addRow(context, folder, message, facts, date);
      ids.set(message.uid, id);
      if (known === null) {
        added += 1;
        context.people.count(facts, folder.role === 'sent', date);
        if (oddities.orphans && takeUpOrphan(context, { id, folderId }, message, facts)) bodiesReused += 1;
      }
    }
    yield;
  }
  changes.folder(folder.account_id);
  return { added, ids, bodiesReused };
}

/** Whether the rarer cases can occur in this folder at all: three look-ups a batch instead of three a message. */
interface Oddities {
  readonly at: number;
  readonly leaving: boolean;
  readonly unplaced: boolean;
  readonly orphans: boolean;
}

function lookForOddities({ cache, journal, resumed }: WriterContext, folder: FolderRow): Oddities {
  const leaving = cache.sql`SELECT 1 FROM leaving WHERE folder_id = ${folder.id} LIMIT 1`.get();
  const unplaced = cache.sql`SELECT 1 FROM messages INDEXED BY messages_unplaced WHERE folder_id = ${folder.id}
    AND uid IS NULL AND uidl IS NULL AND kept_id IS NULL LIMIT 1`.get();
  const orphans = cache.sql`SELECT 1 FROM orphans LIMIT 1`.get();
  const leavingByJournal = journal.concerns(folder.account_id, folder.path);
  return {
    at: resumed,
    leaving: leaving !== undefined || leavingByJournal,
    unplaced: unplaced !== undefined,
    orphans: orphans !== undefined,
  };
}

interface HeldRow {
  readonly id: number;
  readonly flags: number;
  readonly keywords: string;
  readonly modseq: string | null;
}

const heldRow = ({ cache }: WriterContext, folderId: number, uid: number): HeldRow | undefined =>
  cache.sql`SELECT id, flags, keywords, modseq FROM messages WHERE folder_id = ${folderId} AND uid = ${uid}`.get<HeldRow>();

/** Stores the server's flags, with the user's pending changes on top; answers whether anything changed. */
function setRowFlags(context: WriterContext, folder: FolderRow, row: HeldRow, message: FlagsToSet): boolean {
  const { bits, keywords } = storedFlags(message.flags);
  const wanted = context.journal.overlay(row.id, { accountId: folder.account_id, path: folder.path, uid: message.uid }, bits);
  const modseq = message.modseq ?? null;
  if (wanted === row.flags && keywords === row.keywords && modseq === row.modseq) return false;
  context.cache.sql`UPDATE messages SET flags = ${wanted}, keywords = ${keywords}, modseq = ${modseq} WHERE id = ${row.id}`.run();
  return true;
}

/** Whether the user has moved or deleted what the server still lists here. */
function hasLeft({ cache, journal }: WriterContext, folder: FolderRow, uid: number): boolean {
  if (cache.sql`SELECT 1 FROM leaving WHERE folder_id = ${folder.id} AND uid = ${uid}`.get()) return true;
  const left = journal.leaving({ accountId: folder.account_id, path: folder.path, uid });
  if (!left) return false;
  showLeaving(cache, folder.id, uid, left.item.messageId); // the cache was reset since the operation was made
  return true;
}

function addRow(context: WriterContext, folder: FolderRow, message: HeaderToAdd, facts: HeaderFacts, date: number): number {
  const { bits, keywords } = storedFlags(message.flags);
  const place = { accountId: folder.account_id, path: folder.path, uid: message.uid };
  const flags = context.journal.overlay(0, place, bits);
  return insertMessage(context, {
    folderId: folder.id,
    uid: message.uid,
    uidl: null,
    keptId: null,
    flags,
    keywords,
    modseq: message.modseq ?? null,
    date,
    size: Number.isSafeInteger(message.size) && message.size >= 0 ? message.size : message.header.length,
    facts,
    pending: flags !== bits,
  });
}

/**
 * A message moved here whose new UID the server did not tell (no COPYUID, RFC 4315): the same Message-ID, and the same
 * size where there is no Message-ID. Answers its row.
 */
function adoptUnplaced(context: WriterContext, folder: FolderRow, message: HeaderToAdd, facts: HeaderFacts): number | null {
  const { cache } = context;
  // The plus signs keep SQLite from walking all of a folder's unplaced rows when a Message-ID names one.
  const unplaced =
    facts.messageId === null
      ? cache.sql`SELECT id FROM messages WHERE folder_id = ${folder.id} AND uid IS NULL AND uidl IS NULL AND kept_id IS NULL
          AND message_id IS NULL AND size = ${message.size} ORDER BY id LIMIT 1`.get<{ id: number }>()
      : cache.sql`SELECT id FROM messages WHERE message_id = ${facts.messageId} AND +folder_id = ${folder.id} AND +uid IS NULL
          AND +uidl IS NULL AND +kept_id IS NULL ORDER BY id LIMIT 1`.get<{ id: number }>();
  if (!unplaced) return null;
  placeMessage(context, unplaced.id, folder, message.uid);
  if (context.journal.isPending(unplaced.id)) {
    context.userData.guard(() => context.userData.transaction(() => tellLaterOperations(context, unplaced.id, folder, message.uid)));
  }
  const row = heldRow(context, folder.id, message.uid);
  if (row) setRowFlags(context, folder, row, message);
  return unplaced.id;
}

/** A body that lost its row (renumbered or renamed folder) and starts with this very header block is this message's. */
function takeUpOrphan(
  context: WriterContext,
  row: { readonly id: number; readonly folderId: number },
  message: HeaderToAdd,
  facts: HeaderFacts,
): boolean {
  const { cache } = context;
  if (facts.messageId === null || message.header.length < 16) return false;
  const candidates = cache.sql`SELECT blob_id FROM orphans WHERE message_id = ${facts.messageId} AND size = ${message.size} LIMIT 4`.all<{
    blob_id: number;
  }>();
  for (const { blob_id } of candidates) {
    const raw = readBlob(cache, blob_id);
    if (!raw || raw.length !== message.size || raw.compare(message.header, 0, message.header.length, 0, message.header.length) !== 0)
      continue;
    giveBody(context, row, blob_id);
    cache.sql`DELETE FROM orphans WHERE blob_id = ${blob_id}`.run();
    return true;
  }
  return false;
}

function* setFlags(
  context: WriterContext,
  { folderId, messages }: { folderId: number; messages: readonly FlagsToSet[] },
): Work<{ changed: number }> {
  const folder = requireFolder(context, folderId);
  let changed = 0;
  for (const message of messages) {
    const held = heldRow(context, folderId, message.uid);
    if (held && setRowFlags(context, folder, held, message)) {
      context.changes.changed(folderId, held.id);
      changed += 1;
    }
    yield;
  }
  if (changed > 0) context.changes.folder(folder.account_id);
  return { changed };
}

function* removeUids(context: WriterContext, { folderId, uids }: { folderId: number; uids: readonly number[] }): Work<{ removed: number }> {
  const folder = requireFolder(context, folderId);
  let removed = 0;
  for (const uid of uids) {
    const held = heldRow(context, folderId, uid);
    const row = held && placedRow(context, held.id);
    if (row) {
      removeMessage(context, row);
      removed += 1;
    }
    yield;
  }
  if (removed > 0) context.changes.folder(folder.account_id);
  return { removed };
}

function* dropUnplaced(context: WriterContext, { folderId }: { folderId: number }): Work<{ removed: number }> {
  const folder = requireFolder(context, folderId);
  const rows = context.cache
    .sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND uid IS NULL AND uidl IS NULL AND kept_id IS NULL`.all<{
    id: number;
  }>();
  let removed = 0;
  for (const { id } of rows) {
    const row = placedRow(context, id);
    if (row && !context.journal.isPending(id)) {
      removeMessage(context, row);
      removed += 1;
    }
    yield;
  }
  if (removed > 0) context.changes.folder(folder.account_id);
  return { removed };
}

export const headerJobs = {
  /**
   * Adds rows, or refreshes flags and modseq of those held. Mail on its way out of the folder (`HeldUids.leaving`) is
   * skipped; a message moved here whose new UID was unknown is recognised by Message-ID and size and given its UID;
   * after `renumberFolder` a body still held is taken up again. `added`: rows that are new; `ids`: row id by UID.
   */
  addHeaders: cacheJob('headers', addHeaders),
  /** Stores the server's flags. Pending changes of the user stay on top. */
  setFlags: cacheJob('headers', setFlags),
  removeUids: cacheJob('headers', removeUids),
  /**
   * After a complete listing of the folder: forgets rows whose UID never became known (moved here, then gone), unless an operation
   * still waits on them.
   */
  dropUnplaced: cacheJob('headers', dropUnplaced),
};
