/** Who was sent what, by recipient: written with the outbox entry, and kept when that is cleared, because a notice may come days later. */
import type { OutboxItem, RecipientOutcome } from '../../../contract/outbox.ts';
import type { WriterContext } from '../queue/writer-context.ts';

/** An address as it is compared: the domain has no case (RFC 5321 §2.4), and servers hardly ever tell local parts apart by it. */
export const addressKey = (address: string): string => address.trim().normalize('NFC').toLowerCase();

/** States of a recipient, by that of the entry, in which the message may be on its way to it. */
const mayHaveIt: Readonly<Partial<Record<OutboxItem['state'], readonly RecipientOutcome['state'][]>>> = {
  // Before the final dot leaves: a notice may come before the server's last answer is written here.
  sending: ['waiting', 'accepted'],
  accepted: ['accepted'],
  partly: ['accepted'],
  unknown: ['accepted', 'unknown'],
};

/** Notes those who may have the message. A recipient that was accepted stays with the session that took it; runs in a transaction of user data. */
export function noteSentTo({ userData }: WriterContext, item: OutboxItem): void {
  const states = mayHaveIt[item.state] ?? [];
  for (const { address, state } of item.recipients) {
    if (!states.includes(state)) continue;
    userData.sql`INSERT INTO sent_recipients (outbox_id, address, account_id, message_id, sent_at, queue_id, session, first_line, last_line, accepted)
      VALUES (${item.id}, ${addressKey(address)}, ${item.accountId}, ${item.messageId}, ${item.finishedAt ?? item.queuedAt}, ${item.queueId},
        ${item.session}, ${item.sessionLines?.first ?? null}, ${item.sessionLines?.last ?? null}, ${state === 'accepted' ? 1 : 0})
      ON CONFLICT DO UPDATE SET sent_at = excluded.sent_at, queue_id = excluded.queue_id, session = excluded.session,
        first_line = excluded.first_line, last_line = excluded.last_line, accepted = excluded.accepted WHERE accepted = 0`.run();
  }
}
