/** The room of synchronisation as the engine installs it: folders and their mail, kept equal to what the servers hold. */
import { randomUUID } from 'node:crypto';
import type { AccountSettings, Side } from '../../contract/accounts.ts';
import type { Result } from '../../contract/failure.ts';
import type { folderCalls } from '../../contract/folders.ts';
import type { syncCalls } from '../../contract/sync.ts';
import type { EngineContext, Room } from '../context.ts';
import { connectImap } from '../imap/connection.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import { createFolderHandlers, createSyncHandlers } from './handlers.ts';
import { createLocalMailboxes } from './local/local-mailboxes.ts';
import { createSync, type SyncService } from './sync.ts';

interface SyncNeeds {
  /** What the server of one side of just these settings is shown, from the host's vault. */
  readonly credentials: (accountId: string, settings: AccountSettings, side: Side) => Promise<Result<Credentials>>;
  /** A window was told that the machine is on a network again. */
  readonly networkChanged: () => void;
}

type SyncRoom = Room<typeof folderCalls & typeof syncCalls> &
  Pick<
    SyncService,
    | 'operations'
    | 'evidence'
    | 'sentCopies'
    | 'refreshAccounts'
    | 'changeMailbox'
    | 'standStill'
    | 'resetCache'
    | 'fetchMessage'
    | 'fromLine'
    | 'syncOnce'
    | 'woke'
  >;

export function installSync(context: EngineContext, { credentials, networkChanged }: SyncNeeds): SyncRoom {
  const { settings, storage, reader, openTap, trust, signIns, clock, emit, logger } = context;
  const sync = createSync({
    storage,
    reader,
    connectImap,
    // Loaded by the first account of its kind, as are the mailboxes of this computer.
    connectPop3: async (...given) => (await import('../pop3/connection.ts')).connectPop3(...given),
    openLocal: createLocalMailboxes({ dataFolder: settings.dataFolder, clock }),
    openTap,
    trust: trust.policy,
    signIns,
    async credentials({ id, settings: known }) {
      const found = await credentials(id, known, 'incoming');
      return found.ok ? found.value : null;
    },
    clock,
    random: Math.random,
    newId: randomUUID,
    emit,
    logger: logger.child('sync'),
  });
  return { ...sync, handlers: { ...createFolderHandlers({ reader, sync }), ...createSyncHandlers({ sync, networkChanged }) } };
}
