/**
 * IDLE on the inbox (RFC 2177): what the server volunteers goes to the cache at once where it names the message, and
 * otherwise asks for a comparison. IDLE is renewed often; an unanswered renewal proves the connection dead, and the
 * adapter ends it.
 */
import { toFailure } from '../../contract/failure.ts';
import type { IdleHandle, ImapConnection, ImapEvent } from '../imap/imap-types.ts';
import { causes } from './causes.ts';
import { heldInSpans } from './folder-comparison.ts';
import type { StatusBoard } from './status-board.ts';
import { type SyncDependencies, stored } from './sync-dependencies.ts';

export interface InboxWatch {
  /** Idles in the folder, selecting it if another is selected. Calling it twice is harmless. */
  begin(): Promise<void>;
  /** Ends IDLE, so that another command can be sent. */
  pause(): Promise<void>;
  /** A round trip now; a dead connection ends by it. */
  probe(): Promise<void>;
  readonly idling: boolean;
}

export interface WatchOptions {
  readonly connection: ImapConnection;
  readonly folderId: number;
  readonly board: StatusBoard;
  /** The folder changed in a way that only a comparison can tell. */
  readonly onChanged: () => void;
}

export function createInboxWatch(dependencies: SyncDependencies, { connection, folderId, board, onChanged }: WatchOptions): InboxWatch {
  const { limits, reader, storage, logger } = dependencies;
  let handle: IdleHandle | null = null;

  const write = (job: Promise<unknown>) => {
    job.catch((error) => logger.error(`a change of the inbox could not be stored: ${toFailure(error).code}`));
  };
  const hear = (event: ImapEvent) => {
    board.heard();
    if (reader.folder(folderId)?.path !== event.path) return;
    if (event.kind === 'vanished') {
      write(stored(storage.removeUids({ folderId, uids: heldInSpans(reader, folderId, event.uids) })));
    } else if (event.kind === 'flags' && event.uid !== null) {
      write(stored(storage.setFlags({ folderId, messages: [{ uid: event.uid, flags: event.flags, modseq: event.modseq }] })));
    } else onChanged();
  };

  return {
    async begin() {
      if (handle || connection.closed) return;
      const path = reader.folder(folderId)?.path;
      if (path === undefined) return;
      if (connection.selected?.path !== path) {
        const selection = await connection.select(path, { cause: causes.watch });
        // Something may have happened while another folder was selected.
        const known = reader.folder(folderId)?.server;
        const same =
          selection.exists === known?.exists &&
          selection.uidNext === known.uidNext &&
          selection.uidValidity === known.uidValidity &&
          selection.highestModseq === known.highestModseq;
        if (!same) onChanged();
      }
      const begun = connection.idle(hear, { cause: causes.watch, renewEveryMs: limits.renewIdleEvery, onAlive: board.heard });
      handle = begun;
      const over = () => {
        if (handle === begun) handle = null;
      };
      // What ended it is told by the connection itself (`onClosed`).
      begun.ended.then(over, over);
    },
    async pause() {
      const idling = handle;
      handle = null;
      await idling?.stop();
    },
    async probe() {
      await handle?.probe();
    },
    get idling() {
      return handle !== null;
    },
  };
}
