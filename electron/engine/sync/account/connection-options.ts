/** The connection options of an account's incoming server. */
import { serverOf } from '../../../contract/accounts.ts';
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import type { SessionPurpose } from '../../../contract/transcript.ts';
import type { ImapOptions } from '../../imap/imap-types.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';

/** Reads the credentials from the vault. Rejects with `password-missing` when it has none. */
export async function connectionOptions(
  { account, credentials, reader, trust, openTap, clock, accepted, alerts, limits, signIns }: SyncDependencies,
  purpose: SessionPurpose,
  signal: AbortSignal,
): Promise<ImapOptions> {
  const server = serverOf(account.settings.incoming);
  if (server === null) throw new Error('mail that lies on this computer has no server');
  const { protocol, host, port, security, mechanism } = server;
  const shown = await credentials();
  if (shown === null) throw new FailureError(failure('password-missing', { protocol, host, port }));
  const opening = { accountId: account.id, accountName: account.settings.name, purpose };
  // Names that only LIST tells: a connection may select a folder without having listed any.
  const listedNames = reader.listedNames(account.id);
  const onAlert = (remark: Failure) => alerts.hear(account.id, remark);
  return {
    listedNames,
    limits: { literal: limits.messageOctets },
    onAlert,
    accepted,
    ...(signIns ? { signIns } : {}),
    host,
    port,
    security,
    credentials: shown,
    mechanism,
    trust: trust(),
    openTap,
    opening,
    clock,
    signal,
  };
}
