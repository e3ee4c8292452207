/**
 * The journal of changes the user made and the server has not confirmed: in user data, and mirrored in memory so that
 * every row synchronisation writes can be asked cheaply what the user wants of it. Only the storage worker has one.
 */
import type { Failure } from '../../../contract/failure.ts';
import type { Database } from '../database/database.ts';
import type { OperationItem, PendingOperation } from '../database/stored.ts';
import { withFlag } from '../messages/flags.ts';
import { readOperations } from './read-operations.ts';

interface Entry {
  /** Counts up in the order in which the changes were made. */
  readonly sequence: number;
  operation: PendingOperation;
  readonly items: Map<number, OperationItem>;
}

/** Where the server has a message. */
interface Place {
  readonly accountId: string;
  readonly path: string;
  readonly uid: number;
}

export interface Journal {
  /** Reads user data again: at start, and after a transaction of user data was rolled back. */
  load(): void;
  get(id: string): PendingOperation | null;
  /** Every operation, in order. */
  all(): PendingOperation[];
  /** Operations that wait for the server on this message, in order, each with its item. */
  of(messageId: number): { operation: PendingOperation; item: OperationItem }[];
  isPending(messageId: number): boolean;
  /** The flags as the user wants them, from what the server says. */
  overlay(messageId: number, place: Place | null, bits: number): number;
  /** Whether any operation has taken messages from this folder. */
  concerns(accountId: string, path: string): boolean;
  /** The move or delete by which a message the server still lists in a place has left it here; null when none. */
  leaving(place: Place): { operation: PendingOperation; item: OperationItem } | null;

  // Each of these must run in a transaction of user data.
  add(operation: PendingOperation): void;
  mark(id: string, state: PendingOperation['state'], attempts: number, failure: Failure | null): void;
  removeItem(id: string, messageId: number): void;
  /** Corrects where the server has the message: its UID became known, or an earlier move was taken back. */
  replaceItem(id: string, item: OperationItem): void;
  remove(id: string): void;
}

const placeKey = ({ accountId, path, uid }: Place): string => `${accountId}\u0000${path}\u0000${uid}`;

export function createJournal(userData: Database): Journal {
  const entries = new Map<string, Entry>();
  let made = 0;
  const byMessage = new Map<number, Set<string>>();
  const byPlace = new Map<string, Set<string>>();

  const link = (map: Map<string | number, Set<string>>, key: string | number, id: string) => {
    const set = map.get(key);
    if (set) set.add(id);
    else map.set(key, new Set([id]));
  };
  const unlink = (map: Map<string | number, Set<string>>, key: string | number, id: string) => {
    const set = map.get(key);
    set?.delete(id);
    if (set?.size === 0) map.delete(key);
  };
  // The two maps differ only in the type of their keys.
  const messages = byMessage as Map<string | number, Set<string>>;
  const places = byPlace as Map<string | number, Set<string>>;
  const keyOf = (entry: Entry, item: OperationItem): string | null =>
    item.uid === null ? null : placeKey({ accountId: entry.operation.accountId, path: item.path, uid: item.uid });

  const hold = (entry: Entry, item: OperationItem) => {
    entry.items.set(item.messageId, item);
    link(messages, item.messageId, entry.operation.id);
    const key = keyOf(entry, item);
    if (key) link(places, key, entry.operation.id);
  };
  const release = (entry: Entry, item: OperationItem) => {
    entry.items.delete(item.messageId);
    unlink(messages, item.messageId, entry.operation.id);
    const key = keyOf(entry, item);
    if (key) unlink(places, key, entry.operation.id);
  };
  const holdEntry = (operation: PendingOperation) => {
    made += 1;
    const entry: Entry = { sequence: made, operation: { ...operation, items: [] }, items: new Map() };
    entries.set(operation.id, entry);
    for (const item of operation.items) hold(entry, item);
  };
  const shown = (entry: Entry): PendingOperation => ({ ...entry.operation, items: [...entry.items.values()] });
  /** Entries in the order they were made, which a set of ids loses when a place is corrected. */
  const live = (ids: ReadonlySet<string> | undefined): Entry[] =>
    [...(ids ?? [])]
      .flatMap((id) => {
        const entry = entries.get(id);
        return entry && entry.operation.state !== 'failed' ? [entry] : [];
      })
      .sort((one, other) => one.sequence - other.sequence);

  const of: Journal['of'] = (messageId) =>
    live(byMessage.get(messageId)).flatMap((entry) => {
      const item = entry.items.get(messageId);
      return item ? [{ operation: entry.operation, item }] : [];
    });

  return {
    load() {
      entries.clear();
      byMessage.clear();
      byPlace.clear();
      for (const operation of readOperations(userData)) holdEntry(operation);
    },
    get: (id) => {
      const entry = entries.get(id);
      return entry ? shown(entry) : null;
    },
    all: () => [...entries.values()].map(shown),
    of,
    isPending: (messageId) => of(messageId).length > 0,
    overlay(messageId, place, bits) {
      if (entries.size === 0) return bits;
      const ids = new Set(byMessage.get(messageId));
      for (const id of (place && byPlace.get(placeKey(place))) ?? []) ids.add(id);
      let wanted = bits;
      for (const { operation } of live(ids)) {
        if (operation.change.kind === 'flag') wanted = withFlag(wanted, operation.change.flag, operation.change.value);
      }
      return wanted;
    },
    concerns: (accountId, path) =>
      [...entries.values()].some(
        ({ operation, items }) => operation.accountId === accountId && [...items.values()].some((item) => item.path === path),
      ),
    leaving(place) {
      for (const entry of live(byPlace.get(placeKey(place)))) {
        if (entry.operation.change.kind === 'flag') continue;
        for (const item of entry.items.values()) {
          if (item.uid === place.uid && item.path === place.path) return { operation: entry.operation, item };
        }
      }
      return null;
    },
    add(operation) {
      userData.sql`INSERT INTO operations (id, account_id, change, target_path, state, created_at, attempts)
        VALUES (${operation.id}, ${operation.accountId}, ${JSON.stringify(operation.change)}, ${operation.targetPath}, ${operation.state},
          ${operation.createdAt}, ${operation.attempts})`.run();
      for (const item of operation.items) insertItem(userData, operation.id, item);
      holdEntry(operation);
    },
    mark(id, state, attempts, failure) {
      const entry = entries.get(id);
      if (!entry) return;
      userData.sql`UPDATE operations SET state = ${state}, attempts = ${attempts}, failure = ${failure ? JSON.stringify(failure) : null}
        WHERE id = ${id}`.run();
      entry.operation = { ...entry.operation, state, attempts, failure };
    },
    removeItem(id, messageId) {
      const entry = entries.get(id);
      const item = entry?.items.get(messageId);
      if (!entry || !item) return;
      userData.sql`DELETE FROM operation_items WHERE operation_id = ${id} AND message_id = ${messageId}`.run();
      release(entry, item);
    },
    replaceItem(id, item) {
      const entry = entries.get(id);
      const before = entry?.items.get(item.messageId);
      if (!entry || !before) return;
      userData.sql`DELETE FROM operation_items WHERE operation_id = ${id} AND message_id = ${item.messageId}`.run();
      insertItem(userData, id, item);
      release(entry, before);
      hold(entry, item);
    },
    remove(id) {
      const entry = entries.get(id);
      if (!entry) return;
      userData.sql`DELETE FROM operations WHERE id = ${id}`.run();
      for (const item of [...entry.items.values()]) release(entry, item);
      entries.delete(id);
    },
  };
}

function insertItem(userData: Database, operationId: string, item: OperationItem): void {
  userData.sql`INSERT INTO operation_items (operation_id, message_id, folder_id, path, uid_validity, uid, header, flags_before)
    VALUES (${operationId}, ${item.messageId}, ${item.folderId}, ${item.path}, ${item.uidValidity}, ${item.uid}, ${item.header}, ${item.flagsBefore})`.run();
}
