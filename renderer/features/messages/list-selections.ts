/** Selecting all of a list, or a range of it, loaded or not: the engine is told which list and of when, and answers how many that are. */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Result } from '../../../electron/contract/failure.ts';
import type { ListRange, ListSource } from '../../../electron/contract/list-source.ts';
import { createListSelection, isOfList, nothingSelected, type Selected } from '../../state/selection.ts';
import type { Rows } from './rows/row-source.ts';

interface ListSelections {
  all(): Promise<Result<Selected>>;
  /** A range of positions, both ends included: told by the messages at its ends, because positions move when mail comes. */
  between(first: number, last: number): Promise<Result<Selected>>;
}

interface ListSelectionsOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly list: symbol;
  readonly source: ListSource;
  readonly rows: () => Rows;
  /** The revision that the rows are of; null: of none. */
  readonly revision: () => number | null;
  /** Begins to note which rows a selection of this revision does not mean. */
  readonly begin: (revision: number) => ReadonlySet<number>;
  /** Reads the rows again. */
  readonly refresh: () => Promise<void>;
}

/** Rows that are selected one by one where all of them are known: the contract takes 10,000, and more than these are a list. */
export const mostByOne = 1_000;

/** Identifiers of a range whose rows are all known, and few; null: not so. */
export function rowsBetween({ at }: Pick<Rows, 'at'>, first: number, last: number): ReadonlySet<number> | null {
  if (last - first >= mostByOne) return null;
  const ids = new Set<number>();
  for (let position = first; position <= last; position++) {
    const row = at(position);
    if (!row) return null;
    ids.add(row.id);
  }
  return ids;
}

/** Nothing, or the only one that is meant, if it is known, where a selection of a list means no more than that. */
export function settled(selected: Selected, { at, total }: Pick<Rows, 'at' | 'total'>): Selected {
  if (!isOfList(selected) || selected.size > 1) return selected;
  for (let position = 0; selected.size === 1 && position < total; position++) {
    const row = at(position);
    if (row && selected.has(row.id)) return new Set([row.id]);
  }
  return selected.size === 0 ? nothingSelected : selected;
}

export function createListSelections({ client, list, source, rows, revision, begin, refresh }: ListSelectionsOptions): ListSelections {
  const select = async (range: ListRange | null): Promise<Result<Selected>> => {
    // Rows that were taken out here are of no revision: what is meant is what is shown next.
    if (revision() === null) await refresh();
    const shown = revision();
    const answer = await client.call('lists.count', {
      source,
      ...(range ? { range } : {}),
      ...(shown === null ? {} : { revision: shown }),
    });
    if (!answer.ok) {
      void refresh();
      return answer;
    }
    const { count, revision: named } = answer.value;
    const addedSince = begin(named);
    const selection = createListSelection({
      list,
      source,
      range,
      count,
      revision: named,
      addedSince,
      except: nothingSelected,
      also: nothingSelected,
    });
    return { ok: true, value: settled(selection, rows()) };
  };
  /** The message at a position; null: there is none. */
  const idAt = async (position: number): Promise<Result<number | null>> => {
    const row = rows().at(position);
    if (row) return { ok: true, value: row.id };
    const answer = await client.call('lists.page', { source, position, limit: 1 });
    return answer.ok ? { ok: true, value: answer.value.rows[0]?.id ?? null } : answer;
  };
  return {
    all: () => select(null),
    async between(first, last) {
      const known = rowsBetween(rows(), first, last);
      if (known) return { ok: true, value: known };
      const ends: number[] = [];
      for (const end of await Promise.all([idAt(first), idAt(last)])) {
        if (!end.ok) return end;
        if (end.value !== null) ends.push(end.value);
      }
      if (ends.length === 0) return { ok: true, value: nothingSelected };
      return select({ oldest: Math.min(...ends), newest: Math.max(...ends) });
    },
  };
}
