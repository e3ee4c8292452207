/** What lies in user data, as the rest of the engine wants it. JSON columns were written from the types they are read as. */
import type { Preferences } from '../../../contract/application.ts';
import { decompress } from '../bodies/blobs.ts';
import type { Database } from '../database/database.ts';
import type { Pop3Uidl, StoredAccount, StoredDraft, TrustedCertificate } from '../database/stored.ts';
import { countWaitingOperations, readOperation, readOperationHeads, readOperations } from '../operations/read-operations.ts';
import type { Reader } from '../reader-interface.ts';
import { readSettings } from './account-settings.ts';
import { type DraftRow, type DraftSummaryRow, toDraft, toSummary } from './draft-rows.ts';
import { type OutboxRow, toOutboxEntry } from './outbox-rows.ts';

type UserDataReader = Pick<
  Reader,
  | 'accounts'
  | 'preferences'
  | 'unreadableAccounts'
  | 'trustedCertificates'
  | 'drafts'
  | 'draft'
  | 'draftSummary'
  | 'draftAttachment'
  | 'outbox'
  | 'outboxEntry'
  | 'outboxRaw'
  | 'operations'
  | 'operation'
  | 'operationHeads'
  | 'waitingOperations'
  | 'keptHash'
  | 'keptSize'
  | 'pop3Uidls'
  | 'keptCount'
>;

export function createUserDataReader(userData: Database): UserDataReader {
  const accountRows = () =>
    userData.sql`SELECT id, settings, practice FROM accounts ORDER BY position`.all<{ id: string; settings: string; practice: number }>();
  const attachments = (draftId: string) =>
    userData.sql`SELECT id, name, type, size FROM draft_attachments WHERE draft_id = ${draftId} AND removed_at IS NULL ORDER BY position`
      .all<StoredDraft['attachments'][number]>()
      .map(({ id, name, type, size }) => ({ id, name, type, size }));
  return {
    accounts: () =>
      accountRows().flatMap(({ id, settings, practice }): StoredAccount[] => {
        const readable = readSettings(settings);
        return readable ? [{ id, settings: readable, practice: practice === 1 }] : [];
      }),
    unreadableAccounts: () => accountRows().flatMap(({ id, settings }) => (readSettings(settings) ? [] : [id])),
    preferences() {
      const rows = userData.sql`SELECT name, value FROM preferences`.all<{ name: string; value: string }>();
      const preferences: Partial<Preferences> = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
      return preferences;
    },
    trustedCertificates: () =>
      userData.sql`SELECT host, port, fingerprint, certificate FROM trusted_certificates`
        .all<TrustedCertificate>()
        .map((row) => ({ ...row })),
    drafts: () =>
      userData.sql`SELECT id, account_id, summary, updated_at,
          (SELECT count(*) FROM draft_attachments WHERE draft_id = drafts.id AND removed_at IS NULL) AS attachments
        FROM drafts WHERE queued_as IS NULL AND discarded_at IS NULL ORDER BY updated_at DESC`
        .all<DraftSummaryRow>()
        .map(toSummary),
    draftSummary(id) {
      const row = userData.sql`SELECT id, account_id, summary, updated_at,
          (SELECT count(*) FROM draft_attachments WHERE draft_id = drafts.id AND removed_at IS NULL) AS attachments
        FROM drafts WHERE id = ${id} AND queued_as IS NULL AND discarded_at IS NULL`.get<DraftSummaryRow>();
      return row ? toSummary(row) : null;
    },
    draft(id) {
      const row = userData.sql`SELECT id, account_id, content, updated_at FROM drafts
        WHERE id = ${id} AND discarded_at IS NULL`.get<DraftRow>();
      return row ? toDraft(row, attachments(id)) : null;
    },
    draftAttachment(draftId, attachmentId) {
      const row = userData.sql`SELECT name, type, bytes FROM draft_attachments WHERE draft_id = ${draftId} AND id = ${attachmentId}`.get<{
        name: string;
        type: string;
        bytes: Uint8Array;
      }>();
      return row
        ? { name: row.name, type: row.type, bytes: Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength) }
        : null;
    },
    outbox: () =>
      userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox ORDER BY queued_at DESC, rowid DESC`
        .all<OutboxRow>()
        .map(toOutboxEntry),
    outboxEntry(id) {
      const row =
        userData.sql`SELECT id, account_id, item, envelope, dot_pending, queued_at, draft_id FROM outbox WHERE id = ${id}`.get<OutboxRow>();
      return row ? toOutboxEntry(row) : null;
    },
    outboxRaw(id) {
      const row = userData.sql`SELECT bytes FROM outbox WHERE id = ${id}`.get<{ bytes: Uint8Array }>();
      return row ? decompress(row.bytes) : null;
    },
    keptCount: (accountId) =>
      userData.sql`SELECT count(*) AS count FROM kept WHERE account_id = ${accountId}`.get<{ count: number }>()?.count ?? 0,
    operations: (accountId) => readOperations(userData).filter((operation) => accountId === undefined || operation.accountId === accountId),
    operation: (id) => readOperation(userData, id),
    operationHeads: (accountId) => readOperationHeads(userData, accountId),
    waitingOperations: (accountId) => countWaitingOperations(userData, accountId),
    keptHash(id) {
      const row = userData.sql`SELECT hash FROM kept WHERE id = ${id}`.get<{ hash: Uint8Array }>();
      return row ? Buffer.from(row.hash).toString('hex') : null;
    },
    keptSize: (id) => userData.sql`SELECT size FROM kept WHERE id = ${id}`.get<{ size: number }>()?.size ?? null,
    pop3Uidls(accountId) {
      const rows =
        userData.sql`SELECT uidl, state, first_seen_at, kept_id, listed_size, header FROM pop3_uidls WHERE account_id = ${accountId}`.all<{
          uidl: string;
          state: Pop3Uidl['state'];
          first_seen_at: number;
          kept_id: number | null;
          listed_size: number | null;
          header: Uint8Array | null;
        }>();
      return new Map(
        rows.map((row): [string, Pop3Uidl] => [
          row.uidl,
          {
            uidl: row.uidl,
            state: row.state,
            firstSeenAt: row.first_seen_at,
            keptId: row.kept_id,
            listedSize: row.listed_size,
            header: row.header && Buffer.from(row.header).toString('hex'),
          },
        ]),
      );
    },
  };
}
