/**
 * The reports of a whole folder: each message in which an attachment may be is looked into, one after the other, on the thread that reads messages,
 * so that what a user opens meanwhile waits for one of them at most. Asks no one but the mail server, for messages that are not held.
 */

import type { EventValues } from '../../../contract/call.ts';
import type { FolderReports, Report, reportEvents } from '../../../contract/delivery/reports.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { IdsReader } from '../../cache/messages/read-ids.ts';
import type { FindMessage } from '../find-message.ts';
import { createReportSums } from './report-sums.ts';

interface FolderReportsDependencies {
  readonly reader: Pick<IdsReader, 'mayHaveAttachments'>;
  readonly find: FindMessage;
  /** Reads the reports of a message away from this thread. */
  readonly reports: (message: StoredBytes) => Promise<Result<Report[]>>;
  readonly emit: (name: 'reports.progressed', value: EventValues<typeof reportEvents>['reports.progressed']) => void;
  readonly now: () => number;
}

export interface FolderReading {
  /** `cancelled` where it was ended; `storage-interrupted` where the cache was closed meanwhile. */
  read(asked: { readonly ticket: string; readonly folderId: number }): Promise<Result<FolderReports>>;
  cancel(ticket: string): void;
  /** Ends what is under way. */
  close(): void;
}

/** Milliseconds between two words on how far it has come. */
const saysEvery = 200;
/** Failures in a row after which a server is taken for one that cannot be reached. */
const mostMisses = 5;

export function createFolderReports({ reader, find, reports, emit, now }: FolderReportsDependencies): FolderReading {
  const running = new Map<string, AbortController>();

  async function read(ticket: string, folderId: number, signal: AbortSignal): Promise<Result<FolderReports>> {
    const { ids, notHeld } = await reader.mayHaveAttachments(folderId);
    const sums = createReportSums();
    let said = Number.NEGATIVE_INFINITY;
    let misses = 0;
    for (const [done, id] of ids.entries()) {
      if (signal.aborted) return fail(failure('cancelled'));
      if (now() - said >= saysEvery) {
        said = now();
        emit('reports.progressed', { ticket, done, total: ids.length, reports: sums.count() });
      }
      const found = await find(id);
      const answer = found.ok ? await reports(found.value.stored) : found;
      misses = found.ok ? 0 : misses + 1;
      if (answer.ok) sums.add(id, answer.value);
      // Moved or deleted meanwhile: no report of this folder any more.
      else if (answer.failure.code !== 'message-gone') sums.miss(answer.failure);
      if (misses >= mostMisses && !found.ok && found.failure.code !== 'message-gone') return found;
    }
    return signal.aborted ? fail(failure('cancelled')) : succeed({ ...sums.result(), notHeld });
  }

  return {
    async read({ ticket, folderId }) {
      running.get(ticket)?.abort();
      const stop = new AbortController();
      running.set(ticket, stop);
      try {
        return await read(ticket, folderId, stop.signal);
      } finally {
        if (running.get(ticket) === stop) running.delete(ticket);
      }
    },
    cancel: (ticket) => running.get(ticket)?.abort(),
    close() {
      for (const stop of running.values()) stop.abort();
    },
  };
}
