/** The rows that a search finds, newest first, page after page as the list is scrolled. */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { noRows, type RowSource, type Rows } from './row-source.ts';

const page = 100;
/** Rows that fill a screen: they are answered, checked and drawn before anybody waits for the rest of the first page. */
const screen = 40;

export interface SearchRowsOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly query: string;
  /** Search only here; undefined: everywhere. */
  readonly folderId?: number | undefined;
  /** Runs something once the first rows are on the screen; answers how to call it off. */
  readonly later: (run: () => void) => () => void;
}

export function createSearchRows({ client, query, folderId, later }: SearchRowsOptions): RowSource {
  const listeners = new Set<() => void>();
  let found: readonly MessageRow[] = [];
  let rows: Rows = { ...noRows, complete: false };
  let asking = false;
  let disposed = false;
  let callOff: () => void = () => {};

  const publish = (change: Partial<Rows>) => {
    const held = found;
    rows = { ...rows, ...change, total: held.length, version: rows.version + 1, at: (position) => held[position] };
    for (const listener of [...listeners]) listener();
  };

  const ask = async (fromStart: boolean, limit: number) => {
    if (asking || disposed) return;
    asking = true;
    const last = fromStart ? undefined : found.at(-1)?.id;
    const answer = await client.call('messages.search', {
      query,
      limit,
      ...(folderId === undefined ? {} : { folderId }),
      ...(last === undefined ? {} : { before: last }),
    });
    asking = false;
    if (disposed) return;
    if (!answer.ok) {
      publish({ failure: answer.failure, ready: true, complete: true });
      return;
    }
    found = fromStart ? answer.value.rows : [...found, ...answer.value.rows];
    publish({
      failure: null,
      ready: true,
      complete: answer.value.rows.length < limit,
      searched: { indexed: answer.value.indexed, total: answer.value.total },
    });
  };

  const askFirst = async () => {
    await ask(true, screen);
    if (disposed || rows.complete) return;
    callOff = later(() => {
      if (!rows.complete && found.length < page) void ask(false, page - found.length);
    });
  };

  return {
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
    change(ids, change) {
      found = found.map((row) => (ids.has(row.id) ? { ...row, ...change } : row));
      publish({});
    },
    remove(ids) {
      found = found.filter((row) => !ids.has(row.id));
      publish({});
    },
    // As many rows as are in the list already, so that nothing in sight disappears.
    refresh: () => void ask(true, Math.min(500, Math.max(page, found.length))),
    async idsBetween(first, last) {
      while (!rows.complete && found.length <= last) {
        const before = found.length;
        await ask(false, 500);
        if (found.length === before) break;
      }
      return found.slice(first, last + 1).map((row) => row.id);
    },
    dispose() {
      disposed = true;
      callOff();
      listeners.clear();
    },
  };
}
