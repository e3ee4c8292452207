/**
 * The supervisors of all accounts: one for each, started and stopped as accounts are saved and removed. It knows nothing of what they do.
 */
import { createMutex } from '../../../base/mutex.ts';
import type { AccountSettings } from '../../../contract/accounts.ts';
import type { StoredAccount } from '../../cache/database/stored.ts';
import type { AccountReader } from '../../cache/user-data/read-accounts.ts';
import type { Supervisor } from './supervisor.ts';

interface Supervisors {
  of(accountId: string): Supervisor | undefined;
  all(): Supervisor[];
  /**
   * Starts those of new accounts and of those whose settings changed, and stops the others.
   * @param saved tried again at once where it had failed: a password may have been given, or a certificate trusted
   */
  refresh(saved?: string): Promise<void>;
  /** Runs work while nothing is under way for this account: its mailbox is exchanged, forgotten or read anew. */
  changeMailbox<Value>(accountId: string, work: () => Promise<Value>): Promise<Value>;
  /** Runs work while nothing is under way for any account; supervisors come back with `refresh`. */
  standStill<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createSupervisors({
  reader,
  create,
}: {
  readonly reader: AccountReader;
  readonly create: (account: StoredAccount) => Supervisor;
}): Supervisors {
  const running = new Map<string, { readonly supervisor: Supervisor; readonly settings: string }>();
  const textOf = (settings: AccountSettings): string => JSON.stringify(settings);
  const release = async (accountId: string) => {
    const entry = running.get(accountId);
    running.delete(accountId);
    await entry?.supervisor.stop();
  };
  const refresh = async (saved?: string) => {
    const accounts = reader.accounts();
    for (const [id, { settings }] of [...running]) {
      const now = accounts.find((account) => account.id === id);
      if (!now || textOf(now.settings) !== settings) await release(id);
    }
    for (const account of accounts) {
      const known = running.get(account.id)?.supervisor;
      // Of another account nothing has been given: servers lock people out who keep asking.
      if (known) {
        const { phase, failure: reason } = known.state();
        if (phase === 'failed' && (account.id === saved || reason?.code === 'password-missing')) known.syncNow();
        continue;
      }
      const supervisor = create(account);
      running.set(account.id, { supervisor, settings: textOf(account.settings) });
      supervisor.start();
    }
  };
  /** One at a time: a supervisor must not come back while an account's mailbox is being exchanged or its cache reset. */
  const inTurn = createMutex();
  return {
    of: (accountId) => running.get(accountId)?.supervisor,
    all: () => [...running.values()].map(({ supervisor }) => supervisor),
    refresh: (saved) => inTurn(() => refresh(saved)),
    changeMailbox: (accountId, work) =>
      inTurn(async () => {
        const wasRunning = running.has(accountId);
        await release(accountId);
        const value = await work();
        if (wasRunning) await refresh();
        return value;
      }),
    standStill: (work) =>
      inTurn(async () => {
        await Promise.all([...running.keys()].map(release));
        return work();
      }),
  };
}
