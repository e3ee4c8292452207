/** The room of accounts as the engine installs it: their settings, their passwords, and the check over the protocols of a mail account. */
import type { accountCalls } from '../../contract/accounts.ts';
import type { EngineContext, Room } from '../context.ts';
import { checkImap } from '../imap/check.ts';
import { checkLocal } from '../local/check.ts';
import { checkPop3 } from '../pop3/check.ts';
import { checkSubmission } from '../smtp/check.ts';
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
    checks: {
      incoming: { imap: checkImap, pop3: checkPop3 },
      smtp: checkSubmission,
      local: (place, report) => checkLocal(place, report, clock),
    },
    peerBase: (account) => peerBase(account, 'check'),
    logger: logger.child('accounts'),
    onChanged: () => bus.emit('accountChanged', {}),
    emit,
    ...needs,
  });
  return { handlers, save, provision, credentials: passwords.get, close: async () => {} };
}
