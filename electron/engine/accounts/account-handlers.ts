/**
 * Accounts as the contract names them: settings in user data, passwords in the vault. It
 * knows nothing of synchronisation: `onSaved` and `onRemoved` tell other rooms of a changed account.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from '../../base/logger.ts';
import {
  type Account,
  type AccountPasswords,
  type AccountSettings,
  type accountCalls,
  mailboxIdentity,
  type Side,
  serversOf,
  sidesMoved,
} from '../../contract/accounts.ts';
import type { Handlers } from '../../contract/call.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { StoredAccount } from '../cache/database/stored.ts';
import type { OperationReader } from '../cache/operations/read-operations.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { DraftReader } from '../cache/user-data/read-drafts.ts';
import type { KeptReader } from '../cache/user-data/read-kept.ts';
import type { OutboxReader } from '../cache/user-data/read-outbox.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import { type AccountToCheck, type CheckDependencies, createAccountChecks } from './account-check.ts';
import { credentialsOf, type Passwords, typedPassword } from './passwords.ts';
import type { ProvisionedAccount } from './provisioning.ts';
import type { Trusted } from './trusted.ts';

export interface AccountDependencies extends CheckDependencies {
  readonly storage: Storage;
  readonly reader: AccountReader & DraftReader & KeptReader & OutboxReader & OperationReader;
  readonly passwords: Passwords;
  readonly trusted: Trusted;
  /** Runs work with synchronisation of the account stopped: its mailbox is about to be replaced by another one. */
  readonly changeMailbox: <Value>(accountId: string, work: () => Promise<Value>) => Promise<Value>;
  readonly logger: Logger;
  readonly onSaved: (account: StoredAccount) => Promise<void>;
  readonly onRemoved: (accountId: string) => Promise<void>;
  /** A certificate exception of one of its servers was revoked: open connections must be made anew. */
  readonly onTrustRevoked: (account: StoredAccount) => Promise<void>;
  /** An account or its certificate exceptions were added, changed or removed. */
  readonly onChanged: () => void;
}

export interface AccountService {
  readonly handlers: Handlers<typeof accountCalls>;
  /** Adds the accounts of a provisioning file, or updates those that have the same name. */
  provision(accounts: readonly ProvisionedAccount[]): Promise<Result<null>>;
  /** Saves an account under an id of the caller's. */
  save(id: string, settings: AccountSettings, passwords: AccountPasswords, practice: boolean): Promise<Result<Account>>;
}

export function createAccountService(dependencies: AccountDependencies): AccountService {
  const { storage, reader, passwords, trusted } = dependencies;
  const accountChecks = createAccountChecks(dependencies, credentialsFor);

  const describe = async ({ id, settings, practice }: StoredAccount): Promise<Account> => ({
    id,
    settings,
    practice,
    passwordMissing: await passwords.missing(id, settings),
  });
  const find = (id: string): StoredAccount | undefined => reader.accounts().find((account) => account.id === id);
  const unknownAccount = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { account: id } }) });

  /** Leftovers are removed with the next change; the account itself is changed or gone in any case. */
  async function dropUnused(left: AccountSettings): Promise<void> {
    const dropped = await trusted.dropUnused(
      reader.accounts().map(({ settings }) => settings),
      left,
    );
    if (!dropped.ok) dependencies.logger.warning(`a certificate that no account needs could not be forgotten: ${dropped.failure.code}`);
  }

  async function save(id: string, settings: AccountSettings, typed: AccountPasswords, practice: boolean): Promise<Result<Account>> {
    const known = find(id);
    const sameMailbox = !known || mailboxIdentity(known.settings.incoming) === mailboxIdentity(settings.incoming);
    const storing = (row: StoredAccount) => () => {
      const store = () => storage.saveAccount(row);
      return sameMailbox ? store() : dependencies.changeMailbox(id, store);
    };
    const account: StoredAccount = { id, settings, practice };
    const saved = await passwords.change(id, {
      before: known?.settings ?? null,
      after: settings,
      typed,
      store: storing(account),
      putBack: known ? storing(known) : () => storage.deleteAccount({ id }),
    });
    if (!saved.ok) return saved;
    // Only where a server was left.
    if (known && sidesMoved(known.settings, settings).length > 0) await dropUnused(known.settings);
    await dependencies.onSaved(account);
    dependencies.onChanged();
    return succeed(await describe(account));
  }

  async function credentialsFor({ id, settings, passwords: typed }: AccountToCheck, side: Side): Promise<Result<Credentials>> {
    const password = typedPassword(settings, typed, side);
    if (password !== undefined) return succeed(credentialsOf(settings, side, password));
    const known = id === undefined ? undefined : find(id);
    // The stored password of a moved side was given for another server: answer `password-missing`.
    if (known && !sidesMoved(known.settings, settings).includes(side)) return passwords.get(known.id, known.settings, side);
    return passwords.get('', settings, side);
  }

  const handlers: Handlers<typeof accountCalls> = {
    'accounts.list': async () => succeed(await Promise.all(reader.accounts().map(describe))),
    'accounts.add': ({ settings, passwords: typed }) => save(randomUUID(), settings, typed, false),
    'accounts.update': async ({ id, settings, passwords: typed }) => {
      const known = find(id);
      return known ? save(id, settings, typed, known.practice) : unknownAccount(id);
    },
    'accounts.holdings': ({ id }) => {
      if (!find(id)) return unknownAccount(id);
      return succeed({
        waitingChanges: reader.waitingOperations(id),
        waitingMessages: reader.outbox().filter(({ item }) => item.accountId === id && item.finishedAt === null).length,
        drafts: reader.drafts().filter(({ accountId }) => accountId === id).length,
        keptMessages: reader.keptCount(id),
      });
    },
    'accounts.remove': async ({ id }) => {
      const known = find(id);
      if (!known) return unknownAccount(id);
      // Passwords first: if this failed after the account is gone, there would be no way to try again.
      const forgotten = await passwords.forget(id);
      if (!forgotten.ok) return forgotten;
      const deleted = await dependencies.changeMailbox(id, () => storage.deleteAccount({ id }));
      if (!deleted.ok) return deleted;
      await dependencies.onRemoved(id);
      await dropUnused(known.settings);
      dependencies.onChanged();
      return succeed({});
    },
    'accounts.check': async (input) => succeed(await accountChecks.run(input)),
    'accounts.cancelCheck': ({ checkId }) => {
      accountChecks.cancel(checkId);
      return succeed({});
    },
    'accounts.exceptions': () => succeed(trusted.exceptions()),
    'accounts.revokeException': async ({ host, port, fingerprint }) => {
      const revoked = await trusted.revoke(host, port, fingerprint);
      if (!revoked.ok) return revoked;
      for (const account of reader.accounts())
        if (serversOf(account.settings).some((server) => server.host.toLowerCase() === host.toLowerCase() && server.port === port))
          await dependencies.onTrustRevoked(account);
      dependencies.onChanged();
      return succeed({});
    },
    'accounts.trustCertificate': async ({ host, port, fingerprint }) => {
      const pinned = await trusted.pin(host, port, fingerprint);
      if (!pinned.ok) return pinned;
      dependencies.onChanged();
      return succeed({});
    },
  };

  return {
    handlers,
    save,
    async provision(accounts) {
      for (const { settings, passwords: given } of accounts) {
        const known = reader.accounts().find((account) => account.settings.name === settings.name);
        const saved = await save(known?.id ?? randomUUID(), settings, given, known?.practice ?? false);
        if (!saved.ok) return saved;
      }
      return succeed(null);
    },
  };
}
