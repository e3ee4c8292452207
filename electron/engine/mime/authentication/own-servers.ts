/** Which servers write for the reader: by the account, by what the reader chose, and by the newest trace fields of a message that the account fetched. */
import type { Authentication, TrustReason } from '../../../contract/delivery/authentication.ts';
import { organisationOf } from '../path/hosts.ts';

/** What is known of the reader's provider without looking at the message. Names of hosts and domains. */
export interface AccountServers {
  /** What the user named, in small letters. */
  readonly chosen: readonly string[];
  /** The server that mail is read from; null on this computer. */
  readonly incoming: string | null;
  /** The domain of the account's address. */
  readonly domain: string | null;
  /** The message came by the account's own server; without that only names that were chosen tell what the reader's server wrote. */
  readonly isDelivered: boolean;
  /** Why results just below the trace field of the reader's server are its own: the user says so, or all mail of the inbox has them. Null: nothing says so. */
  readonly below: 'chosen' | 'habit' | null;
}

export interface OwnServers {
  readonly list: Authentication['trusted'];
  /** Whether an authserv-id is one of them, or of the same organisation; only of names that were not chosen by hand. */
  isOwn(server: string): boolean;
  /** Whether a trace field was written by a host of one of these organisations, the chosen ones too. */
  isReceiver(host: string): boolean;
}

/**
 * @param account null: the message was opened out of a file, and nothing tells who took it
 * @param receivers the names of hosts in the trace fields that the reader's provider wrote, the newest first
 */
export function findOwnServers(account: AccountServers | null, receivers: readonly string[]): OwnServers {
  const list: { server: string; reason: TrustReason }[] = [];
  const add = (server: string | null | undefined, reason: TrustReason): void => {
    const name = server?.toLowerCase().replace(/\.$/, '') ?? '';
    if (name !== '' && !list.some((one) => one.server === name)) list.push({ server: name, reason });
  };
  // What a person chose is said instead of what the program would guess, not beside it.
  for (const server of account?.chosen ?? []) add(server, 'chosen');
  if (account?.isDelivered && list.length === 0) {
    add(account.incoming, 'account-server');
    add(account.domain, 'account-address');
    for (const server of receivers) add(server, 'topmost-received');
  }
  const names = new Set(list.map(({ server }) => server));
  const organisations = new Set(list.flatMap(({ server, reason }) => (reason === 'chosen' ? [] : (organisationOf(server) ?? []))));
  return {
    list,
    isReceiver: (host) => names.has(host.toLowerCase()) || list.some(({ server }) => isOneOrganisation(server, host)),
    isOwn(server) {
      if (names.has(server)) return true;
      const organisation = organisationOf(server);
      return organisation !== null && organisations.has(organisation);
    },
  };
}

function isOneOrganisation(one: string, other: string): boolean {
  const organisation = organisationOf(one);
  return organisation !== null && organisation === organisationOf(other);
}
