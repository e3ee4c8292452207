/** The known rows of a list after a change that names its rows. A row's id follows its date: the list is in the order of ids, the greatest first. */
import type { ListChange, MessageRow } from '../../../../electron/contract/messages.ts';
import { keepSame } from './row-source.ts';

interface KnownRows {
  /** Rows by position, some known and some not. */
  readonly known: ReadonlyMap<number, MessageRow>;
  readonly total: number;
}

interface ChangedRows {
  readonly known: Map<number, MessageRow>;
  /** Whether any known row has changed. */
  readonly isOther: boolean;
  /** The new position of the row that was at a position; undefined where it was unknown or is gone. */
  placeOf(position: number): number | undefined;
}

/** How many of these, the greatest first, are greater than `id`. */
function countGreater(ids: readonly number[], id: number): number {
  let from = 0;
  let until = ids.length;
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((ids[middle] ?? 0) > id) from = middle + 1;
    else until = middle;
  }
  return from;
}

const descending = (one: number, other: number) => other - one;

/**
 * Answers null where the change is none of these rows: the list has to be read again. A row that comes between two that are not known
 * moves those below it and is not known itself.
 */
export function changedRows({ known, total }: KnownRows, change: ListChange): ChangedRows | null {
  if (total + change.added.length - change.removed.length !== change.total) return null;
  const added = change.added.map(({ id }) => id).sort(descending);
  const removed = change.removed.toSorted(descending);
  const gone = new Set(removed);
  const altered = new Map(change.changed.map((row) => [row.id, row]));
  const placeFor = (id: number, position: number) => position + countGreater(added, id) - countGreater(removed, id);
  const entries = [...known].sort(([one], [other]) => one - other);
  const ids = entries.map(([, row]) => row.id);

  const next = new Map<number, MessageRow>();
  let isOther = false;
  for (const [position, row] of entries) {
    if (gone.has(row.id)) continue;
    const now = altered.get(row.id);
    const same = now ? keepSame(row, now) : row;
    if (same !== row) isOther = true;
    next.set(placeFor(row.id, position), same);
  }
  for (const row of change.added) {
    const index = countGreater(ids, row.id);
    if (ids[index] === row.id) return null;
    const above = entries[index - 1]?.[0] ?? -1;
    const below = entries[index]?.[0] ?? total;
    if (below === above + 1) next.set(placeFor(row.id, below), row);
  }
  return {
    known: next,
    isOther,
    placeOf(position) {
      const row = known.get(position);
      return row && !gone.has(row.id) ? placeFor(row.id, position) : undefined;
    },
  };
}
