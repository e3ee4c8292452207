/**
 * How an entry of the outbox is read from its row. One that is damaged is read as far as it goes and waits for the user, whatever it
 * said: it must neither hide the others, nor keep the program from starting, nor be sent by itself.
 */

import { failure } from '../../../contract/failure.ts';
import { type OutboxItem, outboxItemSchema, recipientOutcomeSchema } from '../../../contract/outbox.ts';
import { z } from '../../../contract/schema.ts';
import { parseJson } from '../database/parse-json.ts';
import type { StoredOutboxEntry } from '../database/stored.ts';

export interface OutboxRow {
  readonly id: string;
  readonly account_id: string;
  readonly item: string;
  readonly envelope: string;
  readonly dot_pending: number;
  readonly queued_at: number;
  readonly draft_id: string | null;
}

const envelopeSchema = z.object({ from: z.string(), to: z.array(z.string()) });

export function toOutboxEntry(row: OutboxRow): StoredOutboxEntry {
  const parsed = envelopeSchema.safeParse(parseJson(row.envelope));
  const envelope = parsed.success ? parsed.data : { from: '', to: [] };
  return { item: toItem(row, parsed.success ? envelope : null), envelope, dotPending: row.dot_pending === 1, draftId: row.draft_id };
}

function toItem(row: OutboxRow, envelope: StoredOutboxEntry['envelope'] | null): OutboxItem {
  const content = parseJson(row.item);
  const whole = outboxItemSchema.safeParse(content);
  if (whole.success && envelope) return whole.data;
  const known: Readonly<Record<string, unknown>> = typeof content === 'object' && content !== null ? { ...content } : {};
  const field = <Value>(schema: z.ZodType<Value>, name: keyof OutboxItem, otherwise: Value): Value => {
    const parsed = schema.safeParse(known[name]);
    return parsed.success ? parsed.data : otherwise;
  };
  const { shape } = outboxItemSchema;
  const isUnknown = row.dot_pending === 1;
  const recipients = (envelope?.to ?? []).map((address) => ({
    address,
    state: isUnknown ? ('unknown' as const) : ('refused' as const),
    reply: null,
  }));
  const state = field(shape.state, 'state', isUnknown ? 'unknown' : 'refused');
  return {
    id: row.id,
    accountId: row.account_id,
    from: field(shape.from, 'from', envelope?.from ?? ''),
    subject: field(shape.subject, 'subject', ''),
    messageId: field(shape.messageId, 'messageId', ''),
    state: state === 'queued' || state === 'sending' ? (isUnknown ? 'unknown' : 'refused') : state,
    recipients: field(z.array(recipientOutcomeSchema), 'recipients', recipients),
    reply: field(shape.reply, 'reply', null),
    queueId: field(shape.queueId, 'queueId', null),
    failure: failure('record-unreadable'),
    attempts: field(shape.attempts, 'attempts', 0),
    queuedAt: row.queued_at,
    nextAttemptAt: null,
    finishedAt: field(shape.finishedAt, 'finishedAt', null),
    sentCopy: field(shape.sentCopy, 'sentCopy', 'none'),
    session: field(shape.session, 'session', null),
    size: field(shape.size, 'size', 0),
  };
}
