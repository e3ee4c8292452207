/**
 * The queued entries and when each is due. Derived from the store and kept in memory, so that the whole history need not be read. Does not know
 * what an attempt is.
 */
import type { Clock } from '../../base/clock.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxReader } from '../cache/user-data/read-outbox.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { dueAt } from './send-table.ts';
import type { Timers } from './timers.ts';

interface DueEntries {
  /** The entry as it is stored now. */
  note(item: OutboxItem): void;
  forget(id: string): void;
  /** Reads one entry anew, or all that are known to be queued. */
  readAgain(id?: string): void;
  /** Begins what is due, the oldest first, and waits for what will be. */
  beginDue(): void;
}

interface DueEntriesOptions {
  readonly reader: Pick<OutboxReader, 'outboxEntry'>;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  readonly timers: Timers;
  /** The entry rests: it is neither begun nor waited for. */
  readonly rests: (id: string) => boolean;
  /** Something leaves for its account: whatever ends there calls `beginDue` again. */
  readonly isBusy: (accountId: string) => boolean;
  readonly begin: (item: OutboxItem) => void;
}

export function createDueEntries({ reader, clock, policy, timers, rests, isBusy, begin }: DueEntriesOptions): DueEntries {
  const queued = new Map<string, OutboxItem>();
  const entries: DueEntries = {
    note(item) {
      if (item.state === 'queued') queued.set(item.id, item);
      else queued.delete(item.id);
    },
    forget: (id) => void queued.delete(id),
    readAgain(only) {
      for (const id of only === undefined ? [...queued.keys()] : [only]) {
        const item = reader.outboxEntry(id)?.item;
        if (item) entries.note(item);
        else queued.delete(id);
      }
    },
    beginDue() {
      const now = clock.now();
      let nextAt: number | null = null;
      for (const item of [...queued.values()].sort((one, other) => one.queuedAt - other.queuedAt)) {
        const at = rests(item.id) ? null : dueAt(item, { policy, now });
        if (at === null) continue;
        if (at > now) nextAt = Math.min(nextAt ?? at, at);
        else if (!isBusy(item.accountId)) begin(item);
      }
      timers.cancel('attempt');
      if (nextAt !== null) timers.set('attempt', nextAt - now, entries.beginDue);
    },
  };
  return entries;
}
