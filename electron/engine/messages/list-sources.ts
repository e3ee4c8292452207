/**
 * Lists by their source: pages, and the messages that a selection means. A selection of all of a list is resolved here, at one instant,
 * and without what has come since the list was shown: so it neither misses nor doubles a message that arrives meanwhile.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { FailureError, failure } from '../../contract/failure.ts';
import type { ListRange, ListSource, Selection } from '../../contract/list-source.ts';
import type { MessageRow } from '../../contract/messages.ts';
import type { FolderReader } from '../cache/messages/read-folders.ts';
import type { IdsReader } from '../cache/messages/read-ids.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';
import type { SearchReader } from '../cache/search/read-search.ts';

interface ListPage {
  readonly total: number | null;
  readonly position: number;
  readonly revision: number;
  readonly rows: MessageRow[];
  readonly addedSince: number[];
  readonly searched: { readonly indexed: number; readonly total: number } | null;
}

interface ListSources {
  /** @throws FailureError `folder-gone` */
  page(source: ListSource, position: number, limit: number, since?: number): ListPage;
  /** What a selection means that has this revision. @throws FailureError `folder-gone`, `list-outdated`, `storage-interrupted` */
  count(source: ListSource, range?: ListRange, revision?: number): Promise<{ readonly count: number; readonly revision: number }>;
  /** Newest first and then those put to it, or as they were given. @throws FailureError as `count` does */
  idsOf(selection: Selection): Promise<readonly number[]>;
  /** Whether any of these is without the mark. @throws FailureError as `count` does */
  anyWithout(selection: Selection, flag: 'seen' | 'flagged'): Promise<boolean>;
}

/** An instant of all folders, for searches: the revision of each, by its number. */
interface Instant {
  readonly number: number;
  readonly revisions: ReadonlyMap<number, number>;
  /** The id of the last row before a position of a search that was read to there: the next page begins below it. */
  readonly ends: Map<string, number>;
}

/** What a search had found when it was counted. Its words alone would find other messages later on. */
interface Counted {
  readonly source: ListSource & { readonly kind: 'search' };
  /** Newest first. */
  readonly ids: ReadonlySet<number>;
}

/** Instants that are remembered: a window that is shown for long, while mail comes, asks for a page every now and then. */
const mostInstants = 300;
/** Searches that were counted: a window has one selection, and each may be of all the mail. */
const mostCounted = 4;
/** Messages looked at in one piece: some milliseconds. */
const piece = 10_000;

export function createListSources(reader: FolderReader & ListReader & IdsReader & SearchReader): ListSources {
  const instants = new Map<number, Instant>();
  const counted = new Map<number, Counted>();
  let newest: Instant | null = null;
  /** Of instants and of counted searches: none means the other. */
  let number = 0;

  const instantOf = (revisions: ReadonlyMap<number, number>): Instant => {
    if (newest && isSame(newest.revisions, revisions)) return newest;
    newest = { number: ++number, revisions, ends: new Map() };
    instants.set(newest.number, newest);
    keepLatest(instants, mostInstants);
    return newest;
  };
  const known = (folderId: number | undefined) => {
    if (folderId !== undefined && !reader.folder(folderId)) throw new FailureError(failure('folder-gone', { detail: { folderId } }));
  };
  const outdated = (revision: number) => new FailureError(failure('list-outdated', { detail: { revision } }));

  const pageOfSearch = (source: Counted['source'], position: number, limit: number, since: number | undefined): ListPage => {
    const { query, folderId } = source;
    const search = (from: { readonly before: number } | { readonly skip: number }) =>
      reader.search({ query, limit, ...from, ...(folderId === undefined ? {} : { folderId }) });
    const endAt = (at: number) => JSON.stringify([query, folderId ?? null, at]);
    const end = newest?.ends.get(endAt(position));
    const before = newest;
    let found = search(end === undefined ? { skip: position } : { before: end });
    let instant = instantOf(found.revisions);
    // The end was that of another instant: rows may have other positions now.
    if (end !== undefined && instant !== before) {
      found = search({ skip: position });
      instant = instantOf(found.revisions);
    }
    const { rows, indexed, total } = found;
    const last = rows.at(-1);
    const isWhole = rows.length < limit;
    if (last && !isWhole) instant.ends.set(endAt(position + rows.length), last.id);
    // Beyond the end nothing tells where it is.
    const count = isWhole && (rows.length > 0 || position === 0) ? position + rows.length : null;
    // Of what is forgotten nothing is meant any more.
    const meant = since === undefined ? null : (countedAs(source, since)?.ids ?? new Set<number>());
    const addedSince = meant === null ? [] : rows.flatMap(({ id }) => (meant.has(id) ? [] : [id]));
    return { total: count, position, revision: instant.number, rows, addedSince, searched: { indexed, total } };
  };
  const countedAs = (source: Counted['source'], revision: number): Counted | undefined => {
    const found = counted.get(revision);
    return found?.source.query === source.query && found.source.folderId === source.folderId ? found : undefined;
  };

  const idsOfFolder = (folderId: number, range: ListRange | undefined, revision: number): Promise<number[]> => {
    // A cache that was read anew counts from the beginning.
    if (revision > reader.list(folderId, 0, 0).revision) throw outdated(revision);
    return reader.ids({ folderId, ...range, entered: new Map([[folderId, revision]]) });
  };
  const idsOfSearch = (source: Counted['source'], revision: number): readonly number[] => {
    const found = countedAs(source, revision);
    if (!found) throw outdated(revision);
    return [...found.ids];
  };
  const idsOf = async (selection: Selection): Promise<readonly number[]> => {
    if ('ids' in selection) return selection.ids;
    const { source, range, except, also = [], revision } = selection;
    known(source.folderId);
    const found = source.kind === 'folder' ? await idsOfFolder(source.folderId, range, revision) : idsOfSearch(source, revision);
    const left = new Set(except);
    const ids = left.size === 0 ? found : found.filter((id) => !left.has(id));
    return also.length === 0 ? ids : [...new Set([...ids, ...also])];
  };

  return {
    page(source, position, limit, since) {
      known(source.folderId);
      if (source.kind === 'search') return pageOfSearch(source, position, limit, since);
      return { ...reader.list(source.folderId, position, limit, since), searched: null };
    },
    async count(source, range, revision) {
      known(source.folderId);
      if (source.kind === 'folder') {
        const { total, revision: now } = reader.list(source.folderId, 0, 0);
        if (!range && (revision ?? now) === now) return { count: total, revision: now };
        return { count: (await idsOfFolder(source.folderId, range, revision ?? now)).length, revision: revision ?? now };
      }
      const entered = revision === undefined ? undefined : instants.get(revision)?.revisions;
      if (revision !== undefined && !entered) throw outdated(revision);
      const ids = await reader.ids({
        query: source.query,
        ...(source.folderId === undefined ? {} : { folderId: source.folderId }),
        ...range,
        ...(entered ? { entered } : {}),
      });
      number += 1;
      counted.set(number, { source, ids: new Set(ids) });
      keepLatest(counted, mostCounted);
      return { count: ids.length, revision: number };
    },
    idsOf,
    async anyWithout(selection, flag) {
      const ids = await idsOf(selection);
      for (let from = 0; from < ids.length; from += piece) {
        if (reader.anyWithout(ids.slice(from, from + piece), flag)) return true;
        await turn();
      }
      return false;
    },
  };
}

/** A map goes through its keys in the order in which they came. */
function keepLatest<Value>(map: Map<number, Value>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}

function isSame(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  if (one.size !== other.size) return false;
  for (const [folderId, revision] of one) if (other.get(folderId) !== revision) return false;
  return true;
}
