/** Passwords by account and side: kept in the host's vault and nowhere else. */
import { type AccountPasswords, type AccountSettings, type Side, sides } from '../../contract/accounts.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Vault } from '../host.ts';

const keyOf = (accountId: string, side: Side) => `account:${accountId}:${side}`;

export interface Passwords {
  /**
   * The password of one side. Where only the other side's is known and the user names agree, that one: most
   * people have one password for both. `password-missing` when there is none.
   */
  get(accountId: string, settings: AccountSettings, side: Side): Promise<Result<string>>;
  save(accountId: string, passwords: AccountPasswords): Promise<Result<null>>;
  /**
   * Takes care that no stored password goes to a server that it was not given for: those of the sides that moved are forgotten, and the
   * other side's does not stand in for them. A side that stayed keeps its own.
   * @param typed what was typed for the new settings, and is saved next
   */
  settingsMoved(accountId: string, before: AccountSettings, moved: readonly Side[], typed: AccountPasswords): Promise<Result<null>>;
  /** Forgets both. */
  forget(accountId: string): Promise<Result<null>>;
  missing(accountId: string, settings: AccountSettings): Promise<boolean>;
}

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
    // Nothing is not the same as none: that side's was forgotten, and the other's was never given for it.
    return held[side] === '' ? undefined : typedPassword(settings, held, side);
  };
  const isTyped = (typed: AccountPasswords, side: Side) => typed[side] !== undefined && typed[side] !== '';
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
    async settingsMoved(accountId, before, moved, typed) {
      for (const side of sides) {
        if (isTyped(typed, side)) continue;
        const key = keyOf(accountId, side);
        if (moved.includes(side)) {
          // The other side's that was typed just now was typed for these settings; one that lay here before was not.
          const done = sides.some((each) => isTyped(typed, each)) ? await vault.delete(key) : await vault.set(key, '');
          if (!done.ok) return done;
        } else if ((await vault.get(key)) === null) {
          // It has used the other side's, which is about to go.
          const borrowed = await find(accountId, before, side);
          const done = borrowed ? await vault.set(key, borrowed) : succeed(null);
          if (!done.ok) return done;
        }
      }
      return succeed(null);
    },
    async forget(accountId) {
      for (const side of sides) {
        const deleted = await vault.delete(keyOf(accountId, side));
        if (!deleted.ok) return deleted;
      }
      return succeed(null);
    },
    async missing(accountId, settings) {
      for (const side of sides) if ((await find(accountId, settings, side)) === undefined) return true;
      return false;
    },
  };
}
