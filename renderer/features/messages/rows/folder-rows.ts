/**
 * The rows of one folder, read in windows by position. A change that names its rows is applied without a request, where it follows the known
 * revision. After any other change only the visible window is read again, in one call, so that a busy synchronisation costs one request at a
 * time; all other windows are dropped and read when they are scrolled to.
 */
import type { PostglassClient } from '../../../../electron/contract/contract.ts';
import type { ListSource } from '../../../../electron/contract/list-source.ts';
import type { ListChange, MessageRow } from '../../../../electron/contract/messages.ts';
import { isOfList } from '../../../state/selection.ts';
import { createListSelections } from '../list-selections.ts';
import { createAddedSince } from './added-since.ts';
import { changedRows } from './changed-rows.ts';
import { keepSame, noRows, type RowSource, type Rows } from './row-source.ts';
import { withoutRows } from './without-rows.ts';

const page = 100;
/** The contract's longest window. */
const longest = 500;
/** Rows read again on either side of the visible ones. Few, because a busy synchronisation announces changes many times a second. */
const around = 40;
/** Rows kept on either side of the visible ones: the cost of a change must not grow with the folder. */
const kept = 10 * page;

export function createFolderRows(client: Pick<PostglassClient, 'call'>, folderId: number): RowSource {
  const source: ListSource = { kind: 'folder', folderId };
  const listeners = new Set<() => void>();
  let known = new Map<number, MessageRow>();
  let rows: Rows = noRows;
  let inSight = { first: 0, last: page - 1 };
  /** The revision of all known rows; null: none, because rows were removed here before the engine did it. */
  let revision: number | null = null;
  /** Incremented with every re-reading; answers to older requests are dropped. */
  let epoch = 0;
  let asked = new Set<number>();
  let refreshing = false;
  /** The latest re-reading. */
  let reading = Promise.resolve();
  let refreshAgain = false;
  let disposed = false;
  const addedSince = createAddedSince();

  const publish = (change: Partial<Rows>) => {
    const held = known;
    rows = { ...rows, ...change, version: rows.version + 1, at: (position) => held.get(position) };
    for (const listener of [...listeners]) listener();
  };
  const keep = (position: number, found: readonly MessageRow[]) => {
    const next = new Map(known);
    found.forEach((row, index) => {
      next.set(position + index, row);
    });
    known = next;
  };
  /** Drops whole pages, which are read again when they become visible. */
  const prune = () => {
    if (known.size <= 3 * kept) return;
    const from = Math.floor((inSight.first - kept) / page);
    const until = Math.floor((inSight.last + kept) / page);
    const isFar = (number: number) => number < from || number > until;
    known = new Map([...known].filter(([position]) => !isFar(Math.floor(position / page))));
    asked = new Set([...asked].filter((number) => !isFar(number)));
  };

  const ask = async (number: number) => {
    if (asked.has(number) || disposed) return;
    asked.add(number);
    const questionEpoch = epoch;
    const since = addedSince.asking();
    const answer = await client.call('lists.page', { source, position: number * page, limit: page, ...since });
    if (disposed || questionEpoch !== epoch) return;
    if (!answer.ok) {
      // Retried only by `refresh`: the list renders after every answer, and would ask without end.
      publish({ failure: answer.failure, ready: true });
      return;
    }
    if (!rows.ready) revision = answer.value.revision;
    // Its positions are of another instant than those that are known.
    else if (revision !== null && revision !== answer.value.revision) return void refresh();
    const isNoted = addedSince.read(answer.value, since);
    keep(answer.value.position, answer.value.rows);
    prune();
    publish({ total: answer.value.total ?? 0, failure: null, ready: true });
    if (!isNoted) void refresh();
  };

  /** Reads rows around those in sight. `shift`: how far the first of these that is still there has moved; undefined: none was found. */
  const readAround = async ({ first, last }: typeof inSight, limit: number) => {
    const seen: { readonly id: number; readonly position: number }[] = [];
    for (let position = first; position <= last; position++) {
      const id = known.get(position)?.id;
      if (id !== undefined) seen.push({ id, position });
    }
    const since = addedSince.asking();
    const from = Math.max(0, ((first + last) >> 1) - (limit >> 1));
    const answer = await client.call('lists.page', { source, position: from, limit, ...since });
    if (!answer.ok) return answer;
    const { rows: read, position: start, revision: at } = answer.value;
    const total = answer.value.total ?? 0;
    const found = new Map(read.map((row, index) => [row.id, start + index]));
    const still = seen.find(({ id }) => found.has(id));
    const shift = still && (found.get(still.id) ?? still.position) - still.position;
    const note = () => addedSince.read(answer.value, since);
    return { ok: true as const, read, start, total, at, shift, note, isLost: seen.length > 0 && still === undefined };
  };

  const readAgain = async (): Promise<void> => {
    refreshing = true;
    const questionEpoch = ++epoch;
    asked = new Set();
    const sight = inSight;
    let answer = await readAround(sight, Math.min(longest, sight.last - sight.first + 1 + 2 * around));
    // Too many rows came or went above for any to be near its old position.
    if (answer.ok && answer.isLost && sight.first > 0) answer = await readAround(sight, longest);
    refreshing = false;
    if (disposed) return;
    if (questionEpoch === epoch) {
      if (answer.ok) {
        const before = new Map([...known.values()].map((row) => [row.id, row]));
        known = new Map();
        revision = answer.at;
        if (!answer.note()) refreshAgain = true;
        keep(
          answer.start,
          answer.read.map((row) => keepSame(before.get(row.id), row)),
        );
        const by = inSight.first === 0 ? 0 : (answer.shift ?? 0);
        publish({ total: answer.total, failure: null, ready: true, shift: { version: rows.version + 1, by } });
      } else publish({ failure: answer.failure, ready: true });
    }
    if (refreshAgain) {
      refreshAgain = false;
      await refresh();
    }
  };
  /** Resolves once everything is read that was asked to be until then. */
  const refresh = (): Promise<void> => {
    if (disposed) return Promise.resolve();
    if (refreshing) refreshAgain = true;
    else reading = readAgain();
    return reading;
  };

  /** Answers whether the rows that are known are those of `change.revision` now. */
  const take = (change: ListChange): boolean => {
    if (!rows.ready || rows.failure || refreshing || revision !== change.since) return false;
    const now = changedRows({ known, total: rows.total }, change);
    if (!now) return false;
    const moves = change.added.length + change.removed.length > 0;
    let by = 0;
    for (let position = inSight.first; moves && position <= inSight.last; position++) {
      const place = now.placeOf(position);
      if (place === undefined) continue;
      // At the top of the list new rows stay visible.
      if (inSight.first > 0) by = place - position;
      break;
    }
    revision = change.revision;
    addedSince.add(change.added.map(({ id }) => id));
    if (!moves && !now.isOther) return true;
    known = now.known;
    if (moves) {
      // Earlier requests have other messages at these positions.
      epoch += 1;
      asked = new Set();
    }
    prune();
    publish({ total: change.total, ...(moves ? { shift: { version: rows.version + 1, by } } : {}) });
    return true;
  };

  const list = Symbol('folder');
  const selections = createListSelections({
    client,
    list,
    source,
    rows: () => rows,
    revision: () => revision,
    begin(from) {
      const noted = addedSince.begin(from);
      // What is known is of no revision, or of another: which of it is new is not known.
      if (revision !== from) void refresh();
      return noted;
    },
    refresh,
  });

  return {
    list,
    folderId,
    rows: () => rows,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(first, last) {
      inSight = { first, last };
      for (let number = Math.floor(first / page); number <= Math.floor(Math.max(first, last) / page); number++) {
        const from = number * page;
        const end = Math.min(from + page, rows.ready ? rows.total : from + page);
        let missing = from < end;
        if (missing && rows.ready) {
          missing = false;
          for (let position = Math.max(from, first); position < Math.min(end, last + 1); position++) {
            if (!known.has(position)) missing = true;
          }
        }
        if (missing || !rows.ready) void ask(number);
      }
    },
    positionOf(id) {
      for (const [position, row] of known) if (row.id === id) return position;
      return undefined;
    },
    rowOf(id) {
      for (const row of known.values()) if (row.id === id) return row;
      return undefined;
    },
    change(ids, change) {
      const next = new Map(known);
      for (const [position, row] of known) if (ids.has(row.id)) next.set(position, { ...row, ...change });
      known = next;
      publish({});
    },
    remove(selected) {
      if (isOfList(selected) && selected.list !== list) return;
      const left = withoutRows({ known, total: rows.total }, selected);
      known = left.known;
      revision = null;
      asked = new Set();
      // Earlier requests have other messages at these positions.
      epoch += 1;
      if (refreshing) refreshAgain = true;
      publish({ total: left.total });
    },
    refresh: () => void refresh(),
    follow({ folderId: changed, reset, change }) {
      if (changed !== folderId) return;
      if (reset || !change || !take(change)) void refresh();
    },
    selectAll: selections.all,
    selectBetween: selections.between,
    dispose() {
      disposed = true;
      listeners.clear();
    },
  };
}
