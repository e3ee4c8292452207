/** The idle work: reads each message once for the full-text index, the snippet and the attachment mark, newest first. */
import type { Address } from '../../contract/messages.ts';
import { readBlob, readKept } from './blobs.ts';
import type { TextFacts } from './mail-reading.ts';
import { indexWants } from './message-rows.ts';
import type { Work, WriterContext } from './writer-context.ts';

interface WaitingRow {
  readonly id: number;
  readonly folder_id: number | null;
  readonly blob_id: number | null;
  readonly kept_id: number | null;
  readonly subject: string;
  readonly sender: string;
  readonly recipients: string;
  readonly copies: string | null;
  readonly indexed: number;
  readonly attachments: number;
}

/**
 * Messages taken at once. Newest first from page to page, but oldest first within one: FTS5 writes its pending words to
 * disk whenever a row id falls, which doubles the cost of every message (measured: 0.73 against 0.40 ms).
 */
const pageSize = 128;

/** Indexes whatever wants it at this level; ends when nothing does. Answers how many messages it did. */
export function* indexWaiting(context: WriterContext, level: 'text' | 'header'): Work<number> {
  const wanted = indexWants[level];
  let done = 0;
  for (;;) {
    const page = context.cache.sql`SELECT id FROM messages WHERE index_wanted = ${wanted} AND index_wanted > 0
      ORDER BY id DESC LIMIT ${pageSize}`.all<{ id: number }>();
    for (const { id } of page.reverse()) {
      // Read again: another job may have run since the page was.
      const row = context.cache.sql`SELECT id, folder_id, blob_id, kept_id, subject, sender, recipients, copies, indexed, attachments
        FROM messages WHERE id = ${id} AND index_wanted = ${wanted}`.get<WaitingRow>();
      if (row) indexMessage(context, row);
      done += 1;
      yield;
    }
    if (page.length < pageSize) return done;
  }
}

const nothing: TextFacts = { text: '', snippet: '', attachments: false };

function readText({ cache, keep, mail }: WriterContext, row: WaitingRow): TextFacts | null {
  const raw = row.blob_id !== null ? readBlob(cache, row.blob_id) : row.kept_id !== null ? readKept(keep, row.kept_id) : null;
  if (!raw) return null;
  try {
    return mail.textForIndex(raw);
  } catch {
    return nothing; // shown with headers and source; its text cannot be searched
  }
}

function indexMessage(context: WriterContext, row: WaitingRow): void {
  const { cache, changes } = context;
  const facts = readText(context, row);
  if (row.indexed > 0) cache.sql`DELETE FROM search WHERE rowid = ${row.id}`.run();
  cache.sql`INSERT INTO search (rowid, subject, sender, recipients, body) VALUES (${row.id}, ${row.subject}, ${words(row.sender)},
    ${words(row.recipients) + (row.copies ? ` ${words(row.copies)}` : '')}, ${facts?.text ?? ''})`.run();
  // No statement here may have a trigger: see `messages_altered` in the schema.
  if (facts) {
    if (row.indexed < 2) cache.sql`UPDATE folders SET indexed = indexed + 1 WHERE id = ${row.folder_id}`.run();
    cache.sql`UPDATE messages SET indexed = 2, index_wanted = 0, snippet = ${facts.snippet}, attachments = ${facts.attachments ? 1 : 0}
      WHERE id = ${row.id}`.run();
    changes.messages(row.folder_id);
  } else cache.sql`UPDATE messages SET indexed = 1, index_wanted = 0 WHERE id = ${row.id}`.run();
}

function words(addresses: string): string {
  const list: Address[] = JSON.parse(addresses); // written by `insertMessage` from Address[]
  return list.map(({ name, address }) => `${name} ${address}`).join(' ');
}
