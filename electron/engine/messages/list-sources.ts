/**
 * Lists by their source: pages, and the messages that a selection means. A selection of all of a list is resolved here, at one instant,
 * and without what has come since the list was shown: so it neither misses nor doubles a message that arrives meanwhile.
 */
import { FailureError, failure } from '../../contract/failure.ts';
import type { ListSource, Selection } from '../../contract/list-source.ts';
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
  readonly searched: { readonly indexed: number; readonly total: number } | null;
}

interface ListSources {
  /** @throws FailureError `folder-gone` */
  page(source: ListSource, position: number, limit: number): ListPage;
  /** Newest first, or as they were given. @throws FailureError `folder-gone`, `list-outdated`, `storage-interrupted` */
  idsOf(selection: Selection): Promise<readonly number[]>;
}

/** An instant of all folders, for searches: the revision of each, by its number. */
interface Instant {
  readonly number: number;
  readonly revisions: ReadonlyMap<number, number>;
  /** The id of the last row before a position of a search that was read to there: the next page begins below it. */
  readonly ends: Map<string, number>;
}

/** Instants that are remembered: a window that is shown for long, while mail comes, asks for a page every now and then. */
const mostInstants = 300;

export function createListSources(reader: FolderReader & ListReader & IdsReader & SearchReader): ListSources {
  const instants = new Map<number, Instant>();
  let newest: Instant | null = null;

  const instantOf = (revisions: ReadonlyMap<number, number>): Instant => {
    if (newest && isSame(newest.revisions, revisions)) return newest;
    newest = { number: (newest?.number ?? 0) + 1, revisions, ends: new Map() };
    instants.set(newest.number, newest);
    for (const oldest of instants.keys()) {
      if (instants.size <= mostInstants) break;
      instants.delete(oldest);
    }
    return newest;
  };
  const known = (folderId: number | undefined) => {
    if (folderId !== undefined && !reader.folder(folderId)) throw new FailureError(failure('folder-gone', { detail: { folderId } }));
  };

  const pageOfSearch = (query: string, folderId: number | undefined, position: number, limit: number): ListPage => {
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
    return { total: count, position, revision: instant.number, rows, searched: { indexed, total } };
  };

  /** The revision of each folder that a list of this revision was made of. */
  const enteredBy = (source: ListSource, revision: number): ReadonlyMap<number, number> => {
    const outdated = () => new FailureError(failure('list-outdated', { detail: { revision } }));
    if (source.kind === 'folder') {
      // A cache that was read anew counts from the beginning.
      if (revision > reader.list(source.folderId, 0, 0).revision) throw outdated();
      return new Map([[source.folderId, revision]]);
    }
    const instant = instants.get(revision);
    if (!instant) throw outdated();
    return instant.revisions;
  };

  return {
    page(source, position, limit) {
      known(source.folderId);
      if (source.kind === 'search') return pageOfSearch(source.query, source.folderId, position, limit);
      return { ...reader.list(source.folderId, position, limit), searched: null };
    },
    async idsOf(selection) {
      if ('ids' in selection) return selection.ids;
      const { source, except, revision } = selection;
      known(source.folderId);
      const ids = await reader.ids({
        entered: enteredBy(source, revision),
        ...(source.folderId === undefined ? {} : { folderId: source.folderId }),
        ...(source.kind === 'search' ? { query: source.query } : {}),
      });
      const left = new Set(except);
      return left.size === 0 ? ids : ids.filter((id) => !left.has(id));
    },
  };
}

function isSame(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  if (one.size !== other.size) return false;
  for (const [folderId, revision] of one) if (other.get(folderId) !== revision) return false;
  return true;
}
