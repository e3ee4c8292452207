/** Remembers whether an account's password was accepted before: then an ambiguous refusal is not about the password. Stores no password. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Credentials } from '../../wire/authentication/credentials.ts';

interface PasswordHistory {
  /** Records the credentials about to be tried, and returns them. */
  asked(credentials: Credentials | null): Credentials | null;
  /** The server accepted them. */
  accepted(): void;
  hasWorked(): boolean;
}

/** @param workedBefore whether mail is held of this account: then the password that is stored at start was accepted once */
export function createPasswordHistory(workedBefore: () => boolean): PasswordHistory {
  // The key exists in this process only: the digest reveals nothing about the password.
  const key = randomBytes(32);
  const digestOf = (credentials: Credentials) => createHmac('sha256', key).update(JSON.stringify(credentials)).digest('hex');
  let first: string | null = null;
  let current: string | null = null;
  let works: string | null = null;
  return {
    asked(credentials) {
      current = credentials === null ? null : digestOf(credentials);
      first ??= current;
      return credentials;
    },
    accepted() {
      works = current;
    },
    hasWorked: () => current !== null && (works === null ? current === first && workedBefore() : current === works),
  };
}
