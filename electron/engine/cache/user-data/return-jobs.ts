/** What notices say of messages that were sent: noted in user data, then shown on the rows of the cache. */
import type { NoticeKind, NoticeRecipient } from '../../../contract/delivery/notices.ts';
import type { Database } from '../database/database.ts';
import { cacheJob, userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';

/** Kinds of notices that say something of the delivery. */
export type ReturnKind = Extract<NoticeKind, 'failed' | 'delayed' | 'delivered' | 'relayed'>;

export interface NewReturn {
  /** Of the message that was sent, with its brackets. */
  readonly messageId: string;
  /** As `addressKey` has it. */
  readonly address: string;
  readonly kind: ReturnKind;
  readonly recipient: Pick<NoticeRecipient, 'reason' | 'status' | 'reply' | 'text'>;
  readonly notice: { readonly messageId: string | null; readonly row: number; readonly date: number };
}

/**
 * A later notice takes the place of an earlier one, and one about a delay never that of one about the end: it may be read in any order.
 * A mark that the user took off comes back only when the end is another.
 */
function saveReturns({ userData }: WriterContext, { returns }: { readonly returns: readonly NewReturn[] }): null {
  for (const { messageId, address, kind, recipient, notice } of returns)
    userData.sql`INSERT INTO returns (message_id, address, kind, reason, status, reply, words, notice_id, notice_row, notice_at)
      VALUES (${messageId}, ${address}, ${kind}, ${recipient.reason}, ${recipient.status}, ${recipient.reply}, ${recipient.text.slice(0, 500)},
        ${notice.messageId}, ${notice.row}, ${notice.date})
      ON CONFLICT DO UPDATE SET kind = excluded.kind, reason = excluded.reason, status = excluded.status, reply = excluded.reply,
        words = excluded.words, notice_id = excluded.notice_id, notice_row = excluded.notice_row, notice_at = excluded.notice_at,
        dismissed = CASE kind WHEN excluded.kind THEN dismissed ELSE 0 END
      WHERE CASE WHEN (kind = 'delayed') = (excluded.kind = 'delayed') THEN excluded.notice_at >= notice_at ELSE kind = 'delayed' END`.run();
  return null;
}

function dismiss({ userData }: WriterContext, { messageId, value }: { readonly messageId: string; readonly value: boolean }): null {
  userData.sql`UPDATE returns SET dismissed = ${value ? 1 : 0} WHERE message_id = ${messageId}`.run();
  return null;
}

/** Every copy of the message looks different now. */
function showOn({ cache, changes }: WriterContext, messageId: string): void {
  const rows = cache.sql`SELECT id, folder_id FROM messages WHERE message_id = ${messageId} LIMIT 100`.all<{
    id: number;
    folder_id: number | null;
  }>();
  for (const { id, folder_id } of rows) changes.changed(folder_id, id);
}

function* showReturns(context: WriterContext, { returns }: { readonly returns: readonly NewReturn[] }): Work<null> {
  for (const messageId of new Set(returns.map((each) => each.messageId))) {
    showOn(context, messageId);
    yield;
  }
  return null;
}

function* showDismissed(context: WriterContext, { messageId }: { readonly messageId: string }): Work<null> {
  showOn(context, messageId);
  yield;
  return null;
}

function* noteNoticesRead({ cache }: { readonly cache: Database }, { ids }: { readonly ids: readonly number[] }): Work<null> {
  cache.sql`DELETE FROM unread_notices WHERE message_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.run();
  yield;
  return null;
}

export const returnJobs = {
  /** Notes what a notice says of recipients. Applying the same twice, or an earlier one late, changes nothing. */
  noteReturns: userDataThenCacheJob('headers', saveReturns, showReturns),
  /** Takes the marks off a message that came back, or puts them on again. */
  dismissReturns: userDataThenCacheJob('user', dismiss, showDismissed),
  /** These were read as notices, or are gone. */
  noteNoticesRead: cacheJob('idle', noteNoticesRead),
};
