/** Messages that look like notices about mail and have not been read as such, and whom a message that they may be about was sent to. */
import type { Address } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';

/** The newest are looked at: bodies come newest first, and a mailbox may hold a hundred thousand notices without one. */
const mostLookedAt = 500;

export interface NoticeReader {
  /** Row ids, at most so many; only those whose body is held, and those that are gone, which need not be read. */
  unreadNotices(limit: number): { readonly id: number; readonly isGone: boolean }[];
  /** Addresses in To and Cc. */
  addressees(id: number): string[];
}

export const createNoticeReader = (cache: Database): NoticeReader => ({
  unreadNotices: (limit) =>
    cache.sql`SELECT waiting.message_id AS id, messages.id IS NULL AS gone
        FROM (SELECT message_id FROM unread_notices ORDER BY message_id DESC LIMIT ${mostLookedAt}) AS waiting
        LEFT JOIN messages ON messages.id = waiting.message_id
        WHERE messages.id IS NULL OR messages.blob_id IS NOT NULL OR messages.kept_id IS NOT NULL
        ORDER BY waiting.message_id DESC LIMIT ${limit}`
      .all<{ id: number; gone: number }>()
      .map(({ id, gone }) => ({ id, isGone: gone === 1 })),
  addressees(id) {
    const row = cache.sql`SELECT recipients, copies FROM messages WHERE id = ${id}`.get<{ recipients: string; copies: string | null }>();
    const lists: Address[][] = row ? [JSON.parse(row.recipients), JSON.parse(row.copies ?? '[]')] : []; // written by `insertMessage` from Address[]
    return lists.flat().map(({ address }) => address);
  },
});
