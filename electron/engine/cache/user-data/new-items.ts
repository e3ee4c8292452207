/** New items of user data: an outbox entry before its first attempt, an empty draft. */
import { randomUUID } from 'node:crypto';
import type { OutboxItem } from '../../../contract/outbox.ts';
import type { DraftContent } from '../database/stored.ts';

/** The outbox entry of a message that was just composed. */
export function newOutboxItem(
  composed: {
    readonly envelope: { readonly from: string; readonly to: readonly string[] };
    readonly messageId: string;
    readonly raw: Uint8Array;
  },
  facts: { readonly id: string; readonly accountId: string; readonly subject: string; readonly now: number },
): OutboxItem {
  return {
    id: facts.id,
    accountId: facts.accountId,
    from: composed.envelope.from,
    subject: facts.subject,
    messageId: composed.messageId,
    state: 'queued',
    recipients: composed.envelope.to.map((address) => ({ address, state: 'waiting', reply: null })),
    reply: null,
    queueId: null,
    failure: null,
    attempts: 0,
    queuedAt: facts.now,
    nextAttemptAt: null,
    finishedAt: null,
    sentCopy: 'waiting',
    session: null,
    size: composed.raw.length,
  };
}

/** A draft with nothing in it. */
export const emptyDraft = (accountId: string, now: number): DraftContent => ({
  id: randomUUID(),
  accountId,
  mode: 'new',
  to: '',
  cc: '',
  bcc: '',
  subject: '',
  text: '',
  inReplyTo: null,
  references: [],
  sourceId: null,
  updatedAt: now,
});
