/** The idle work: reads each message once for the full-text index, the snippet and the attachment mark, newest first. */
import { FailureError } from '../../../contract/failure.ts';
import type { Address } from '../../../contract/messages.ts';
import { blobBytes, encodings, readBlob, readKept, type StoredBytes } from '../bodies/blobs.ts';
import { loseBody } from '../bodies/waiting-bodies.ts';
import { isStorageError } from '../database/storage-failure.ts';
import type { HeaderDescription, TextFacts } from '../messages/mail-reading.ts';
import { describeAnew, indexWants } from '../messages/message-rows.ts';
import type { WriterContext } from '../queue/writer-context.ts';
import { noText, type ReadText, type TextPages, type TextToRead } from './text-pages.ts';
import { spaceForIndex } from './unspaced-words.ts';

/** Work in slices. `wait`: nothing can be done until another thread has answered; `rest`: there is time, others may need the processor. */
export type IdleWork<Output> = Generator<'wait' | 'rest' | undefined, Output, void>;

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
/** Stored octets of a page that another thread reads. */
const pageOctets = 2 << 20;

/** Indexes whatever wants it at this level; ends when nothing does. Answers how many messages it did. */
export function* indexWaiting(context: WriterContext, level: 'text' | 'header'): IdleWork<number> {
  let done = 0;
  if (level === 'text' && context.texts) done += yield* indexRead(context, context.texts);
  const wanted = indexWants[level];
  for (;;) {
    const page = context.cache.sql`SELECT id FROM messages WHERE index_wanted = ${wanted} AND index_wanted > 0
      ORDER BY id DESC LIMIT ${pageSize}`.all<{ id: number }>();
    for (const { id } of page.reverse()) {
      const row = waitingRow(context, id, wanted);
      if (row) indexMessage(context, row, readText(context, row));
      done += 1;
      yield;
    }
    if (page.length < pageSize) return done;
  }
}

/** The same with texts that another thread reads; ends as well when there is no such thread any more. */
function* indexRead(context: WriterContext, texts: TextPages): IdleWork<number> {
  let done = 0;
  for (;;) {
    while (texts.hasRoom) {
      const page = unreadPage(context, texts);
      if (page.length === 0) break;
      texts.ask(page);
    }
    const page = texts.first;
    if (page) {
      yield* indexPage(context, page);
      texts.done(page);
      done += page.length;
    } else if (texts.isEmpty) return done;
    else yield 'wait';
  }
}

const nothing: StoredBytes = { bytes: new Uint8Array(), encoding: encodings.asItCame };

/** What names the body of a row: an id may have been given to another message meanwhile. */
const sourceOf = (row: Pick<WaitingRow, 'blob_id' | 'kept_id'>): string => `${row.blob_id ?? ''} ${row.kept_id ?? ''}`;

function unreadPage(context: WriterContext, texts: TextPages): TextToRead[] {
  const { cache, userData } = context;
  const rows = cache.sql`SELECT id, blob_id, kept_id FROM messages WHERE index_wanted = ${indexWants.text} AND index_wanted > 0
    ORDER BY id DESC LIMIT ${pageSize + texts.size}`.all<Pick<WaitingRow, 'id' | 'blob_id' | 'kept_id'>>();
  const page: TextToRead[] = [];
  let octets = 0;
  for (const row of rows) {
    if (texts.has(row.id)) continue;
    const body: StoredBytes | undefined =
      row.blob_id !== null
        ? blobBytes(cache, row.blob_id)
        : userData.sql`SELECT bytes, ${encodings.zstd} AS encoding FROM kept WHERE id = ${row.kept_id}`.get<StoredBytes>();
    if (!body && row.blob_id !== null) {
      loseBody(context, row.blob_id);
      continue;
    }
    octets += body?.bytes.length ?? 0;
    if (page.length === pageSize || (page.length > 0 && octets > pageOctets)) break;
    page.push({ id: row.id, source: sourceOf(row), body: body ?? nothing });
  }
  return page.reverse();
}

function* indexPage(context: WriterContext, page: readonly ReadText[]): IdleWork<void> {
  for (const { id, source, facts } of page) {
    const row = waitingRow(context, id, indexWants.text);
    if (row && sourceOf(row) === source) indexMessage(context, row, facts);
    yield;
  }
}

/** Read again for each message: another job may have run since the page was. */
const waitingRow = ({ cache }: WriterContext, id: number, wanted: number): WaitingRow | undefined =>
  cache.sql`SELECT id, folder_id, blob_id, kept_id, subject, sender, recipients, copies, indexed, attachments
    FROM messages WHERE id = ${id} AND index_wanted = ${wanted}`.get<WaitingRow>();

function readText(context: WriterContext, row: WaitingRow): TextFacts | null {
  const { cache, userData, mail } = context;
  try {
    const raw = row.blob_id !== null ? readBlob(cache, row.blob_id) : row.kept_id !== null ? readKept(userData, row.kept_id) : null;
    if (!raw && row.blob_id !== null) loseBody(context, row.blob_id);
    return raw ? mail.textForIndex(raw) : null;
  } catch (error) {
    // Errors of the database or the disk concern everything; bytes that cannot be decompressed or parsed concern one message.
    if (error instanceof FailureError || isStorageError(error)) throw error;
    return noText; // shown with headers and source; its text cannot be searched
  }
}

function indexMessage(context: WriterContext, held: WaitingRow, facts: TextFacts | null): void {
  const { cache, changes } = context;
  const row = facts?.header ? readAnew(context, held, facts.header) : held;
  if (row.indexed > 0) cache.sql`DELETE FROM search WHERE rowid = ${row.id}`.run();
  cache.sql`INSERT INTO search (rowid, subject, sender, recipients, body) VALUES (${row.id}, ${spaceForIndex(row.subject)},
    ${spaceForIndex(words(row.sender))}, ${spaceForIndex(words(row.recipients) + (row.copies ? ` ${words(row.copies)}` : ''))},
    ${spaceForIndex(facts?.text ?? '')})`.run();
  // No statement here may have a trigger: see `messages_altered` in the schema.
  if (facts) {
    if (row.indexed < 2) cache.sql`UPDATE folders SET indexed = indexed + 1 WHERE id = ${row.folder_id}`.run();
    cache.sql`UPDATE messages SET indexed = 2, index_wanted = 0, snippet = ${facts.snippet}, attachments = ${facts.attachments ? 1 : 0}
      WHERE id = ${row.id}`.run();
    changes.changed(row.folder_id, row.id);
  } else cache.sql`UPDATE messages SET indexed = 1, index_wanted = 0 WHERE id = ${row.id}`.run();
}

/** The header block alone did not say in which charset its raw bytes are written; the whole message does. */
function readAnew(context: WriterContext, row: WaitingRow, header: HeaderDescription): WaitingRow {
  describeAnew(context, row.id, header);
  const { subject } = header;
  const copies = header.cc.length > 0 ? JSON.stringify(header.cc) : null;
  return { ...row, subject, sender: JSON.stringify(header.from), recipients: JSON.stringify(header.to), copies };
}

function words(addresses: string): string {
  const list: Address[] = JSON.parse(addresses); // written by `insertMessage` from Address[]
  return list.map(({ name, address }) => `${name} ${address}`).join(' ');
}
