/**
 * Messages that are larger than is kept here. The announced size may be wrong (RFC822.SIZE of hMailServer and Exchange), so one octet
 * beyond the limit is asked for.
 */
import { serverFacts } from '../../../contract/accounts.ts';
import { type Failure, failure } from '../../../contract/failure.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import type { Cause } from '../../wire/tap.ts';
import { stopsAccount } from '../folders/left-aside.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';

/** @param octets what the server says of the message; null where that is known to be too little */
export function tooLarge({ account, limits }: Pick<SyncDependencies, 'account' | 'limits'>, octets: number | null): Failure {
  const limit = megabytes(limits.messageOctets);
  const detail = { megabytes: octets === null ? `>${limit}` : String(megabytes(octets)), limit: String(limit) };
  return failure('message-too-large-to-keep', {
    ...serverFacts(account.settings.incoming),
    permanent: true,
    detail,
  });
}

const megabytes = (octets: number): number => Math.ceil(octets / 1_000_000);

/** Whether a message of the selected folder is larger than is kept. Without an answer to that, the announced size does not count either. */
export async function isTooLarge(
  { limits }: SyncDependencies,
  connection: ImapConnection,
  uid: number,
  options: { readonly cause: Cause; readonly signal?: AbortSignal | undefined },
): Promise<boolean> {
  try {
    return await connection.isLonger({ uid, octets: limits.messageOctets }, options);
  } catch (error) {
    if (stopsAccount(error, connection)) throw error;
    return false;
  }
}
