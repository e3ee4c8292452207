/** The room of accounts as the engine installs it: their settings, their passwords, and the check over the protocols of a mail account. */
import type { accountCalls } from '../../contract/accounts.ts';
import type { EngineContext, Room } from '../context.ts';
import { type AccountDependencies, type AccountService, createAccountService } from './account-handlers.ts';
import { createPasswords, type Passwords } from './passwords.ts';

/** What other rooms do when an account changes. */
type AccountNeeds = Pick<AccountDependencies, 'changeMailbox' | 'onSaved' | 'onTrustRevoked' | 'onRemoved'>;

interface AccountsRoom extends Room<typeof accountCalls>, Pick<AccountService, 'save' | 'provision'> {
  /** The credentials for one side's server. */
  readonly credentials: Passwords['get'];
}

export function installAccounts(context: EngineContext, needs: AccountNeeds): AccountsRoom {
  const { host, reader, storage, clock, trust, bus, emit, logger, peerBase } = context;
  const passwords = createPasswords(host.vault, (accountId) => reader.accounts().find(({ id }) => id === accountId)?.settings);
  const { handlers, save, provision } = createAccountService({
    storage,
    reader,
    passwords,
    trusted: trust,
    // Each is loaded with the first account that is checked.
    checks: {
      incoming: {
        imap: async (...given) => (await import('../imap/check.ts')).checkImap(...given),
        pop3: async (...given) => (await import('../pop3/check.ts')).checkPop3(...given),
      },
      smtp: async (...given) => (await import('../smtp/check.ts')).checkSubmission(...given),
      local: async (place, report) => (await import('../local/check.ts')).checkLocal(place, report, clock),
    },
    peerBase: (account) => peerBase(account, 'check'),
    logger: logger.child('accounts'),
    onChanged: () => bus.emit('accountChanged', {}),
    emit,
    ...needs,
  });
  return { handlers, save, provision, credentials: passwords.get, close: async () => {} };
}
