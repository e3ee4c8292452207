/** Single rows of the cache: inserting, placing and removing a message so that bodies, index and counters stay true. */
import { FailureError, failure } from '../../../contract/failure.ts';
import { idFor } from '../database/row-id.ts';
import { flagBits } from '../database/stored.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import type { HeaderDescription, HeaderFacts } from './mail-reading.ts';

export interface FolderRow {
  readonly id: number;
  readonly account_id: string;
  readonly path: string;
  readonly role: string | null;
  readonly uid_validity: number | null;
}

/** @throws FailureError `folder-gone` */
export function requireFolder({ cache }: WriterContext, id: number): FolderRow {
  const row = cache.sql`SELECT id, account_id, path, role, uid_validity FROM folders WHERE id = ${id}`.get<FolderRow>();
  if (!row) throw new FailureError(failure('folder-gone', { detail: { folderId: id } }));
  return row;
}

export const folderByPath = ({ cache }: WriterContext, accountId: string, path: string): FolderRow | undefined =>
  cache.sql`SELECT id, account_id, path, role, uid_validity FROM folders WHERE account_id = ${accountId} AND path = ${path}`.get<FolderRow>();

interface NewMessage {
  readonly folderId: number;
  readonly uid: number | null;
  readonly uidl: string | null;
  readonly keptId: number | null;
  readonly flags: number;
  readonly keywords: string;
  readonly modseq: string | null;
  readonly date: number;
  readonly size: number;
  readonly facts: HeaderFacts;
  readonly pending: boolean;
}

/** What the index wants of a row: see the schema. */
export const indexWants = { nothing: 0, header: 1, text: 2 } as const;

/** Inserts a row and answers its id. No row of the folder may have the UID already. */
export function insertMessage({ cache, changes }: WriterContext, message: NewMessage): number {
  const { facts, folderId } = message;
  // Tried instead of looked up first: an id is hardly ever taken.
  const id = idFor(message.date, message.uid ?? message.keptId ?? 0, (id) => {
    const inserted =
      cache.sql`INSERT OR IGNORE INTO messages (id, folder_id, uid, uidl, kept_id, flags, keywords, modseq, date, size, subject, sender,
        recipients, copies, message_id, in_reply_to, reference_ids, attachments, warnings, pending, index_wanted, entered)
      VALUES (${id}, ${folderId}, ${message.uid}, ${message.uidl}, ${message.keptId}, ${message.flags}, ${message.keywords},
        ${message.modseq}, ${message.date}, ${message.size}, ${facts.subject}, ${JSON.stringify(facts.from)}, ${JSON.stringify(facts.to)},
        ${facts.cc.length ? JSON.stringify(facts.cc) : null}, ${facts.messageId}, ${facts.inReplyTo},
        ${facts.references.length ? facts.references.join(' ') : null}, ${facts.attachments ? 1 : 0},
        ${facts.warnings.length ? facts.warnings.join(' ') : null}, ${message.pending ? 1 : 0},
        ${message.keptId === null ? indexWants.header : indexWants.text},
        (SELECT revision + 1 FROM folders WHERE id = ${folderId}))`.run();
    return inserted.changes === 0;
  });
  // Instead of a trigger, see the schema. A new row has no body and is not indexed yet; a kept message is its own body.
  cache.sql`UPDATE folders SET total = total + 1, unread = unread + ${message.flags & flagBits.seen ? 0 : 1},
    bodies_held = bodies_held + ${message.keptId === null ? 0 : 1}, revision = revision + 1 WHERE id = ${folderId}`.run();
  if (facts.mayBeNotice) cache.sql`INSERT OR IGNORE INTO unread_notices (message_id) VALUES (${id})`.run();
  changes.added(folderId, id);
  return id;
}

/** Gives a body to a row that has none, and counts it: see the schema. */
export function giveBody({ cache }: WriterContext, row: { readonly id: number; readonly folderId: number | null }, blobId: number): void {
  cache.sql`UPDATE messages SET blob_id = ${blobId}, index_wanted = ${indexWants.text} WHERE id = ${row.id}`.run();
  cache.sql`UPDATE folders SET bodies_held = bodies_held + 1 WHERE id = ${row.folderId}`.run();
}

/** Rewrites a row from a header block. The row keeps its id, which follows its first date. */
export function describeAnew({ cache }: WriterContext, id: number, facts: HeaderDescription): void {
  cache.sql`UPDATE messages SET subject = ${facts.subject}, sender = ${JSON.stringify(facts.from)}, recipients = ${JSON.stringify(facts.to)},
    copies = ${facts.cc.length ? JSON.stringify(facts.cc) : null}, message_id = ${facts.messageId}, in_reply_to = ${facts.inReplyTo},
    reference_ids = ${facts.references.length ? facts.references.join(' ') : null},
    warnings = ${facts.warnings.length ? facts.warnings.join(' ') : null} WHERE id = ${id}`.run();
}

export interface PlacedRow {
  readonly id: number;
  readonly folder_id: number | null;
  readonly uid: number | null;
  readonly uidl: string | null;
  readonly kept_id: number | null;
  readonly blob_id: number | null;
  readonly flags: number;
  readonly indexed: number;
  readonly message_id: string | null;
  readonly size: number;
}

export const placedRow = ({ cache }: WriterContext, id: number): PlacedRow | undefined =>
  cache.sql`SELECT id, folder_id, uid, uidl, kept_id, blob_id, flags, indexed, message_id, size FROM messages WHERE id = ${id}`.get<PlacedRow>();

/** Whether the message is local, without a copy on a server: POP3 mail and copies filed only here. */
export const isLocal = (row: { kept_id: number | null; uidl: string | null }): boolean => row.kept_id !== null || row.uidl !== null;

/** Removes a row with its index entry. Its body waits among the orphans when no other row names it. */
export function removeMessage(context: WriterContext, row: PlacedRow): void {
  const { cache } = context;
  if (row.indexed > 0) cache.sql`DELETE FROM search WHERE rowid = ${row.id}`.run();
  cache.sql`DELETE FROM messages WHERE id = ${row.id}`.run();
  if (row.blob_id !== null) releaseBlob(context, row.blob_id, row.message_id, row.size);
  context.changes.removed(row.folder_id, row.id);
}

function releaseBlob({ cache, now }: WriterContext, blobId: number, messageId: string | null, size: number): void {
  if (cache.sql`SELECT 1 FROM messages WHERE blob_id = ${blobId} LIMIT 1`.get()) return;
  cache.sql`INSERT OR REPLACE INTO orphans (blob_id, message_id, size, since) VALUES (${blobId}, ${messageId}, ${size}, ${now()})`.run();
}

/** Only what RFC 9051 §2.3.1.1 calls a UID. */
export const isUid = (uid: number): boolean => Number.isInteger(uid) && uid > 0 && uid <= 0xffff_ffff;
