/** Accounts, preferences, trust, drafts, the outbox and POP3 unique ids: one statement or a few each, in a transaction of the keep. */
import { type AccountSettings, mailboxIdentity } from '../../contract/accounts.ts';
import { FailureError, failure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import { compress, contentHash } from './blobs.ts';
import type { JobInput } from './storage-interface.ts';
import type { WriterContext } from './writer-context.ts';

export function saveAccount(context: WriterContext, { id, settings, practice }: JobInput<'saveAccount'>): null {
  const { keep, changes } = context;
  const before = keep.sql`SELECT settings FROM accounts WHERE id = ${id}`.get<{ settings: string }>();
  const held: AccountSettings | null = before ? JSON.parse(before.settings) : null; // written below from AccountSettings
  if (held && mailboxIdentity(held.incoming) !== mailboxIdentity(settings.incoming)) leaveMailbox(context, id, settings.name);
  keep.sql`INSERT INTO accounts (id, settings, practice) VALUES (${id}, ${JSON.stringify(settings)}, ${practice ? 1 : 0})
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, practice = excluded.practice`.run();
  changes.accounts();
  return null;
}

/**
 * The account is to read another mailbox: nothing that was meant for the one before may reach the new one. What waits is
 * ended with its reason, unique ids are forgotten, and kept mail stays as mail that no server has.
 */
function leaveMailbox({ keep, journal }: WriterContext, id: string, name: string): void {
  for (const operation of journal.all()) {
    if (operation.accountId !== id || operation.state === 'failed') continue;
    for (const { messageId } of operation.items) journal.removeItem(operation.id, messageId);
    journal.mark(operation.id, 'failed', operation.attempts, failure('mailbox-changed', { detail: { account: name } }));
  }
  keep.sql`DELETE FROM pop3_uidls WHERE account_id = ${id}`.run();
  // Another server may use the same unique id for another message (RFC 1939 §7: they are unique within one maildrop).
  keep.sql`UPDATE kept SET key = 'from a former mailbox ' || id, uidl = NULL WHERE account_id = ${id} AND uidl IS NOT NULL`.run();
}

export function deleteAccount({ keep, changes, journal }: WriterContext, { id }: JobInput<'deleteAccount'>): null {
  for (const operation of journal.all()) if (operation.accountId === id) journal.remove(operation.id);
  keep.sql`DELETE FROM accounts WHERE id = ${id}`.run();
  keep.sql`DELETE FROM drafts WHERE account_id = ${id}`.run();
  keep.sql`DELETE FROM outbox WHERE account_id = ${id}`.run();
  keep.sql`DELETE FROM kept WHERE account_id = ${id}`.run();
  keep.sql`DELETE FROM pop3_uidls WHERE account_id = ${id}`.run();
  changes.accounts();
  return null;
}

export function savePreferences({ keep, changes }: WriterContext, preferences: JobInput<'savePreferences'>): null {
  for (const [name, value] of Object.entries(preferences)) {
    if (value === undefined) continue;
    keep.sql`INSERT OR REPLACE INTO preferences (name, value) VALUES (${name}, ${JSON.stringify(value)})`.run();
  }
  changes.preferences();
  return null;
}

export function trustCertificate({ keep }: WriterContext, { host, port, fingerprint, certificate }: JobInput<'trustCertificate'>): null {
  keep.sql`INSERT OR REPLACE INTO trusted_certificates (host, port, fingerprint, certificate)
    VALUES (${host}, ${port}, ${fingerprint}, ${certificate})`.run();
  return null;
}

export function saveDraft({ keep, changes }: WriterContext, { onlyChange = false, ...draft }: JobInput<'saveDraft'>): null {
  if (onlyChange && !keep.sql`SELECT 1 FROM drafts WHERE id = ${draft.id}`.get())
    throw new FailureError(failure('not-found', { detail: { draft: draft.id } }));
  keep.sql`INSERT INTO drafts (id, account_id, content, updated_at) VALUES (${draft.id}, ${draft.accountId}, ${JSON.stringify(draft)}, ${draft.updatedAt})
    ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, content = excluded.content, updated_at = excluded.updated_at`.run();
  changes.draft(draft.id);
  return null;
}

export function addDraftAttachment({ keep, changes }: WriterContext, attachment: JobInput<'addDraftAttachment'>): null {
  const { draftId, id, name, type, bytes } = attachment;
  if (!keep.sql`SELECT 1 FROM drafts WHERE id = ${draftId}`.get()) throw new FailureError(failure('not-found', { detail: { draftId } }));
  keep.sql`INSERT OR REPLACE INTO draft_attachments (draft_id, id, position, name, type, size, bytes)
    VALUES (${draftId}, ${id}, (SELECT coalesce(max(position), 0) + 1 FROM draft_attachments WHERE draft_id = ${draftId}),
      ${name}, ${type}, ${bytes.length}, ${bytes})`.run();
  changes.draft(draftId);
  return null;
}

export function removeDraftAttachment({ keep, changes }: WriterContext, { draftId, id }: JobInput<'removeDraftAttachment'>): null {
  keep.sql`DELETE FROM draft_attachments WHERE draft_id = ${draftId} AND id = ${id}`.run();
  changes.draft(draftId);
  return null;
}

export function discardDraft({ keep, changes }: WriterContext, { id }: JobInput<'discardDraft'>): null {
  // What waits in the outbox keeps its text: refused, it comes back as a draft.
  keep.sql`DELETE FROM drafts WHERE id = ${id} AND queued_as IS NULL`.run();
  changes.draft(id);
  return null;
}

export function queueMessage({ keep, changes }: WriterContext, { item, envelope, raw, draftId }: JobInput<'queueMessage'>): null {
  const draft = draftId === null ? null : keep.sql`SELECT queued_as FROM drafts WHERE id = ${draftId}`.get<{ queued_as: string | null }>();
  // One draft is one message, however often Send is pressed and in however many windows.
  if (draft === undefined || (draft?.queued_as != null && draft.queued_as !== item.id))
    throw new FailureError(failure('too-late', { detail: { state: 'queued' } }));
  keep.sql`INSERT OR IGNORE INTO outbox (id, account_id, item, envelope, hash, bytes, queued_at, draft_id)
    VALUES (${item.id}, ${item.accountId}, ${JSON.stringify(item)}, ${JSON.stringify(envelope)}, ${contentHash(raw)}, ${compress(raw)},
      ${item.queuedAt}, ${draftId})`.run();
  if (draftId !== null) {
    keep.sql`UPDATE drafts SET queued_as = ${item.id} WHERE id = ${draftId}`.run();
    changes.draft(draftId);
  }
  changes.outbox(item.id);
  return null;
}

interface OutboxRow {
  readonly item: string;
  readonly draft_id: string | null;
}

const outboxRow = ({ keep }: WriterContext, id: string): OutboxRow => {
  const row = keep.sql`SELECT item, draft_id FROM outbox WHERE id = ${id}`.get<OutboxRow>();
  if (!row) throw new FailureError(failure('not-found', { detail: { outboxId: id } }));
  return row;
};

export function markOutbox(context: WriterContext, { id, patch, discardDraft: discard, keepDot }: JobInput<'markOutbox'>): OutboxItem {
  const { keep, changes } = context;
  const row = outboxRow(context, id);
  const item: OutboxItem = { ...JSON.parse(row.item), ...patch }; // written by `queueMessage` from an OutboxItem
  keep.sql`UPDATE outbox SET item = ${JSON.stringify(item)}, dot_pending = CASE ${keepDot ? 1 : 0} WHEN 1 THEN dot_pending ELSE 0 END
    WHERE id = ${id}`.run();
  if (discard && row.draft_id !== null) {
    keep.sql`DELETE FROM drafts WHERE id = ${row.draft_id}`.run();
    keep.sql`UPDATE outbox SET draft_id = NULL WHERE id = ${id}`.run();
    changes.draft(row.draft_id);
  }
  changes.outbox(id);
  return item;
}

export function markDotPending(context: WriterContext, { id, recipients }: JobInput<'markDotPending'>): null {
  const item: OutboxItem = { ...JSON.parse(outboxRow(context, id).item), recipients }; // written by `queueMessage` from an OutboxItem
  context.keep.sql`UPDATE outbox SET item = ${JSON.stringify(item)}, dot_pending = 1 WHERE id = ${id}`.run();
  return null;
}

export function removeOutbox(context: WriterContext, { id }: JobInput<'removeOutbox'>): { draftId: string | null } {
  const { keep, changes } = context;
  const row = keep.sql`SELECT item, draft_id FROM outbox WHERE id = ${id}`.get<OutboxRow>();
  if (!row) return { draftId: null };
  keep.sql`DELETE FROM outbox WHERE id = ${id}`.run();
  changes.outbox(id);
  if (row.draft_id === null) return { draftId: null };
  const { changes: shown } = keep.sql`UPDATE drafts SET queued_as = NULL WHERE id = ${row.draft_id}`.run();
  changes.draft(row.draft_id);
  return { draftId: shown > 0 ? row.draft_id : null };
}

export function notePop3({ keep }: WriterContext, { accountId, uidls, now }: JobInput<'notePop3'>): null {
  for (const uidl of uidls) {
    keep.sql`INSERT OR IGNORE INTO pop3_uidls (account_id, uidl, state, first_seen_at) VALUES (${accountId}, ${uidl}, 'seen', ${now})`.run();
  }
  return null;
}

export function markPop3({ keep }: WriterContext, { accountId, uidls, state }: JobInput<'markPop3'>): null {
  for (const uidl of uidls) {
    keep.sql`UPDATE pop3_uidls SET state = ${state} WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return null;
}

export function forgetPop3({ keep }: WriterContext, { accountId, uidls }: JobInput<'forgetPop3'>): null {
  for (const uidl of uidls) {
    keep.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${uidl} AND kept_id IS NULL`.run();
  }
  return null;
}
