/** Handlers of the contract's calls about folders and synchronisation. */
import type { Handlers } from '../../contract/call.ts';
import { succeed } from '../../contract/failure.ts';
import type { folderCalls } from '../../contract/folders.ts';
import type { syncCalls } from '../../contract/sync.ts';
import type { FolderReader } from '../cache/messages/read-folders.ts';
import type { SyncService } from './sync.ts';

export function createFolderHandlers({
  reader,
  sync,
}: {
  reader: FolderReader;
  sync: Pick<SyncService, 'proveFolder' | 'cancelProof' | 'readAgain'>;
}): Handlers<typeof folderCalls> {
  return {
    'folders.list': () => succeed(reader.folders()),
    'folders.proof': ({ proofId, folderId }) => sync.proveFolder(proofId, folderId),
    'folders.cancelProof': ({ proofId }) => {
      sync.cancelProof(proofId);
      return succeed({});
    },
    'folders.readAgain': async ({ folderId }) => {
      const forgotten = await sync.readAgain(folderId);
      return forgotten.ok ? succeed({}) : forgotten;
    },
  };
}

export function createSyncHandlers({
  sync,
  networkChanged,
}: {
  sync: Pick<SyncService, 'states' | 'syncNow' | 'cancel'>;
  networkChanged: () => void;
}): Handlers<typeof syncCalls> {
  return {
    'sync.state': () => succeed(sync.states()),
    'sync.now': ({ accountId }) => {
      const asked = sync.syncNow(accountId ?? null);
      return asked.ok ? succeed({}) : asked;
    },
    'sync.networkChanged': () => {
      networkChanged();
      return succeed({});
    },
    'sync.cancel': ({ accountId }) => {
      const cancelled = sync.cancel(accountId);
      return cancelled.ok ? succeed({}) : cancelled;
    },
  };
}
