/** Rows of the list as the contract wants them, and windows of a folder by position. */
import type { Address, MessageRow, MessageWarning, ReturnMark } from '../../../contract/messages.ts';
import { messageWarnings, rowBounds } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';
import { flagBits } from '../database/stored.ts';

export interface ListRow {
  readonly id: number;
  readonly folder_id: number;
  readonly subject: string;
  readonly sender: string;
  readonly recipients: string;
  readonly date: number;
  readonly size: number;
  readonly flags: number;
  readonly attachments: number;
  readonly snippet: string;
  readonly held: number;
  readonly pending: number;
  readonly message_id: string | null;
}

/** Octets up to which a column of people is passed on without parsing, to save time; nearly every one is shorter. */
const peopleOctets = 4_000;

/** A column of people in JSON, within the bounds of a row. */
const boundedPeople = (column: string): string =>
  `CASE WHEN octet_length(messages.${column}) <= ${peopleOctets} THEN messages.${column} ELSE
    (SELECT json_group_array(json_object('name', substr(value ->> 'name', 1, ${rowBounds.name}),
      'address', substr(value ->> 'address', 1, ${rowBounds.address})))
    FROM (SELECT value FROM json_each(messages.${column}) LIMIT ${rowBounds.people})) END AS ${column}`;

/** Columns of a `ListRow`, for statements that are put together. */
export const listColumns = `messages.id, messages.folder_id, substr(messages.subject, 1, ${rowBounds.subject}) AS subject,
  ${boundedPeople('sender')}, ${boundedPeople('recipients')}, messages.date, messages.size,
  messages.flags, messages.attachments, messages.snippet, (messages.blob_id IS NOT NULL OR messages.kept_id IS NOT NULL) AS held, messages.pending, messages.message_id`;

/** What notices say of messages that were sent, by Message-ID; those of which they say nothing bad are left out. */
export type ReturnMarks = (messageIds: readonly string[]) => ReadonlyMap<string, ReturnMark>;

/** @param marksOf asked once for all rows */
export function toMessageRows(rows: readonly ListRow[], marksOf: ReturnMarks): MessageRow[] {
  const marks = marksOf(rows.flatMap(({ message_id }) => message_id ?? []));
  return rows.map((row) => {
    const returned = row.message_id === null ? undefined : marks.get(row.message_id);
    return returned === undefined ? toMessageRow(row) : { ...toMessageRow(row), returned };
  });
}

function toMessageRow(row: ListRow): MessageRow {
  return {
    id: row.id,
    folderId: row.folder_id,
    subject: row.subject,
    from: readAddresses(row.sender),
    to: readAddresses(row.recipients),
    date: row.date,
    size: row.size,
    seen: (row.flags & flagBits.seen) !== 0,
    flagged: (row.flags & flagBits.flagged) !== 0,
    answered: (row.flags & flagBits.answered) !== 0,
    forwarded: (row.flags & flagBits.forwarded) !== 0,
    draft: (row.flags & flagBits.draft) !== 0,
    ...((row.flags & flagBits.deleted) === 0 ? {} : { deleted: true }),
    attachments: row.attachments === 1,
    snippet: row.snippet,
    bodyHeld: row.held === 1,
    pending: row.pending === 1,
  };
}

/** Written by `insertMessage` from Address[]. */
const readAddresses = (json: string): Address[] => JSON.parse(json);

export function readWarnings(text: string | null): MessageWarning[] {
  const words = text?.split(' ') ?? [];
  return messageWarnings.filter((warning) => words.includes(warning));
}

const readRow = (cache: Database, id: number): ListRow | undefined =>
  cache.query(`SELECT ${listColumns} FROM messages WHERE id = ? AND folder_id IS NOT NULL`, [id]).get<ListRow>();

/** How far apart positions are remembered, and how many of a folder. */
const anchorLimits = { apart: 200, count: 2_000 } as const;

export interface ListReader {
  /**
   * A window of the list, newest first. `total`, `position` and `revision` are of the same instant as the rows. `addedSince`: which of them
   * have come into the folder after the revision `since`.
   */
  list(folderId: number, position: number, limit: number, since?: number): FolderWindow;
  row(id: number): MessageRow | null;
  /** In the order asked for; those that are gone are left out. */
  rows(ids: readonly number[]): MessageRow[];
  /** Whether any of these is without the mark; not those that are gone. */
  anyWithout(ids: readonly number[], flag: 'seen' | 'flagged'): boolean;
}

interface FolderWindow {
  readonly total: number;
  readonly position: number;
  readonly revision: number;
  readonly rows: MessageRow[];
  readonly addedSince: number[];
}

/**
 * Reads windows of a list by position. Remembers ids at positions it has walked past, under the folder's revision: a
 * neighbouring window starts at the nearest of them (keyset) instead of at an end of the folder. A jump walks the
 * index from the nearer end, 5 ms at 200,000 rows.
 */
export function createListReader(cache: Database, marksOf: ReturnMarks): ListReader {
  const remembered = new Map<number, { revision: number; anchors: Map<number, number> }>();

  const anchorsOf = (folderId: number, revision: number): Map<number, number> => {
    const known = remembered.get(folderId);
    if (known?.revision === revision) return known.anchors;
    const anchors = new Map<number, number>();
    remembered.set(folderId, { revision, anchors });
    return anchors;
  };

  /** The id at a position of the list, newest first. */
  function idAt(folderId: number, position: number, total: number, anchors: ReadonlyMap<number, number>): number | null {
    let start = { position: 0, id: Number.MAX_SAFE_INTEGER };
    let best = Math.min(position, total - 1 - position);
    for (const [at, id] of anchors) {
      if (Math.abs(at - position) >= best) continue;
      best = Math.abs(at - position);
      start = { position: at, id };
    }
    const anchored = start.id !== Number.MAX_SAFE_INTEGER;
    if (!anchored && total - 1 - position < position) {
      return (
        cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} ORDER BY id LIMIT 1 OFFSET ${total - 1 - position}`.get<{
          id: number;
        }>()?.id ?? null
      );
    }
    const skip = position - start.position;
    const row =
      skip >= 0
        ? cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND id <= ${start.id} ORDER BY id DESC LIMIT 1 OFFSET ${skip}`.get<{
            id: number;
          }>()
        : cache.sql`SELECT id FROM messages WHERE folder_id = ${folderId} AND id >= ${start.id} ORDER BY id LIMIT 1 OFFSET ${-skip}`.get<{
            id: number;
          }>();
    return row?.id ?? null;
  }

  function remember(anchors: Map<number, number>, position: number, id: number): void {
    if (anchors.size < anchorLimits.count) anchors.set(position, id);
  }

  return {
    list: (folderId, asked, limit, since = Number.MAX_SAFE_INTEGER) =>
      cache.transaction(() => {
        const folder = cache.sql`SELECT total, revision FROM folders WHERE id = ${folderId}`.get<{ total: number; revision: number }>();
        const total = folder?.total ?? 0;
        const position = Math.min(Math.max(0, Math.floor(asked)), total);
        const revision = folder?.revision ?? 0;
        const none = { total, position, revision, rows: [], addedSince: [] };
        if (!folder || position >= total || limit < 1) return none;
        const anchors = anchorsOf(folderId, folder.revision);
        const first = idAt(folderId, position, total, anchors);
        if (first === null) return none;
        const rows = cache
          .query(`SELECT ${listColumns}, messages.entered FROM messages WHERE folder_id = ? AND id <= ? ORDER BY id DESC LIMIT ?`, [
            folderId,
            first,
            limit,
          ])
          .all<ListRow & { readonly entered: number }>();
        if (position % anchorLimits.apart === 0 || !anchors.size) remember(anchors, position, first);
        const last = rows.at(-1);
        if (last && rows.length === limit) remember(anchors, position + rows.length - 1, last.id);
        const addedSince = rows.flatMap(({ id, entered }) => (entered > since ? [id] : []));
        return { total, position, revision, rows: toMessageRows(rows, marksOf), addedSince };
      }),
    row(id) {
      const row = readRow(cache, id);
      return (row && toMessageRows([row], marksOf)[0]) ?? null;
    },
    rows: (ids) =>
      toMessageRows(
        ids.flatMap((id) => readRow(cache, id) ?? []),
        marksOf,
      ),
    anyWithout: (ids, flag) =>
      cache.sql`SELECT 1 FROM json_each(${JSON.stringify(ids)}) AS asked JOIN messages ON messages.id = asked.value
        WHERE folder_id IS NOT NULL AND flags & ${flagBits[flag]} = 0 LIMIT 1`.get() !== undefined,
  };
}
