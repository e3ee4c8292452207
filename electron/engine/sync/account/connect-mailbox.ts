/** Opens what an account's folders are read by: a connection to its IMAP server, or the files of this computer. */
import { isLocal } from '../../../contract/accounts.ts';
import type { SessionPurpose } from '../../../contract/transcript.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { createLocalConnection } from '../local/local-connection.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import { connectionOptions } from './connection-options.ts';

export async function connectMailbox(
  dependencies: SyncDependencies,
  purpose: SessionPurpose,
  signal: AbortSignal,
): Promise<ImapConnection> {
  const { account, clock, limits, connectImap, openLocal } = dependencies;
  const { incoming } = account.settings;
  if (!isLocal(incoming)) return connectImap(await connectionOptions(dependencies, purpose, signal));
  const { protocol } = incoming;
  return createLocalConnection({ mailbox: await openLocal(account), protocol, clock, largest: limits.messageOctets });
}
