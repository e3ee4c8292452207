/**
 * The rows that a transaction changed, so that a list on the screen need not be read again. Collected while jobs run, reported once after the
 * commit, and merged with the changes of the next transactions.
 */
import { FailureError } from '../../../contract/failure.ts';
import type { Database } from '../database/database.ts';

/** Ids of rows, by what became of them. */
interface NamedRows {
  readonly added: readonly number[];
  readonly changed: readonly number[];
  readonly removed: readonly number[];
}

/** One folder's list, from one revision (`folders.revision`) to another. */
export interface RowsChange {
  readonly folderId: number;
  /** Nothing of the list can be trusted any more: renumbered, emptied or removed. */
  readonly reset: boolean;
  /** The revision that this is a change of, the one it leads to, and the messages there are then. */
  readonly since: number;
  readonly revision: number;
  readonly total: number;
  /** Null: too many to name, or not known. */
  readonly rows: NamedRows | null;
}

/** After the transactions are visible to readers. */
export interface StorageChange {
  /** Accounts whose folders or counters changed. */
  readonly accounts: readonly string[];
  readonly lists: readonly RowsChange[];
}

export interface ChangeCollector {
  /** Folders or counters of the account changed. */
  folder(accountId: string): void;
  /** A row that is in a folder now and was not before. */
  added(folderId: number, id: number): void;
  /** A row of the folder is another. Null: it is in none. */
  changed(folderId: number | null, id: number): void;
  /** A row has left the folder. Null: it was in none. */
  removed(folderId: number | null, id: number): void;
  reset(folderId: number): void;
  /** After a commit: what was gathered since the last call; null when nothing. */
  take(): StorageChange | null;
  /** The transaction was taken back. */
  discard(): void;
}

/** Rows that are named one by one: as many as a window reads of a list at once. Where more changed, reading the list again costs less. */
const mostNamed = 100;

type Kind = keyof NamedRows;

/** What became of a row in two steps; null: it came and went. */
function both(first: Kind | undefined, second: Kind): Kind | null {
  if (first === 'added') return second === 'removed' ? null : 'added';
  if (first === 'removed') return second === 'added' ? 'changed' : 'removed';
  return first === 'changed' && second === 'added' ? 'changed' : second;
}

function note(kinds: Map<number, Kind>, id: number, kind: Kind): void {
  const now = both(kinds.get(id), kind);
  if (now === null) kinds.delete(id);
  else kinds.set(id, now);
}

function namesOf(kinds: ReadonlyMap<number, Kind>): NamedRows {
  const names: Record<Kind, number[]> = { added: [], changed: [], removed: [] };
  for (const [id, kind] of kinds) names[kind].push(id);
  return names;
}

interface Gathered {
  reset: boolean;
  /** How often a row came into the folder or left it. */
  moves: number;
  /** Null: too many. */
  kinds: Map<number, Kind> | null;
}

/** @throws FailureError `database-corrupt` */
export function createChangeCollector(cache: Database): ChangeCollector {
  const accounts = new Set<string>();
  const folders = new Map<number, Gathered>();
  /** As they were when they were told last. */
  const revisions = cache.guard(
    () =>
      new Map(
        cache.sql`SELECT id, revision FROM folders`.all<{ id: number; revision: number }>().map(({ id, revision }) => [id, revision]),
      ),
  );
  /** Null: the folder is gone or cannot be read; asking for its list says which. */
  const nowOf = (folderId: number): { readonly revision: number; readonly total: number } | null => {
    try {
      const read = () => cache.sql`SELECT revision, total FROM folders WHERE id = ${folderId}`.get<{ revision: number; total: number }>();
      return cache.guard(read) ?? null;
    } catch (error) {
      if (error instanceof FailureError) return null;
      throw error;
    }
  };

  const gatheredOf = (folderId: number): Gathered => {
    const known = folders.get(folderId) ?? { reset: false, moves: 0, kinds: new Map() };
    folders.set(folderId, known);
    return known;
  };
  const gather = (folderId: number | null, id: number, kind: Kind) => {
    if (folderId === null) return;
    const gathered = gatheredOf(folderId);
    if (kind !== 'changed') gathered.moves += 1;
    if (!gathered.kinds) return;
    note(gathered.kinds, id, kind);
    if (gathered.kinds.size > mostNamed) gathered.kinds = null;
  };
  const changeOf = (folderId: number, { reset, moves, kinds }: Gathered): RowsChange => {
    const folder = nowOf(folderId);
    const since = revisions.get(folderId) ?? 0;
    const { revision, total } = folder ?? { revision: since, total: 0 };
    if (folder) revisions.set(folderId, revision);
    else revisions.delete(folderId);
    // The revision counts arrivals and departures. Another number here means that a job was rolled back within its transaction.
    const isWhole = since + moves === revision;
    return { folderId, reset: reset || !folder, since, revision, total, rows: kinds && isWhole && !reset ? namesOf(kinds) : null };
  };

  return {
    folder: (accountId) => void accounts.add(accountId),
    added: (folderId, id) => gather(folderId, id, 'added'),
    changed: (folderId, id) => gather(folderId, id, 'changed'),
    removed: (folderId, id) => gather(folderId, id, 'removed'),
    reset(folderId) {
      gatheredOf(folderId).reset = true;
    },
    take() {
      if (!accounts.size && !folders.size) return null;
      const change = { accounts: [...accounts], lists: [...folders].map(([folderId, gathered]) => changeOf(folderId, gathered)) };
      accounts.clear();
      folders.clear();
      return change;
    },
    discard() {
      accounts.clear();
      folders.clear();
    },
  };
}

/** Two changes, one after the other, as one. */
export function joinChanges(first: StorageChange, second: StorageChange): StorageChange {
  const lists = new Map(first.lists.map((list) => [list.folderId, list]));
  for (const list of second.lists) lists.set(list.folderId, joinLists(lists.get(list.folderId), list));
  return { accounts: [...new Set([...first.accounts, ...second.accounts])], lists: [...lists.values()] };
}

function joinLists(first: RowsChange | undefined, second: RowsChange): RowsChange {
  if (!first) return second;
  const { folderId, revision, total } = second;
  const joined = { folderId, reset: first.reset || second.reset, since: first.since, revision, total };
  if (joined.reset || !first.rows || !second.rows || first.revision !== second.since) return { ...joined, rows: null };
  const kinds = new Map<number, Kind>();
  for (const rows of [first.rows, second.rows]) {
    for (const id of rows.added) note(kinds, id, 'added');
    for (const id of rows.changed) note(kinds, id, 'changed');
    for (const id of rows.removed) note(kinds, id, 'removed');
  }
  return { ...joined, rows: kinds.size > mostNamed ? null : namesOf(kinds) };
}
