/**
 * Drafts and their files: one statement or a few each, in a transaction of user data. What is discarded is set aside at first, so that it
 * can be put back exactly as it was; a draft that is queued is shown again only by its entry in the outbox.
 */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { DraftContent } from '../database/stored.ts';
import { userDataJob } from '../queue/job.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { type DraftRow, summaryOf, toDraft } from './draft-rows.ts';

const gone = (id: string): FailureError => new FailureError(failure('not-found', { detail: { draft: id } }));

export interface DraftFile {
  readonly draftId: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

type DraftFork = {
  readonly id: string;
  readonly basedOn: number | undefined;
  readonly evenIfGone: boolean;
};

interface Place {
  readonly updated_at: number;
  readonly queued_as: string | null;
  readonly discarded_at: number | null;
}

/** Undefined: it is not there, or queued, or discarded. */
function openDraft({ userData }: WriterContext, id: string): Place | undefined {
  const place = userData.sql`SELECT updated_at, queued_as, discarded_at FROM drafts WHERE id = ${id}`.get<Place>();
  return place?.queued_as === null && place.discarded_at === null ? place : undefined;
}

/** Writes the fields of a draft, new or known. */
export function writeDraft({ userData }: WriterContext, draft: DraftContent): void {
  userData.sql`INSERT INTO drafts (id, account_id, content, summary, updated_at)
    VALUES (${draft.id}, ${draft.accountId}, ${JSON.stringify(draft)}, ${summaryOf(draft)}, ${draft.updatedAt})
    ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, content = excluded.content, summary = excluded.summary,
      updated_at = excluded.updated_at`.run();
}

export function writeFile({ userData }: WriterContext, { draftId, id, name, type, bytes }: DraftFile): void {
  userData.sql`INSERT OR REPLACE INTO draft_attachments (draft_id, id, position, name, type, size, bytes)
    VALUES (${draftId}, ${id}, (SELECT coalesce(max(position), 0) + 1 FROM draft_attachments WHERE draft_id = ${draftId}),
      ${name}, ${type}, ${bytes.length}, ${bytes})`.run();
}

function startDraft(
  context: WriterContext,
  { draft, attachments }: { draft: DraftContent; attachments: readonly Omit<DraftFile, 'draftId'>[] },
): null {
  writeDraft(context, draft);
  for (const attachment of attachments) writeFile(context, { draftId: draft.id, ...attachment });
  return null;
}

function copyFiles({ userData }: WriterContext, from: string, to: string): void {
  userData.sql`INSERT OR IGNORE INTO draft_attachments (draft_id, id, position, name, type, size, bytes)
    SELECT ${to}, id, position, name, type, size, bytes FROM draft_attachments WHERE draft_id = ${from} AND removed_at IS NULL`.run();
}

/** Makes a draft of its own of what a draft holds, with its files. */
export function copyDraft(context: WriterContext, row: DraftRow, id: string): void {
  const { attachments: _, isDamaged: __, ...written } = toDraft(row, []);
  writeDraft(context, { ...written, id });
  copyFiles(context, row.id, id);
}

type DraftToSave = DraftContent & {
  readonly onlyChange?: boolean;
  readonly fork?: DraftFork;
};

function saveDraft(context: WriterContext, { onlyChange = false, fork, ...draft }: DraftToSave): { id: string } {
  const place = openDraft(context, draft.id);
  const isOther = place !== undefined && fork?.basedOn !== undefined && place.updated_at !== fork.basedOn;
  if (fork && (isOther || (!place && fork.evenIfGone))) {
    writeDraft(context, { ...draft, id: fork.id });
    copyFiles(context, draft.id, fork.id);
    return { id: fork.id };
  }
  if (onlyChange && !place) throw gone(draft.id);
  writeDraft(context, draft);
  return { id: draft.id };
}

function addDraftAttachment(context: WriterContext, attachment: DraftFile): null {
  if (!openDraft(context, attachment.draftId)) throw gone(attachment.draftId);
  writeFile(context, attachment);
  return null;
}

function setAttachmentAside(context: WriterContext, { draftId, id, at }: { draftId: string; id: string; at: number | null }): null {
  if (!openDraft(context, draftId)) throw gone(draftId);
  context.userData.sql`UPDATE draft_attachments SET removed_at = ${at} WHERE draft_id = ${draftId} AND id = ${id}`.run();
  return null;
}

function setDraftAside({ userData }: WriterContext, { id, at }: { id: string; at: number | null }): null {
  // A queued draft keeps its text: if refused, it becomes a draft again.
  const { changes: known } = userData.sql`UPDATE drafts SET discarded_at = ${at} WHERE id = ${id} AND queued_as IS NULL`.run();
  if (known === 0 && at === null) throw gone(id);
  return null;
}

function forgetAside({ userData }: WriterContext, { before }: { before: number }): { left: number } {
  userData.sql`DELETE FROM drafts WHERE discarded_at < ${before} AND queued_as IS NULL`.run();
  userData.sql`DELETE FROM draft_attachments WHERE removed_at < ${before}`.run();
  const row = userData.sql`SELECT (SELECT count(*) FROM drafts WHERE discarded_at IS NOT NULL)
    + (SELECT count(*) FROM draft_attachments WHERE removed_at IS NOT NULL) AS aside`.get<{ aside: number }>();
  return { left: row?.aside ?? 0 };
}

function discardDraft({ userData }: WriterContext, { id }: { id: string }): null {
  // As above.
  userData.sql`DELETE FROM drafts WHERE id = ${id} AND queued_as IS NULL`.run();
  return null;
}

export const draftJobs = {
  /** A new draft with its files, in one step. */
  startDraft: userDataJob(startDraft),
  /**
   * `onlyChange`: one that was discarded, or sent, meanwhile does not come back; `not-found`.
   * `fork`: where another has changed the draft since `basedOn`, or where it is gone and `evenIfGone`, this becomes a draft of its own
   * under `id`, with the files of the other. Answers the id under which it is kept.
   */
  saveDraft: userDataJob(saveDraft),
  addDraftAttachment: userDataJob(addDraftAttachment),
  /** Takes a file off its draft (`at`, milliseconds since 1970), or puts it back (null). */
  setAttachmentAside: userDataJob(setAttachmentAside),
  /** Takes a draft off the list (`at`, milliseconds since 1970), or puts it back (null). What is queued stays; `not-found` when there is none. */
  setDraftAside: userDataJob(setDraftAside),
  /** Deletes what was set aside before that instant. Answers how much is still aside. */
  forgetAside: userDataJob(forgetAside),
  discardDraft: userDataJob(discardDraft),
};
