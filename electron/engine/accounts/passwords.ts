/** Passwords by account and side: kept in the host's vault and nowhere else. */
import type { AccountPasswords, AccountSettings } from '../../contract/accounts.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Vault } from '../host.ts';

export type Side = 'incoming' | 'outgoing';

const sides: readonly Side[] = ['incoming', 'outgoing'];
const keyOf = (accountId: string, side: Side) => `account:${accountId}:${side}`;

export interface Passwords {
  /**
   * The password of one side. Where only the other side's is known and the user names agree, that one: most
   * people have one password for both. `password-missing` when there is none.
   */
  get(accountId: string, settings: AccountSettings, side: Side): Promise<Result<string>>;
  save(accountId: string, passwords: AccountPasswords): Promise<Result<null>>;
  /** @param side only this one's; without it both */
  forget(accountId: string, side?: Side): Promise<void>;
  missing(accountId: string, settings: AccountSettings): Promise<boolean>;
}

/** The sides that are now at another server, or another person's there: a password belongs to whom it was given for. */
export const sidesMoved = (before: AccountSettings, now: AccountSettings): readonly Side[] =>
  sides.filter((side) => before[side].host !== now[side].host || before[side].username !== now[side].username);

/** The password for a side out of those just typed; `undefined` when none fits. */
export function typedPassword(settings: AccountSettings, passwords: AccountPasswords, side: Side): string | undefined {
  const own = passwords[side];
  if (own !== undefined && own !== '') return own;
  const other = passwords[side === 'incoming' ? 'outgoing' : 'incoming'];
  return settings.incoming.username === settings.outgoing.username && other !== '' ? other : undefined;
}

export function createPasswords(vault: Vault): Passwords {
  const find = async (accountId: string, settings: AccountSettings, side: Side): Promise<string | undefined> => {
    // Without a user name there is nothing to authenticate (submission without AUTH).
    if (side === 'outgoing' && settings.outgoing.username === '') return '';
    const held: AccountPasswords = {
      incoming: (await vault.get(keyOf(accountId, 'incoming'))) ?? undefined,
      outgoing: (await vault.get(keyOf(accountId, 'outgoing'))) ?? undefined,
    };
    return typedPassword(settings, held, side);
  };
  return {
    async get(accountId, settings, side) {
      const password = await find(accountId, settings, side);
      if (password !== undefined) return succeed(password);
      const { host, port } = settings[side];
      const protocol = side === 'outgoing' ? 'smtp' : settings.incoming.protocol;
      return { ok: false, failure: failure('password-missing', { protocol, host, port, detail: { account: settings.name } }) };
    },
    async save(accountId, passwords) {
      for (const side of sides) {
        const password = passwords[side];
        if (password === undefined) continue;
        const saved = await vault.set(keyOf(accountId, side), password);
        if (!saved.ok) return saved;
      }
      return succeed(null);
    },
    async forget(accountId, only) {
      for (const side of sides) if (only === undefined || only === side) await vault.delete(keyOf(accountId, side));
    },
    async missing(accountId, settings) {
      for (const side of sides) if ((await find(accountId, settings, side)) === undefined) return true;
      return false;
    },
  };
}
