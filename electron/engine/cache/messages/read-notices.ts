/** Messages that look like notices about mail and have not been read as such, and whom a message that they may be about was sent to. */
import type { Address } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';

/** Looked at in one step: a mailbox may hold a hundred thousand notices whose bodies have not come. */
const step = 500;

interface WaitingNotices {
  /** Newest first; only those whose body is held, and those that are gone, which need not be read. */
  readonly notices: readonly { readonly id: number; readonly isGone: boolean }[];
  /** The next step is below this row id; null: there are no older ones. */
  readonly next: number | null;
}

export interface NoticeReader {
  /** One step through the notices that have not been read. @param limit of those answered @param below a row id; null: from the newest on */
  unreadNotices(limit: number, below: number | null): WaitingNotices;
  /** Addresses in To and Cc. */
  addressees(id: number): string[];
}

export const createNoticeReader = (cache: Database): NoticeReader => ({
  unreadNotices(limit, below) {
    const waiting = cache.sql`SELECT waiting.message_id AS id, messages.id IS NULL AS gone,
        messages.blob_id IS NOT NULL OR messages.kept_id IS NOT NULL AS held
        FROM (SELECT message_id FROM unread_notices WHERE message_id < ${below ?? Number.MAX_SAFE_INTEGER} ORDER BY message_id DESC LIMIT ${step})
          AS waiting LEFT JOIN messages ON messages.id = waiting.message_id ORDER BY waiting.message_id DESC`.all<{
      id: number;
      gone: number;
      held: number;
    }>();
    const readable = waiting.filter(({ gone, held }) => gone === 1 || held === 1);
    const notices = readable.slice(0, limit).map(({ id, gone }) => ({ id, isGone: gone === 1 }));
    const last = readable.length > limit ? notices.at(-1) : waiting.length === step ? waiting.at(-1) : undefined;
    return { notices, next: last?.id ?? null };
  },
  addressees(id) {
    const row = cache.sql`SELECT recipients, copies FROM messages WHERE id = ${id}`.get<{ recipients: string; copies: string | null }>();
    const lists: Address[][] = row ? [JSON.parse(row.recipients), JSON.parse(row.copies ?? '[]')] : []; // written by `insertMessage` from Address[]
    return lists.flat().map(({ address }) => address);
  },
});
