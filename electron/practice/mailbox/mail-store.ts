import type { AccountMailbox } from './account-mailbox.ts';
import { createAccountMailbox } from './account-mailbox.ts';

export interface PracticeAccount {
  /** Without a domain; `username@domain` signs in as well. */
  readonly username: string;
  readonly password: string;
  readonly address: string;
  readonly displayName: string;
}

/** A message that the SMTP server took over, as it came (dots unstuffed, nothing added). */
export interface AcceptedMessage {
  readonly queueId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly bytes: Buffer;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The signed-in user, if there is one. */
  readonly username: string | undefined;
  readonly connectionId: string;
}

/** What was delivered to another domain: nothing leaves this machine, it is kept here to be looked at. */
interface ForwardedMessage {
  readonly queueId: string;
  readonly recipient: string;
  /** As it left, put together when it is looked at. */
  readonly bytes: Buffer;
}

/** The one store behind the three servers. */
export interface MailStore {
  readonly domain: string;
  readonly accounts: readonly PracticeAccount[];
  /** Finds an account by user name or address, in any case. */
  accountOf(name: string): PracticeAccount | undefined;
  mailboxOf(account: PracticeAccount): AccountMailbox;
  /** The files of a home directory: `.forward`, `mbox` … */
  filesOf(account: PracticeAccount): Map<string, string>;
  /** Messages accepted by SMTP, in order: a test for "exactly once" counts these. The first of very many are forgotten. */
  readonly accepted: readonly AcceptedMessage[];
  readonly forwarded: readonly ForwardedMessage[];
  recordAccepted(message: AcceptedMessage): void;
  /** @param to the recipient, and what stands before the message */
  recordForwarded(message: AcceptedMessage, to: { readonly address: string; readonly trace: Buffer }): void;
  /** Where everything is, as plain data to compare. */
  snapshot(): MailboxSnapshot;
}

/** user name → folder name → messages */
type MailboxSnapshot = Record<
  string,
  Record<string, { uidValidity: number; messages: { uid: number; flags: string[]; source: string }[] }>
>;

/** Octets of a mailbox, and of what is kept to be looked at. */
const defaultLimit = 512 << 20;

/** Remembers what came last, up to `limit` octets of it. */
function remember<Kept>(limit: number): { readonly kept: readonly Kept[]; add(one: Kept, octets: number): void } {
  const kept: Kept[] = [];
  const sizes: number[] = [];
  let total = 0;
  return {
    kept,
    add(one, octets) {
      kept.push(one);
      sizes.push(octets);
      total += octets;
      for (; total > limit; kept.shift()) total -= sizes.shift() ?? 0;
    },
  };
}

/**
 * Builds the store with an empty mailbox for each account.
 * @param dependencies `limit`: octets of each mailbox, at most
 */
export function createMailStore(dependencies: {
  domain: string;
  accounts: readonly PracticeAccount[];
  now: () => number;
  limit?: number | undefined;
}): MailStore {
  const { domain, accounts, now, limit = defaultLimit } = dependencies;
  const mailboxes = new Map(accounts.map((account) => [account, createAccountMailbox(now, limit)]));
  const homes = new Map(accounts.map((account) => [account, new Map<string, string>()]));
  const byName = new Map(accounts.flatMap((account) => [account.username, account.address].map((name) => [name.toLowerCase(), account])));
  const accepted = remember<AcceptedMessage>(limit);
  const forwarded = remember<ForwardedMessage>(limit);
  const mailboxOf = (account: PracticeAccount) => {
    const mailbox = mailboxes.get(account);
    if (!mailbox) throw new Error(`account ${account.username} is not of this store`);
    return mailbox;
  };
  return {
    domain,
    accounts,
    accountOf: (name) => byName.get(name.toLowerCase()),
    mailboxOf,
    filesOf: (account) => homes.get(account) ?? new Map(),
    accepted: accepted.kept,
    forwarded: forwarded.kept,
    recordAccepted: (message) => accepted.add(message, message.bytes.length),
    recordForwarded({ queueId, bytes }, { address, trace }) {
      const kept = {
        queueId,
        recipient: address,
        get bytes() {
          return Buffer.concat([trace, bytes]);
        },
      };
      forwarded.add(kept, bytes.length + trace.length);
    },
    snapshot: () => Object.fromEntries(accounts.map((account) => [account.username, snapshotOf(mailboxOf(account))])),
  };
}

function snapshotOf(mailbox: AccountMailbox): MailboxSnapshot[string] {
  return Object.fromEntries(
    mailbox.folders.map((folder) => [
      folder.name,
      {
        uidValidity: folder.uidValidity,
        messages: folder.messages.map((message) => ({
          uid: message.uid,
          flags: [...message.flags].sort(),
          source: message.bytes.toString('latin1'),
        })),
      },
    ]),
  );
}
