/** Mail that no server needs to have is put into user data, listed, and taken out again. */
import type { FolderRole } from '../../../contract/folders.ts';
import { compress, contentHash } from '../bodies/blobs.ts';
import { headerOf } from '../bodies/header-end.ts';
import { storedFlags } from '../messages/flags.ts';
import { headerDigest } from '../messages/header-digest.ts';
import { messageDate, readFacts } from '../messages/header-facts.ts';
import { placedRow, removeMessage } from '../messages/message-rows.ts';
import { userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { noteKeptChange } from './kept-mail.ts';
import { showKept } from './restore-kept.ts';

/** A whole message that no server needs to have: POP3 mail, Sent copies filed only here. */
type LocalMessage = {
  readonly accountId: string;
  /** The folder, made when it is missing. */
  readonly path: string;
  readonly role: FolderRole | null;
  /**
   * Unique in the account: adding the same key again changes nothing. A POP3 unique id (one that `notePop3` was told of
   * becomes `kept`, and takes the place of its row from `addPop3Headers`), an outbox id.
   */
  readonly key: string;
  readonly flags: readonly string[];
  readonly internalDate: number | null;
  readonly raw: Uint8Array;
  /** The key under which the same message is held already, where the server calls it otherwise now: then it is renamed. */
  readonly formerKey?: string;
  /** POP3: octets by LIST. */
  readonly listedSize?: number;
};

interface Saved {
  readonly keptId: number;
  readonly hash: string;
  readonly added: boolean;
}

/** In user data: the raw message and what is known of it. Flags and folder of a row shown ahead of the body (TOP) go over to it. */
function saveKept(context: WriterContext, message: LocalMessage): Saved {
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
function renameKept({ userData }: WriterContext, { accountId, key, raw, listedSize }: LocalMessage, formerKey: string): Saved | null {
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

function* showSaved(
  context: WriterContext,
  message: LocalMessage,
  saved: Saved,
): Work<{ messageId: number; keptId: number; hash: string; added: boolean }> {
  if (saved.keptId === 0) return { messageId: 0, ...saved };
  if (message.formerKey !== undefined) dropPreview(context, message);
  const messageId = showKept(context, saved.keptId, message.raw) ?? 0;
  yield;
  return { messageId, ...saved };
}

/** A renamed message that was shown from TOP under its new name is in the list already, under the old one. */
function dropPreview(context: WriterContext, { accountId, key }: LocalMessage): void {
  const preview = context.cache.sql`SELECT messages.id FROM messages JOIN folders ON folders.id = folder_id
    WHERE uidl = ${key} AND account_id = ${accountId} AND kept_id IS NULL`.get<{ id: number }>();
  const row = preview && placedRow(context, preview.id);
  if (row) removeMessage(context, row);
}

function dropKept({ userData }: WriterContext, { accountId, key }: { accountId: string; key: string }): number | null {
  const held = userData.sql`SELECT id FROM kept WHERE account_id = ${accountId} AND key = ${key}`.get<{ id: number }>();
  if (!held) return null;
  userData.sql`DELETE FROM kept WHERE id = ${held.id}`.run();
  noteKeptChange(userData, held.id);
  return held.id;
}

function* showDropped(context: WriterContext, _: { accountId: string; key: string }, keptId: number | null): Work<{ removed: boolean }> {
  if (keptId !== null) showKept(context, keptId);
  yield;
  return { removed: keptId !== null };
}

export const keptJobs = {
  /** The raw message is synced to disk when this answers: only then may DELE be sent. What the user has removed meanwhile is not kept: ids are 0. */
  keepMessage: userDataThenCacheJob('bodies', saveKept, showSaved, { grouped: true }),
  /** Drops one kept message by its key: the server has its own copy now. */
  dropLocalMessage: userDataThenCacheJob('user', dropKept, showDropped, { grouped: true }),
};
