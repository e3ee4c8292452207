/**
 * What windows hear: the events that rooms announce, and the engine's bus translated into events. Changed rows are included where they are
 * few, and what storage changed is said as seldom as windows can follow.
 */
import type { Clock } from '../../base/clock.ts';
import { createEmitter, type Unsubscribe } from '../../base/emitter.ts';
import type { Emit } from '../../contract/contract.ts';
import { FailureError } from '../../contract/failure.ts';
import type { ListChange } from '../../contract/messages.ts';
import type { Bus, DomainEvents } from '../bus.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';
import { joinChanges, type StorageChange } from '../cache/queue/changes.ts';
import type { DraftReader } from '../cache/user-data/read-drafts.ts';

type RowReader = Pick<ListReader, 'rows'> & Pick<DraftReader, 'draftSummary'>;

/** An event of the contract, as the message that crosses to another thread. */
interface EventMessage {
  readonly event: string;
  readonly value: unknown;
}

export interface WindowEvents {
  readonly emit: Emit;
  /** Subscribes to every event of the contract. */
  readonly subscribe: (listener: (name: string, value: unknown) => void) => Unsubscribe;
  /** Hands every event to `send` as it is. */
  readonly sendEvents: (send: (message: EventMessage) => void) => Unsubscribe;
}

/** @param onListenerError receives what a listener threw; the others hear the event all the same */
export function createWindowEvents(onListenerError: (error: unknown) => void): WindowEvents {
  const events = createEmitter<{ event: EventMessage }>(onListenerError);
  return {
    emit: (event, value) => events.emit('event', { event, value }),
    subscribe: (listener) => events.on('event', ({ event, value }) => listener(event, value)),
    sendEvents: (send) => events.on('event', send),
  };
}

/** Milliseconds between two reports. */
const reportEvery = 100;

/**
 * Joins what transactions change, so that a busy synchronisation does not flood the windows.
 * @param report called with it: at once, then at most every 100 ms
 * @returns what is called after each commit
 */
export function gatherChanges(report: (change: StorageChange) => void, after: Clock['after']): (change: StorageChange) => void {
  let gathered: StorageChange | null = null;
  let isPausing = false;
  const flush = () => {
    const change = gathered;
    gathered = null;
    isPausing = change !== null;
    if (!change) return;
    after(reportEvery, flush);
    report(change);
  };
  return (change) => {
    gathered = gathered ? joinChanges(gathered, change) : change;
    if (!isPausing) flush();
  };
}

/** Says on the bus what storage changed. */
export const reportOn =
  (bus: Bus) =>
  ({ accounts, lists }: StorageChange): void => {
    for (const accountId of accounts) bus.emit('folderChanged', { accountId });
    for (const list of lists) bus.emit('rowsChanged', list);
  };

export function announceToWindows(bus: Bus, reader: RowReader, emit: Emit): void {
  bus.on('folderChanged', (changed) => emit('folders.changed', changed));
  bus.on('accountChanged', () => emit('accounts.changed', {}));
  bus.on('outboxChanged', ({ item, isGone }) => emit('outbox.changed', isGone ? { ...item, gone: true } : item));
  bus.on('draftChanged', (changed) => emit('compose.changed', { ...changed, draft: reader.draftSummary(changed.id) }));
  bus.on('rowsChanged', (changed) => {
    const { folderId, reset } = changed;
    const change = listChange(changed, reader);
    emit('messages.changed', { folderId, reset, ...(change ? { change } : {}) });
  });
}

/** The rows of a change; null where they are too many, or have moved on meanwhile: the window then asks. */
function listChange({ folderId, since, revision, total, rows }: DomainEvents['rowsChanged'], reader: RowReader): ListChange | null {
  if (!rows) return null;
  const read = (ids: readonly number[]) => reader.rows(ids).filter((row) => row.folderId === folderId);
  try {
    const added = read(rows.added);
    if (added.length < rows.added.length) return null;
    return { since, revision, total, added, changed: read(rows.changed), removed: [...rows.removed] };
  } catch (error) {
    if (error instanceof FailureError) return null; // asking for the list reports the failure
    throw error;
  }
}
