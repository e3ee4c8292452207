/** The outbox: one statement or a few each, in a transaction of user data. A damaged entry is written whole again by its first change. */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { OutboxItem } from '../../../contract/outbox.ts';
import { compress, contentHash } from '../bodies/blobs.ts';
import type { DraftContent, OutboxPatch, StoredOutboxEntry } from '../database/stored.ts';
import { userDataJob } from '../queue/job.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { copyDraft, type DraftFile, writeDraft, writeFile } from './draft-jobs.ts';
import { type DraftRow, toDraft } from './draft-rows.ts';
import { type OutboxRow, toOutboxEntry } from './outbox-rows.ts';
import { noteSentTo } from './sent-recipients.ts';

type MessageToQueue = {
  readonly item: OutboxItem;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly raw: Uint8Array;
  readonly draftId: string | null;
  /** Of when the text is that the message was made of (the draft's `updatedAt`), and the id of a draft of what was saved since. */
  readonly composed?: { readonly updatedAt: number; readonly newDraftId: string };
};

function queueMessage(context: WriterContext, { item, envelope, raw, draftId, composed }: MessageToQueue): null {
  const { userData } = context;
  const draft =
    draftId === null
      ? null
      : userData.sql`SELECT id, account_id, content, updated_at, queued_as FROM drafts
          WHERE id = ${draftId} AND discarded_at IS NULL`.get<DraftRow & { queued_as: string | null }>();
  // One draft is one message, however often Send is pressed and in however many windows.
  if (draft === undefined || (draft?.queued_as != null && draft.queued_as !== item.id))
    throw new FailureError(failure('too-late', { detail: { state: 'queued' } }));
  userData.sql`INSERT OR IGNORE INTO outbox (id, account_id, item, envelope, hash, bytes, queued_at, draft_id)
    VALUES (${item.id}, ${item.accountId}, ${JSON.stringify(item)}, ${JSON.stringify(envelope)}, ${contentHash(raw)}, ${compress(raw)},
      ${item.queuedAt}, ${draftId})`.run();
  // Once: queued again under the same id, the newer text has its draft already.
  if (draft && composed && draft.queued_as === null && draft.updated_at !== composed.updatedAt)
    copyDraft(context, draft, composed.newDraftId);
  if (draftId !== null) {
    userData.sql`UPDATE drafts SET queued_as = ${item.id} WHERE id = ${draftId}`.run();
  }
  return null;
}

function entryOf({ userData }: WriterContext, id: string): StoredOutboxEntry {
  const row = userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox
    WHERE id = ${id}`.get<OutboxRow>();
  if (!row) throw new FailureError(failure('not-found', { detail: { outboxId: id } }));
  return toOutboxEntry(row);
}

type Mark = {
  readonly id: string;
  readonly patch: OutboxPatch;
  readonly discardDraft?: boolean;
  readonly keepDot?: boolean;
  readonly unsynced?: boolean;
};

function markOutbox(context: WriterContext, { id, patch, discardDraft: discard, keepDot }: Mark): OutboxItem {
  const { userData } = context;
  const entry = entryOf(context, id);
  const item: OutboxItem = { ...entry.item, ...patch };
  userData.sql`UPDATE outbox SET item = ${JSON.stringify(item)}, dot_pending = CASE ${keepDot ? 1 : 0} WHEN 1 THEN dot_pending ELSE 0 END
    WHERE id = ${id}`.run();
  if (item.state !== 'sending') noteSentTo(context, item);
  if (discard && entry.draftId !== null) {
    userData.sql`DELETE FROM drafts WHERE id = ${entry.draftId}`.run();
    userData.sql`UPDATE outbox SET draft_id = NULL WHERE id = ${id}`.run();
  }
  return item;
}

function markDotPending(context: WriterContext, { id, recipients }: { id: string; recipients: OutboxItem['recipients'] }): null {
  const item: OutboxItem = { ...entryOf(context, id).item, recipients };
  context.userData.sql`UPDATE outbox SET item = ${JSON.stringify(item)}, dot_pending = 1 WHERE id = ${id}`.run();
  noteSentTo(context, item);
  return null;
}

function removeOutbox({ userData }: WriterContext, { id }: { id: string }): { draftId: string | null } {
  const row = userData.sql`SELECT draft_id FROM outbox WHERE id = ${id}`.get<{ draft_id: string | null }>();
  if (!row) return { draftId: null };
  userData.sql`DELETE FROM outbox WHERE id = ${id}`.run();
  if (row.draft_id === null) return { draftId: null };
  const { changes: shown } = userData.sql`UPDATE drafts SET queued_as = NULL WHERE id = ${row.draft_id}`.run();
  return { draftId: shown > 0 ? row.draft_id : null };
}

type Split = {
  readonly id: string;
  readonly patch: OutboxPatch;
  /** The draft's recipients from now on. */
  readonly recipients: Pick<DraftContent, 'to' | 'cc' | 'bcc'>;
  readonly now: number;
  readonly draft: DraftContent;
  readonly attachments: readonly Omit<DraftFile, 'draftId'>[];
};

function splitOutbox(context: WriterContext, input: Split): { item: OutboxItem; draftId: string } {
  const { userData } = context;
  const { id, patch, recipients, now, draft, attachments } = input;
  const entry = entryOf(context, id);
  const item: OutboxItem = { ...entry.item, ...patch };
  userData.sql`UPDATE outbox SET item = ${JSON.stringify(item)}, dot_pending = 0, draft_id = NULL WHERE id = ${id}`.run();
  const row =
    entry.draftId === null
      ? undefined
      : userData.sql`SELECT id, account_id, content, updated_at FROM drafts WHERE id = ${entry.draftId}`.get<DraftRow>();
  if (!row) {
    writeDraft(context, { ...draft, ...recipients });
    for (const attachment of attachments) writeFile(context, { draftId: draft.id, ...attachment });
    return { item, draftId: draft.id };
  }
  const { attachments: _, isDamaged: __, ...written } = toDraft(row, []);
  writeDraft(context, { ...written, ...recipients, updatedAt: now });
  userData.sql`UPDATE drafts SET queued_as = NULL WHERE id = ${row.id}`.run();
  return { item, draftId: row.id };
}

export const outboxJobs = {
  /**
   * Queues a message and hides the draft it was made of, in one step. Queuing the same id again changes nothing.
   * What was saved in the draft since `composed` is in no message, and becomes a draft of its own.
   */
  queueMessage: userDataJob(queueMessage),
  /**
   * Changes an entry, and answers it as it is then. `discardDraft` once the text is safe elsewhere. Clears the dot mark unless `keepDot`.
   * `unsynced`: it need not be on the disk when this answers, because the same would be done again from the state before.
   */
  markOutbox: userDataJob(markOutbox, { repeated: true, unsynced: ({ unsynced }) => unsynced === true }),
  /** The final dot may leave once this has answered: the mark is on the disk then. `recipients`: the server's answers so far, in case the outcome is never seen. */
  markDotPending: userDataJob(markDotPending, { repeated: true }),
  /** Removes an entry; its draft is shown again unless it was discarded. Answers that draft's id. */
  removeOutbox: userDataJob(removeOutbox),
  /**
   * Ends an entry that some have, and gives the others' part of it back as a draft: the one it was made of, or `draft` with its files
   * where that is gone. Recipients of the draft and the patch of the entry are written in one step.
   */
  splitOutbox: userDataJob(splitOutbox),
};
