/**
 * What is selected in a list: messages one by one, or all of a list, or a range of it, as it was shown. The second names no message: what
 * it means is worked out by the engine, and here only for the rows that are on the screen.
 */
import type { ListRange, ListSource, Selection } from '../../electron/contract/list-source.ts';

interface ListSelectionParts {
  /** The list in which it was made, and which knows its rows: no other can say what is selected. */
  readonly list: symbol;
  readonly source: ListSource;
  /** Null: all of it. */
  readonly range: ListRange | null;
  /** How many it meant when it was made. */
  readonly count: number;
  /** As the engine answered it: what came later is not meant. */
  readonly revision: number;
  /** Rows of the list that came later, as they become known. */
  readonly addedSince: ReadonlySet<number>;
  /** Taken out of it again, and put to it, one by one. */
  readonly except: ReadonlySet<number>;
  readonly also: ReadonlySet<number>;
}

export interface ListSelection extends ListSelectionParts {
  /** Messages that are meant, less those that have gone meanwhile. */
  readonly size: number;
  /** Of a row of its list: whether it is meant. */
  has(id: number): boolean;
}

/** By ids, or of a list. */
export type Selected = ReadonlySet<number> | ListSelection;

export const isOfList = (selected: Selected): selected is ListSelection => 'source' in selected;

export const nothingSelected: ReadonlySet<number> = new Set();

/** Whether the list itself means it, whatever was put to it or taken out. */
const isInList = ({ range, addedSince }: ListSelectionParts, id: number): boolean =>
  !addedSince.has(id) && (range === null || (id >= range.oldest && id <= range.newest));

export function createListSelection(parts: ListSelectionParts): ListSelection {
  return {
    ...parts,
    size: Math.max(0, parts.count - parts.except.size) + parts.also.size,
    has: (id) => parts.also.has(id) || (isInList(parts, id) && !parts.except.has(id)),
  };
}

const turned = (ids: ReadonlySet<number>, id: number): ReadonlySet<number> => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
};

/** Ctrl-click: this one is put to it or taken out; the others stay. */
export function toggled(selected: Selected, id: number): Selected {
  if (!isOfList(selected)) return turned(selected, id);
  return createListSelection(
    isInList(selected, id) ? { ...selected, except: turned(selected.except, id) } : { ...selected, also: turned(selected.also, id) },
  );
}

/** The only message that is selected; null: there are others, or it is not known which. */
export function onlyOne(selected: Selected): number | null {
  if (isOfList(selected) || selected.size !== 1) return null;
  for (const id of selected) return id;
  return null;
}

/** As the engine is told what is meant. */
export function inputOf(selected: Selected): Selection {
  if (!isOfList(selected)) return { ids: [...selected] };
  const { source, range, revision, except, also } = selected;
  return { source, ...(range ? { range } : {}), except: [...except], ...(also.size > 0 ? { also: [...also] } : {}), revision };
}
