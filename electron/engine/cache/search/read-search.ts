/** Full-text search and address completion. Newest hits come first without sorting, because row ids follow dates. */
import type { Folder } from '../../../contract/folders.ts';
import type { Address, MessageRow } from '../../../contract/messages.ts';
import type { Database, SqlValue } from '../database/database.ts';
import { flagBits } from '../database/stored.ts';
import { type ListRow, listColumns, type ReturnMarks, toMessageRows } from '../messages/read-messages.ts';
import { countSegments } from './index-segments.ts';
import { foldText } from './people.ts';
import { isFolderRole, planSearch, type SearchPlan, type WordsBeginning } from './search-query.ts';

interface SearchRequest {
  readonly query: string;
  readonly folderId?: number;
  readonly limit: number;
  /** Only rows with a smaller id: the next page. */
  readonly before?: number;
  /** So many of the newest are left out. */
  readonly skip?: number;
  /** Only rows with this id or a greater one. */
  readonly oldest?: number;
}

/** Of a folder, of what a search finds, or of what it finds in a folder. */
export interface IdsRequest {
  readonly folderId?: number;
  readonly query?: string;
  /** Only ids from here on, both ends included. */
  readonly oldest?: number;
  readonly newest?: number;
  /** Only those that came into their folder by this revision of it, by folder; none of another folder. */
  readonly entered?: ReadonlyMap<number, number>;
}

export interface SearchReader {
  /** Never throws for any query text; words that cannot be searched are left out. Newest first. `revisions`: of all folders, of the same instant. */
  search(request: SearchRequest): { rows: MessageRow[]; indexed: number; total: number; revisions: ReadonlyMap<number, number> };
  /** Addresses seen in this mail that start with the prefix, in address or any word of the name; best first. */
  complete(prefix: string, limit: number): Address[];
}

/** @param folders all folders, for `in:` */
function searchMessages(cache: Database, request: SearchRequest, folders: readonly Folder[], marksOf: ReturnMarks): MessageRow[] {
  const found = foundBy(cache, request, folders);
  if (!found) return [];
  const { source, key, condition, values } = found;
  const text = `SELECT ${listColumns} FROM ${source} WHERE ${condition} ORDER BY ${key} DESC LIMIT ? OFFSET ?`;
  const rows = cache.query(text, [...values, Math.max(0, request.limit), Math.max(0, request.skip ?? 0)]).all<ListRow>();
  return toMessageRows(rows, marksOf);
}

/** Ids of all that a search finds, with their places, newest first, one by one; null: it asks for nothing. @param folders all folders, for `in:` */
export function idsFound(
  cache: Database,
  { query = '', folderId, oldest, newest = Number.MAX_SAFE_INTEGER - 1 }: IdsRequest,
  folders: readonly Folder[],
): IterableIterator<FoundId> | null {
  const request = {
    query,
    before: newest + 1,
    ...(folderId === undefined ? {} : { folderId }),
    ...(oldest === undefined ? {} : { oldest }),
  };
  const found = foundBy(cache, request, folders);
  if (!found) return null;
  const { source, key, condition, values } = found;
  return cache
    .query(
      `SELECT ${key} AS id, messages.folder_id AS folderId, messages.entered FROM ${source} WHERE ${condition} ORDER BY ${key} DESC`,
      values,
    )
    .each<FoundId>();
}

interface FoundId {
  readonly id: number;
  readonly folderId: number;
  readonly entered: number;
}

interface Found {
  readonly source: string;
  /** The column that holds the id. */
  readonly key: string;
  readonly condition: string;
  readonly values: readonly SqlValue[];
}

/** The statement of a search, without what it reads; null: it asks for nothing. */
function foundBy(cache: Database, request: Omit<SearchRequest, 'limit'>, folders: readonly Folder[]): Found | null {
  const plan = planSearch(request.query, beginningsOf(cache));
  const where: string[] = ['messages.folder_id IS NOT NULL'];
  const values: SqlValue[] = [];
  const add = (condition: string, ...bound: SqlValue[]) => {
    where.push(condition);
    values.push(...bound);
  };
  if (isEmpty(plan)) return null;
  const key = plan.match ? 'search.rowid' : 'messages.id';
  if (plan.match) add('search MATCH ?', plan.match);
  if (plan.exclude) add('messages.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)', plan.exclude);
  const below = Math.min(plan.below ?? Number.MAX_SAFE_INTEGER, request.before ?? Number.MAX_SAFE_INTEGER);
  if (below < Number.MAX_SAFE_INTEGER) add(`${key} < ?`, below);
  const least = Math.max(plan.from ?? 0, request.oldest ?? 0);
  if (least > 0) add(`${key} >= ?`, least);
  // Written like the conditions of the partial indexes, so that a search without words can walk them.
  if (plan.unread !== null) add(plan.unread ? 'messages.flags & 1 = 0' : `messages.flags & ${flagBits.seen} <> 0`);
  if (plan.flagged !== null) add(plan.flagged ? 'messages.flags & 2 = 2' : `messages.flags & ${flagBits.flagged} = 0`);
  if (plan.attachments !== null) add(plan.attachments ? 'messages.attachments = 1' : 'messages.attachments = 0');
  const chosen = chosenFolders(plan, request.folderId, folders);
  if (chosen?.length === 0) return null;
  // One folder and nothing rarer: its own index gives the order. Else the plus sign keeps SQLite from walking whole folders.
  const rare = plan.match !== null || plan.flagged === true || plan.unread === true || plan.attachments === true;
  if (chosen?.length === 1 && !rare) add('messages.folder_id = ?', chosen[0] ?? 0);
  else if (chosen) add('+messages.folder_id IN (SELECT value FROM json_each(?))', JSON.stringify(chosen));
  const source = plan.match ? 'search JOIN messages ON messages.id = search.rowid' : 'messages';
  return { source, key, condition: where.join(' AND '), values };
}

/** The words of the index, one row for each of their occurrences (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module). */
export const vocabulary = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, 'search', 'instance')";

/**
 * Words of all beginnings of a query that are looked up one by one, and places of the index where they are looked for: each word has one
 * in every segment. What begins more words is left to FTS5, which reads all their hits and not their places.
 */
const most = { words: 512, places: 1024 } as const;

/** For one query: what its beginnings may cost together is limited. */
function beginningsOf(cache: Database): WordsBeginning {
  let left: number | null = null;
  return (beginning) => {
    // Only the tokenizer knows how other letters are folded.
    if (!/^[a-z0-9]+$/i.test(beginning)) return null;
    left ??= Math.min(most.words, Math.floor(most.places / Math.max(1, countSegments(cache))));
    const words = wordsBeginning(cache, beginning.toLowerCase(), left);
    left -= words?.length ?? 0;
    return words;
  };
}

/**
 * Words with this prefix, each found by seeking behind the one before, without reading their occurrences.
 * In one statement, because starting one costs four times as much as finding a word. Null: more than `limit`.
 */
function wordsBeginning(cache: Database, prefix: string, limit: number): string[] | null {
  const found = cache.sql`WITH RECURSIVE words (term) AS (
      SELECT (SELECT term FROM temp.vocabulary WHERE term >= ${prefix} LIMIT 1)
      UNION ALL
      SELECT (SELECT term FROM temp.vocabulary WHERE term >= words.term || char(0) LIMIT 1) FROM words
        WHERE substr(words.term, 1, ${prefix.length}) = ${prefix} LIMIT ${limit + 1}
    )
    SELECT term FROM words WHERE substr(term, 1, ${prefix.length}) = ${prefix}`.all<{ term: string }>();
  return found.length > limit ? null : found.map(({ term }) => term);
}

const isEmpty = (plan: SearchPlan): boolean =>
  plan.match === null &&
  plan.exclude === null &&
  plan.attachments === null &&
  plan.unread === null &&
  plan.flagged === null &&
  plan.from === null &&
  plan.below === null &&
  plan.folders.length + plan.notFolders.length === 0;

/** Ids of the folders to look in; null for all. */
function chosenFolders(plan: SearchPlan, folderId: number | undefined, folders: readonly Folder[]): number[] | null {
  if (folderId === undefined && plan.folders.length + plan.notFolders.length === 0) return null;
  const is = (folder: Folder, name: string) =>
    isFolderRole(name)
      ? folder.role === name || folder.name.toLowerCase() === name
      : folder.name.toLowerCase() === name || folder.path.toLowerCase() === name;
  return folders
    .filter((folder) => folderId === undefined || folder.id === folderId)
    .filter((folder) => plan.folders.every((name) => is(folder, name)) && !plan.notFolders.some((name) => is(folder, name)))
    .map((folder) => folder.id);
}

/** Addresses whose own text, or a word of whose name, starts with the prefix. */
function completeAddress(cache: Database, prefix: string, limit: number): Address[] {
  const folded = foldText(prefix.toWellFormed().trim()).replaceAll('\u0000', '');
  if (!folded) return [];
  return cache.sql`SELECT name, address FROM people WHERE instr(folded, ${` ${folded}`}) > 0
    ORDER BY uses DESC, last_used DESC LIMIT ${Math.max(0, limit)}`
    .all<{ name: string; address: string }>()
    .map(({ name, address }) => ({ name, address }));
}

/** @param folders all folders, for `in:` */
export const createSearchReader = (cache: Database, folders: () => readonly Folder[], marksOf: ReturnMarks): SearchReader => ({
  search(request) {
    return cache.transaction(() => {
      const all = folders();
      const chosen = request.folderId === undefined ? all : all.filter(({ id }) => id === request.folderId);
      const indexed = cache.sql`SELECT coalesce(sum(indexed), 0) AS indexed FROM folders
        WHERE ${request.folderId ?? null} IS NULL OR id = ${request.folderId ?? null}`.get<{ indexed: number }>();
      const total = chosen.reduce((sum, folder) => sum + folder.total, 0);
      const revisions = new Map(
        cache.sql`SELECT id, revision FROM folders`.all<{ id: number; revision: number }>().map(({ id, revision }) => [id, revision]),
      );
      return { rows: searchMessages(cache, request, all, marksOf), indexed: indexed?.indexed ?? 0, total, revisions };
    });
  },
  complete: (prefix, limit) => completeAddress(cache, prefix, limit),
});
