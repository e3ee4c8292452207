/** Who was sent what, and what notices say of it: by the ids that a notice may carry, each by an index. */

import type { FailureReason } from '../../../contract/delivery/notices.ts';
import type { ReturnMark } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';
import type { ReturnKind } from './return-jobs.ts';

/** A recipient of a message that was sent from here. */
export interface SentRecipient {
  readonly outboxId: string;
  /** As `addressKey` has it. */
  readonly address: string;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly queueId: string | null;
  readonly session: string | null;
  readonly firstLine: number | null;
  readonly lastLine: number | null;
}

/** What a notice says of a recipient. */
export interface StoredReturn {
  readonly address: string;
  readonly kind: ReturnKind;
  readonly reason: FailureReason;
  readonly status: string | null;
  readonly reply: number | null;
  readonly words: string;
  readonly noticeId: string | null;
  readonly noticeRow: number;
  readonly noticeAt: number;
  readonly dismissed: boolean;
}

export interface ReturnReader {
  /** Recipients of one message, by the id that one of its servers or its own header gives it. Of a queue id, which is used again, the latest. */
  sentRecipients(by: 'envelope-id' | 'message-id' | 'queue-id', id: string): SentRecipient[];
  /** What notices say of a message, the worst first; those taken off too. */
  returns(messageId: string): StoredReturn[];
  /** Messages that came back or wait, of these, by Message-ID. */
  returnMarks(messageIds: readonly string[]): ReadonlyMap<string, ReturnMark>;
}

/** Recipients of one message that are read; a notice names fewer. */
const most = 1_000;

const columns = `outbox_id AS outboxId, address, message_id AS messageId, sent_at AS sentAt, queue_id AS queueId, session,
  first_line AS firstLine, last_line AS lastLine`;

const conditions = { 'envelope-id': 'outbox_id = ?', 'message-id': 'message_id = ?', 'queue-id': 'queue_id = ?' } as const;

const none: ReadonlyMap<string, ReturnMark> = new Map();

export const createReturnReader = (userData: Database): ReturnReader => ({
  sentRecipients(by, id) {
    const rows = userData
      .query(`SELECT ${columns} FROM sent_recipients WHERE ${conditions[by]} ORDER BY sent_at DESC LIMIT ${most}`, [id])
      .all<SentRecipient>();
    return rows.filter(({ outboxId }) => by !== 'queue-id' || outboxId === rows[0]?.outboxId).map((row) => ({ ...row }));
  },
  returns: (messageId) =>
    userData.sql`SELECT address, kind, reason, status, reply, words, notice_id AS noticeId, notice_row AS noticeRow, notice_at AS noticeAt,
        dismissed FROM returns WHERE message_id = ${messageId} ORDER BY kind = 'failed' DESC, kind = 'delayed' DESC, address LIMIT ${most}`
      .all<Omit<StoredReturn, 'dismissed'> & { readonly dismissed: number }>()
      .map((row) => ({ ...row, dismissed: row.dismissed === 1 })),
  returnMarks(messageIds) {
    // A list asks with every page, and most mailboxes know of no returned message.
    if (messageIds.length === 0 || !userData.sql`SELECT 1 FROM returns LIMIT 1`.get()) return none;
    const rows = userData.sql`SELECT message_id AS id, max(kind = 'failed') AS failed FROM returns
      WHERE message_id IN (SELECT value FROM json_each(${JSON.stringify(messageIds)})) AND dismissed = 0 AND kind IN ('failed', 'delayed')
      GROUP BY message_id`.all<{ id: string; failed: number }>();
    return new Map(rows.map(({ id, failed }) => [id, failed === 1 ? 'failed' : 'delayed']));
  },
});
