/** Passwords by account and side: kept in the host's vault and nowhere else. */
import {
  type AccountPasswords,
  type AccountSettings,
  type Side,
  serverFacts,
  serverOf,
  sides,
  sidesMoved,
} from '../../contract/accounts.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Vault } from '../host.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';

const keyOf = (accountId: string, side: Side) => `account:${accountId}:${side}`;

export interface Passwords {
  /**
   * The credentials for one side. Where only the other side's password is known and the user names agree, that one: most people
   * have one password for both. `password-missing` when there is none.
   */
  get(accountId: string, settings: AccountSettings, side: Side): Promise<Result<Credentials>>;
  /**
   * Stores settings and passwords as one: both are new or, where it fails, both are as before. Meanwhile no caller gets a
   * password that does not belong to the settings it asks with.
   */
  change(accountId: string, change: PasswordChange): Promise<Result<null>>;
  /** Forgets both. */
  forget(accountId: string): Promise<Result<null>>;
  missing(accountId: string, settings: AccountSettings): Promise<boolean>;
}

interface PasswordChange {
  /** Null for a new account. */
  readonly before: AccountSettings | null;
  readonly after: AccountSettings;
  readonly typed: AccountPasswords;
  /** Writes the new settings. */
  readonly store: () => Promise<Result<unknown>>;
  /** Writes the old ones again. */
  readonly putBack: () => Promise<Result<unknown>>;
}

/** A change under way: what was true before it. */
interface Changing {
  readonly before: AccountSettings | null;
  /** Null until it is read. */
  readonly held: AccountPasswords | null;
  readonly over: Promise<unknown>;
}

/** The password for a side out of those just typed; `undefined` when none fits. */
export function typedPassword(settings: AccountSettings, passwords: AccountPasswords, side: Side): string | undefined {
  const own = passwords[side];
  if (own !== undefined && own !== '') return own;
  const other = passwords[side === 'incoming' ? 'outgoing' : 'incoming'];
  const [incoming, outgoing] = [serverOf(settings.incoming), serverOf(settings.outgoing)];
  return incoming && outgoing && incoming.username === outgoing.username && other !== '' ? other : undefined;
}

/** Nothing to authenticate with: submission without AUTH has no user name, and on this computer nothing is asked. */
function needsNone(settings: AccountSettings, side: Side): boolean {
  const server = serverOf(settings[side]);
  return server === null || (side === 'outgoing' && server.username === '');
}

/** Nothing is not the same as none: that side's was forgotten, and the other's was never given for it. */
function among(held: AccountPasswords, settings: AccountSettings, side: Side): string | undefined {
  if (needsNone(settings, side)) return '';
  return held[side] === '' ? undefined : typedPassword(settings, held, side);
}

/** With a password of this side, empty where none is needed. */
export function credentialsOf(settings: AccountSettings, side: Side, password: string): Credentials {
  const server = serverOf(settings[side]);
  return server === null || needsNone(settings, side) ? { kind: 'none' } : { kind: 'password', username: server.username, password };
}

const isTyped = (typed: AccountPasswords, side: Side): boolean => typed[side] !== undefined && typed[side] !== '';

/** @param settingsOf an account's settings as they are stored */
export function createPasswords(vault: Vault, settingsOf: (accountId: string) => AccountSettings | undefined = () => undefined): Passwords {
  const changing = new Map<string, Changing>();
  /** Counts changes of an account's passwords: settings and password read across a change do not match. */
  const changes = new Map<string, number>();

  const readVault = async (accountId: string): Promise<AccountPasswords> => ({
    incoming: (await vault.get(keyOf(accountId, 'incoming'))) ?? undefined,
    outgoing: (await vault.get(keyOf(accountId, 'outgoing'))) ?? undefined,
  });

  async function find(accountId: string, settings: AccountSettings, side: Side): Promise<Result<string | undefined>> {
    for (;;) {
      const { before, held, over } = changing.get(accountId) ?? {};
      // Not waited for: a change of the mailbox itself waits until everybody has ended who wants to connect.
      if (before && held && !sidesMoved(before, settings).includes(side)) return succeed(among(held, settings, side));
      await over;
      const change = changes.get(accountId);
      const found = await readVault(accountId);
      if (changing.has(accountId) || changes.get(accountId) !== change) continue;
      // A caller that still has the old settings must not get the new password: it would go to the old server.
      const now = settingsOf(accountId);
      if (now && sidesMoved(now, settings).includes(side)) return { ok: false, failure: failure('cancelled') };
      return succeed(among(found, settings, side));
    }
  }

  /** Restores the vault. Where that fails, a password is only missing: a side that moved was emptied before. */
  async function restore(accountId: string, held: AccountPasswords): Promise<void> {
    for (const side of sides) {
      const value = held[side];
      await (value === undefined ? vault.delete(keyOf(accountId, side)) : vault.set(keyOf(accountId, side), value));
    }
  }

  async function writeTyped(accountId: string, typed: AccountPasswords): Promise<Result<null>> {
    for (const side of sides) {
      const password = typed[side];
      const written = password === undefined ? succeed(null) : await vault.set(keyOf(accountId, side), password);
      if (!written.ok) return written;
    }
    return succeed(null);
  }

  /**
   * Before the settings are stored: a side that moved is emptied, so that a program killed in between finds nothing that could go to the wrong
   * server; one that stayed and borrowed the other's keeps what it used.
   */
  async function empty(accountId: string, before: AccountSettings, held: AccountPasswords, moved: readonly Side[]): Promise<Result<null>> {
    for (const side of sides) {
      const borrowed = held[side] === undefined ? among(held, before, side) : undefined;
      const value = moved.includes(side) ? '' : borrowed || undefined;
      const done = value === undefined ? succeed(null) : await vault.set(keyOf(accountId, side), value);
      if (!done.ok) return done;
    }
    return succeed(null);
  }

  /** After the settings are stored: a password typed with them serves a moved side as well; one stored before does not. */
  async function fill(accountId: string, typed: AccountPasswords, moved: readonly Side[]): Promise<Result<null>> {
    if (sides.some((side) => isTyped(typed, side)))
      for (const side of moved) {
        const done = isTyped(typed, side) ? succeed(null) : await vault.delete(keyOf(accountId, side));
        if (!done.ok) return done;
      }
    return writeTyped(accountId, typed);
  }

  async function carryOut(accountId: string, change: PasswordChange, held: AccountPasswords): Promise<Result<null>> {
    const { before, after, typed, store, putBack } = change;
    const moved = before ? sidesMoved(before, after) : [];
    // Where nothing moved, the vault first: an account whose password could not be kept would fail at its first connection.
    const prepared = before && moved.length > 0 ? await empty(accountId, before, held, moved) : await writeTyped(accountId, typed);
    const stored = prepared.ok ? await store() : prepared;
    const filled = stored.ok && moved.length > 0 ? await fill(accountId, typed, moved) : stored;
    if (filled.ok) return succeed(null);
    if (stored.ok) await putBack();
    await restore(accountId, held);
    return filled;
  }

  return {
    async get(accountId, settings, side) {
      const found = await find(accountId, settings, side);
      if (!found.ok) return found;
      if (found.value !== undefined) return succeed(credentialsOf(settings, side, found.value));
      return { ok: false, failure: failure('password-missing', { ...serverFacts(settings[side]), detail: { account: settings.name } }) };
    },
    async change(accountId, change) {
      // One after the other.
      while (changing.has(accountId)) await changing.get(accountId)?.over;
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      const begin = (held: AccountPasswords | null) => changing.set(accountId, { before: change.before, held, over });
      begin(null);
      try {
        const held = await readVault(accountId);
        begin(held);
        return await carryOut(accountId, change, held);
      } finally {
        changes.set(accountId, (changes.get(accountId) ?? 0) + 1);
        changing.delete(accountId);
        end();
      }
    },
    async forget(accountId) {
      for (const side of sides) {
        const deleted = await vault.delete(keyOf(accountId, side));
        if (!deleted.ok) return deleted;
      }
      return succeed(null);
    },
    async missing(accountId, settings) {
      for (const side of sides) {
        const found = await find(accountId, settings, side);
        if (found.ok && found.value === undefined) return true;
      }
      return false;
    },
  };
}
