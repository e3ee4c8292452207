/**
 * Mail that only this program has: POP3 messages and copies filed only here. User data is its authority, also for flags
 * and folder; the cache only lists it. Every change is noted in `kept_changes`, so that a crash between the two
 * databases is made good at the next start.
 */
import { compress, contentHash } from '../bodies/blobs.ts';
import { headerOf } from '../bodies/header-end.ts';
import type { Database } from '../database/database.ts';
import type { OperationItem, PendingOperation } from '../database/stored.ts';
import { storedFlags, withFlag } from '../messages/flags.ts';
import { localFolder } from '../messages/folder-rows.ts';
import { headerDigest } from '../messages/header-digest.ts';
import { messageDate, readFacts } from '../messages/header-jobs.ts';
import { type FolderRow, insertMessage, placedRow, removeMessage } from '../messages/message-rows.ts';
import type { JobInput, JobOutput } from '../queue/storage-interface.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { showKept } from './restore-kept.ts';

const noteKeptChange = (userData: Database, keptId: number): void => {
  userData.sql`INSERT OR IGNORE INTO kept_changes (kept_id) VALUES (${keptId})`.run();
};

interface Saved {
  readonly keptId: number;
  readonly hash: string;
  readonly added: boolean;
}

/** In user data: the raw message and what is known of it. Flags and folder of a row shown ahead of the body (TOP) go over to it. */
export function saveKept(context: WriterContext, message: JobInput<'keepMessage'>): Saved {
  const { userData, cache } = context;
  const { accountId, key } = message;
  const renamed = message.formerKey === undefined ? null : renameKept(context, message, message.formerKey);
  if (renamed) return renamed;
  const held = userData.sql`SELECT id, hash FROM kept WHERE account_id = ${accountId} AND key = ${key}`.get<{
    id: number;
    hash: Uint8Array;
  }>();
  if (held) return { keptId: held.id, hash: Buffer.from(held.hash).toString('hex'), added: false };
  const known = userData.sql`SELECT state FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${key}`.get<{ state: string }>();
  if (known?.state === 'removed') return { keptId: 0, hash: '', added: false };
  const shown =
    cache.sql`SELECT messages.flags, folders.path, folders.role, messages.date FROM messages JOIN folders ON folders.id = folder_id
    WHERE uidl = ${key} AND account_id = ${accountId}`.get<{ flags: number; path: string; role: string | null; date: number }>();
  const { bits, keywords } = storedFlags(message.flags);
  const digest = contentHash(message.raw);
  const date = shown?.date ?? messageDate(message.internalDate, readFacts(context, headerOf(message.raw)), context.now());
  const { rowId } = userData.sql`INSERT INTO kept (account_id, key, path, role, uidl, flags, keywords, date, size, hash, bytes)
    VALUES (${accountId}, ${key}, ${shown?.path ?? message.path}, ${shown ? shown.role : message.role}, ${known ? key : null},
      ${shown ? shown.flags | bits : bits}, ${keywords}, ${date}, ${message.raw.length}, ${digest}, ${compress(message.raw)})`.run();
  if (known)
    userData.sql`UPDATE pop3_uidls SET state = 'kept', kept_id = ${rowId}, listed_size = ${message.listedSize ?? null},
      header = ${headerDigest(message.raw)} WHERE account_id = ${accountId} AND uidl = ${key}`.run();
  noteKeptChange(userData, rowId);
  return { keptId: rowId, hash: digest.toString('hex'), added: true };
}

/** The server calls a message otherwise than before: what is held keeps its place under the new name. */
function renameKept(
  { userData }: WriterContext,
  { accountId, key, raw, listedSize }: JobInput<'keepMessage'>,
  formerKey: string,
): Saved | null {
  const held = userData.sql`SELECT id, hash FROM kept WHERE account_id = ${accountId} AND key = ${formerKey}`.get<{
    id: number;
    hash: Uint8Array;
  }>();
  if (!held || !contentHash(raw).equals(held.hash)) return null;
  userData.sql`UPDATE kept SET key = ${key}, uidl = ${key} WHERE id = ${held.id}`.run();
  userData.sql`UPDATE pop3_uidls SET state = 'kept', kept_id = ${held.id}, listed_size = ${listedSize ?? null}, header = ${headerDigest(raw)}, first_seen_at = coalesce((SELECT first_seen_at FROM pop3_uidls
      WHERE account_id = ${accountId} AND uidl = ${formerKey}), first_seen_at) WHERE account_id = ${accountId} AND uidl = ${key}`.run();
  userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${formerKey}`.run();
  noteKeptChange(userData, held.id);
  return { keptId: held.id, hash: Buffer.from(held.hash).toString('hex'), added: false };
}

export function* showSaved(context: WriterContext, message: JobInput<'keepMessage'>, saved: Saved): Work<JobOutput<'keepMessage'>> {
  if (saved.keptId === 0) return { messageId: 0, ...saved };
  if (message.formerKey !== undefined) dropPreview(context, message);
  const messageId = showKept(context, saved.keptId, message.raw) ?? 0;
  yield;
  return { messageId, ...saved };
}

/** A renamed message that was shown from TOP under its new name is in the list already, under the old one. */
function dropPreview(context: WriterContext, { accountId, key }: JobInput<'keepMessage'>): void {
  const preview = context.cache.sql`SELECT messages.id FROM messages JOIN folders ON folders.id = folder_id
    WHERE uidl = ${key} AND account_id = ${accountId} AND kept_id IS NULL`.get<{ id: number }>();
  const row = preview && placedRow(context, preview.id);
  if (row) removeMessage(context, row);
}

/** In user data: the part of an operation that concerns local mail. It needs nobody's confirmation. */
export function changeKept(
  { userData }: WriterContext,
  { change, accountId }: PendingOperation,
  item: OperationItem,
  target: FolderRow | null,
): void {
  const kept = item.keptId;
  if (kept === null) return; // a row from TOP: there is nothing in user data yet
  noteKeptChange(userData, kept);
  if (change.kind === 'flag') {
    userData.sql`UPDATE kept SET flags = ${withFlag(item.flagsBefore, change.flag, change.value)} WHERE id = ${kept}`.run();
  } else if (change.kind === 'move') {
    userData.sql`UPDATE kept SET path = ${target?.path ?? item.path}, role = ${target?.role ?? null} WHERE id = ${kept}`.run();
  } else {
    userData.sql`UPDATE pop3_uidls SET state = 'removed', kept_id = NULL WHERE account_id = ${accountId} AND kept_id = ${kept}`.run();
    userData.sql`DELETE FROM kept WHERE id = ${kept}`.run();
  }
}

export function dropKept({ userData }: WriterContext, { accountId, key }: JobInput<'dropLocalMessage'>): number | null {
  const held = userData.sql`SELECT id FROM kept WHERE account_id = ${accountId} AND key = ${key}`.get<{ id: number }>();
  if (!held) return null;
  userData.sql`DELETE FROM kept WHERE id = ${held.id}`.run();
  noteKeptChange(userData, held.id);
  return held.id;
}

export function* showDropped(context: WriterContext, keptId: number | null): Work<JobOutput<'dropLocalMessage'>> {
  if (keptId !== null) showKept(context, keptId);
  yield;
  return { removed: keptId !== null };
}

/** In user data: unique ids that name other messages now. Answers the mail that was held under them. */
export function releaseUidls({ userData }: WriterContext, { accountId, uidls }: JobInput<'releasePop3'>): number[] {
  const keptIds: number[] = [];
  for (const uidl of uidls) {
    const held = userData.sql`SELECT id FROM kept WHERE account_id = ${accountId} AND uidl = ${uidl}`.get<{ id: number }>();
    if (held) {
      // With spaces: no unique id can be this key (RFC 1939 §7).
      userData.sql`UPDATE kept SET key = 'its unique id was given away ' || id, uidl = NULL WHERE id = ${held.id}`.run();
      noteKeptChange(userData, held.id);
      keptIds.push(held.id);
    }
    userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return keptIds;
}

export function* showReleased(context: WriterContext, keptIds: readonly number[]): Work<null> {
  for (const id of keptIds) {
    showKept(context, id);
    yield;
  }
  return null;
}

export function* addPop3Headers(context: WriterContext, input: JobInput<'addPop3Headers'>): Work<JobOutput<'addPop3Headers'>> {
  const { cache, userData } = context;
  const folder = localFolder(context, input.accountId, input.path, 'inbox');
  let added = 0;
  for (const { uidl, size, header, now } of input.messages) {
    const known = userData.sql`SELECT state FROM pop3_uidls WHERE account_id = ${input.accountId} AND uidl = ${uidl}`.get<{
      state: string;
    }>();
    const shown =
      cache.sql`SELECT 1 FROM messages JOIN folders ON folders.id = folder_id WHERE uidl = ${uidl} AND account_id = ${input.accountId}`.get();
    if (!shown && (known === undefined || known.state === 'seen')) {
      const facts = readFacts(context, header);
      const date = messageDate(null, facts, now);
      const row = {
        folderId: folder.id,
        uid: null,
        uidl,
        keptId: null,
        flags: 0,
        keywords: '',
        modseq: null,
        date,
        size,
        facts,
        pending: false,
      };
      insertMessage(context, row);
      context.people.count(facts, false, date);
      added += 1;
    }
    yield;
  }
  context.changes.folder(input.accountId);
  return { added };
}

/** A row from TOP that the user deleted before its body came must not come back with the next listing. */
export function forgetUnkept({ userData, cache }: WriterContext, { change, accountId }: PendingOperation, item: OperationItem): void {
  if (change.kind !== 'delete' || item.keptId !== null) return;
  const row = cache.sql`SELECT uidl FROM messages WHERE id = ${item.messageId} AND uidl IS NOT NULL`.get<{ uidl: string }>();
  if (row) userData.sql`UPDATE pop3_uidls SET state = 'removed' WHERE account_id = ${accountId} AND uidl = ${row.uidl}`.run();
}
