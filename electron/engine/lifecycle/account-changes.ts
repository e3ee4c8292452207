/** What other rooms do when an account is saved, loses its certificate exceptions, or is removed. */
import type { AccountDependencies } from '../accounts/account-handlers.ts';
import type { SyncService } from '../sync/sync.ts';

interface FollowingRooms {
  readonly sync: Pick<SyncService, 'changeMailbox' | 'refreshAccounts'>;
  readonly outbox: { accountSaved(accountId: string): Promise<void>; forgetAccount(accountId: string): Promise<void> };
  readonly transcript: { forgetAccount(accountId: string): Promise<unknown> };
}

/** @param rooms asked only when something changes: they are installed after the accounts */
export const accountChanges = (
  rooms: () => FollowingRooms,
  isAutomatic: boolean,
): Pick<AccountDependencies, 'changeMailbox' | 'onSaved' | 'onTrustRevoked' | 'onRemoved'> => ({
  changeMailbox: (accountId, work) => rooms().sync.changeMailbox(accountId, work),
  async onSaved({ id }) {
    const { sync, outbox } = rooms();
    if (isAutomatic) await sync.refreshAccounts(id);
    await outbox.accountSaved(id);
  },
  async onTrustRevoked({ id }) {
    const { sync, outbox } = rooms();
    await outbox.forgetAccount(id);
    // Comes back when the work is done, over new connections.
    await sync.changeMailbox(id, async () => undefined);
  },
  async onRemoved(accountId) {
    const { outbox, transcript } = rooms();
    await outbox.forgetAccount(accountId);
    await transcript.forgetAccount(accountId);
  },
});
