/** The rows that a search finds, newest first, page after page as the list is scrolled. */
import type { PostglassClient } from '../../../../electron/contract/contract.ts';
import type { ListSource } from '../../../../electron/contract/list-source.ts';
import type { MessageRow } from '../../../../electron/contract/messages.ts';
import { isOfList } from '../../../state/selection.ts';
import { createListSelections } from '../list-selections.ts';
import { createAddedSince } from './added-since.ts';
import { noRows, type RowSource, type Rows } from './row-source.ts';

const page = 100;
/** Rows that fill a screen: shown before the rest of the first page is requested. */
const screen = 40;
/** The contract's longest window. */
const longest = 500;

interface SearchRowsOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly query: string;
  /** Search only here; undefined: everywhere. */
  readonly folderId?: number | undefined;
  /** Runs something once the first rows are on the screen; answers how to call it off. */
  readonly later: (run: () => void) => () => void;
}

export function createSearchRows({ client, query, folderId, later }: SearchRowsOptions): RowSource {
  const source: ListSource = { kind: 'search', query, ...(folderId === undefined ? {} : { folderId }) };
  const listeners = new Set<() => void>();
  let found: readonly MessageRow[] = [];
  let rows: Rows = { ...noRows, complete: false };
  /** That of all that is found here; null: nothing is. */
  let revision: number | null = null;
  let asking = false;
  /** Mail has changed during a request, whose answer may not show it. */
  let askAgain = false;
  let disposed = false;
  const addedSince = createAddedSince();
  let callOff: () => void = () => {};

  const publish = (change: Partial<Rows>) => {
    const held = found;
    rows = { ...rows, ...change, total: held.length, version: rows.version + 1, at: (position) => held[position] };
    for (const listener of [...listeners]) listener();
  };

  const ask = async (fromStart: boolean, limit: number) => {
    if (asking || disposed) return;
    asking = true;
    const position = fromStart ? 0 : found.length;
    const since = addedSince.asking();
    const answer = await client.call('lists.page', { source, position, limit, ...since });
    asking = false;
    if (disposed) return;
    if (!answer.ok) {
      publish({ failure: answer.failure, ready: true, complete: true });
      if (askAgain) await refresh();
      return;
    }
    const { rows: read, revision: at, searched } = answer.value;
    // Its positions are of another instant than those that are known.
    if (position > 0 && at !== revision) return void (await refresh(position + limit));
    revision = at;
    if (!addedSince.read(answer.value, since)) askAgain = true;
    const least = found.at(-1)?.id ?? Number.MAX_SAFE_INTEGER;
    // A row that no longer matches (`is:unread`) moves those below it: drop duplicates.
    found = fromStart ? read : [...found, ...read.filter(({ id }) => id < least)];
    publish({ failure: null, ready: true, complete: read.length < limit, searched });
    if (askAgain) await refresh();
  };

  // Read as many rows as the list has, so that nothing visible disappears.
  const refresh = async (count = found.length): Promise<void> => {
    askAgain = asking;
    if (!asking) await ask(true, Math.min(longest, Math.max(page, count)));
  };

  const askFirst = async () => {
    await ask(true, screen);
    if (disposed || rows.complete) return;
    callOff = later(() => {
      if (!rows.complete && found.length < page) void ask(false, page - found.length);
    });
  };

  const list = Symbol('search');
  const selections = createListSelections({
    client,
    list,
    source,
    rows: () => rows,
    revision: () => revision,
    begin(from) {
      const noted = addedSince.begin(from);
      // Something may be found by now that was not counted, or not be found any more.
      void refresh();
      return noted;
    },
    refresh,
  });

  return {
    list,
    folderId: folderId ?? null,
    rows: () => rows,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(_first, last) {
      if (!rows.ready) void askFirst();
      else if (!rows.complete && last >= found.length - Math.min(page, found.length) / 2) void ask(false, page);
    },
    positionOf(id) {
      const position = found.findIndex((row) => row.id === id);
      return position < 0 ? undefined : position;
    },
    rowOf: (id) => found.find((row) => row.id === id),
    change(ids, change) {
      found = found.map((row) => (ids.has(row.id) ? { ...row, ...change } : row));
      publish({});
    },
    remove(selected) {
      if (isOfList(selected) && selected.list !== list) return;
      found = found.filter((row) => !selected.has(row.id));
      revision = null;
      askAgain ||= asking;
      // Of all of it no page is left to be asked for.
      publish(isOfList(selected) && selected.range === null ? { complete: true } : {});
    },
    refresh: () => void refresh(),
    follow({ folderId: changed }) {
      // Any change may change the results, but one elsewhere not those of a search through one folder.
      if (folderId === undefined || changed === folderId) void refresh();
    },
    selectAll: selections.all,
    selectBetween: selections.between,
    dispose() {
      disposed = true;
      callOff();
      listeners.clear();
    },
  };
}
