/** Whether the password of an account has been accepted before: then a refusal without proof is not about it. It keeps no password. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Credentials } from '../../wire/authentication/credentials.ts';

interface PasswordHistory {
  /** Takes what is about to be tried, and hands it on. */
  asked(credentials: Credentials | null): Credentials | null;
  /** The server let us in with it. */
  accepted(): void;
  hasWorked(): boolean;
}

/** @param workedBefore whether mail is held of this account: then the password that is stored at start was accepted once */
export function createPasswordHistory(workedBefore: () => boolean): PasswordHistory {
  // The key dies with the process: what is compared says nothing about the password.
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
