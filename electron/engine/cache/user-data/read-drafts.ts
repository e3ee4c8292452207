/** Drafts and their files. */
import type { Database } from '../database/database.ts';
import type { StoredDraft, StoredDraftSummary } from '../database/stored.ts';
import { type DraftRow, type DraftSummaryRow, toDraft, toSummary } from './draft-rows.ts';

export interface DraftReader {
  /** Those that are neither queued nor discarded, newest first. */
  drafts(): StoredDraftSummary[];
  draftSummary(id: string): StoredDraftSummary | null;
  /** Also one that is queued; not one that was discarded. */
  draft(id: string): StoredDraft | null;
  draftAttachment(draftId: string, attachmentId: string): { name: string; type: string; bytes: Buffer } | null;
}

export function createDraftReader(userData: Database): DraftReader {
  const attachments = (draftId: string) =>
    userData.sql`SELECT id, name, type, size FROM draft_attachments WHERE draft_id = ${draftId} AND removed_at IS NULL ORDER BY position`
      .all<StoredDraft['attachments'][number]>()
      .map(({ id, name, type, size }) => ({ id, name, type, size }));
  return {
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
  };
}
