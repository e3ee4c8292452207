/**
 * How a draft lies in its row: its fields as JSON, and beside them what a list shows, so that a list reads no text. A row that is
 * damaged, or written by a version with other bounds, is read as far as it goes: it must neither hide the others nor be lost.
 */

import { draftBounds, draftSchema } from '../../../contract/compose.ts';
import { z } from '../../../contract/schema.ts';
import { parseJson } from '../database/parse-json.ts';
import type { StoredDraft, StoredDraftSummary } from '../database/stored.ts';

export interface DraftRow {
  readonly id: string;
  readonly account_id: string;
  readonly content: string;
  readonly updated_at: number;
}

export interface DraftSummaryRow {
  readonly id: string;
  readonly account_id: string;
  readonly summary: string | null;
  readonly attachments: number;
  readonly updated_at: number;
}

/** Characters of each field that a list is told. */
const shown = 200;

const summarySchema = z.object({
  mode: draftSchema.shape.mode,
  to: z.string(),
  subject: z.string(),
  snippet: z.string(),
});

export const summaryOf = ({ mode, to, subject, text }: Pick<StoredDraft, 'mode' | 'to' | 'subject' | 'text'>): string =>
  JSON.stringify({
    mode,
    to: to.slice(0, shown),
    subject: subject.slice(0, shown),
    snippet: text
      .slice(0, 10 * shown)
      .trim()
      .slice(0, shown),
  });

export function toSummary({ id, account_id, summary, attachments, updated_at }: DraftSummaryRow): StoredDraftSummary {
  const parsed = summarySchema.safeParse(parseJson(summary ?? ''));
  const fields = parsed.success ? parsed.data : { mode: 'new' as const, to: '', subject: '', snippet: '' };
  return { id, accountId: account_id, ...fields, attachments, updatedAt: updated_at, isReadable: parsed.success };
}

/** @returns the draft; `isDamaged` where a field was missing, of another kind or longer than a draft may hold */
export function toDraft(row: DraftRow, attachments: StoredDraft['attachments']): StoredDraft {
  const content = parseJson(row.content);
  const known: Readonly<Record<string, unknown>> = typeof content === 'object' && content !== null ? { ...content } : {};
  let isDamaged = content === undefined;
  const field = <Value>(schema: z.ZodType<Value>, name: keyof StoredDraft, otherwise: Value): Value => {
    const parsed = schema.safeParse(known[name]);
    if (!parsed.success) isDamaged = true;
    return parsed.success ? parsed.data : otherwise;
  };
  const text = (name: keyof StoredDraft, most: number, otherwise = ''): string => {
    const value = field(z.string(), name, otherwise);
    if (value.length > most) isDamaged = true;
    return value.slice(0, most);
  };
  const { addresses, subject } = draftBounds;
  const draft: StoredDraft = {
    id: row.id,
    accountId: row.account_id,
    mode: field(draftSchema.shape.mode, 'mode', 'new'),
    to: text('to', addresses),
    cc: text('cc', addresses),
    bcc: text('bcc', addresses),
    subject: text('subject', subject),
    // Where the fields cannot be told apart, show the stored text as it is: it still holds the words.
    text: text('text', draftBounds.text, content === undefined ? row.content : ''),
    inReplyTo: field(draftSchema.shape.inReplyTo, 'inReplyTo', null),
    references: field(draftSchema.shape.references, 'references', []),
    attachments,
    sourceId: field(draftSchema.shape.sourceId, 'sourceId', null),
    updatedAt: row.updated_at,
  };
  return isDamaged ? { ...draft, isDamaged } : draft;
}
