/** Accounts, preferences and trust. JSON columns were written from the types they are read as. */
import type { Preferences } from '../../../contract/application.ts';
import type { Database } from '../database/database.ts';
import type { StoredAccount, TrustedCertificate } from '../database/stored.ts';
import { readSettings } from './account-settings.ts';

export interface AccountReader {
  accounts(): StoredAccount[];
  /** Accounts whose settings cannot be read: damaged, or written by something else. */
  unreadableAccounts(): string[];
  /** What has been set; defaults are the caller's. */
  preferences(): Partial<Preferences>;
  trustedCertificates(): TrustedCertificate[];
}

export function createAccountReader(userData: Database): AccountReader {
  const accountRows = () =>
    userData.sql`SELECT id, settings, practice FROM accounts ORDER BY position`.all<{ id: string; settings: string; practice: number }>();
  return {
    accounts: () =>
      accountRows().flatMap(({ id, settings, practice }): StoredAccount[] => {
        const readable = readSettings(settings);
        return readable ? [{ id, settings: readable, practice: practice === 1 }] : [];
      }),
    unreadableAccounts: () => accountRows().flatMap(({ id, settings }) => (readSettings(settings) ? [] : [id])),
    preferences() {
      const rows = userData.sql`SELECT name, value FROM preferences`.all<{ name: string; value: string }>();
      const preferences: Partial<Preferences> = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
      return preferences;
    },
    trustedCertificates: () =>
      userData.sql`SELECT host, port, fingerprint, certificate FROM trusted_certificates`
        .all<TrustedCertificate>()
        .map((row) => ({ ...row })),
  };
}
