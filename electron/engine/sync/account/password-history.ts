/** Whether the password of an account has been accepted before: then a refusal without proof is not about it. It keeps no password. */
import { createHmac, randomBytes } from 'node:crypto';

interface PasswordHistory {
  /** Takes the password that is about to be tried, and hands it on. */
  asked(password: string | null): string | null;
  /** The server let us in with it. */
  accepted(): void;
  hasWorked(): boolean;
}

/** @param workedBefore whether mail is held of this account: then the password that is stored at start was accepted once */
export function createPasswordHistory(workedBefore: () => boolean): PasswordHistory {
  // The key dies with the process: what is compared says nothing about the password.
  const key = randomBytes(32);
  const digestOf = (password: string) => createHmac('sha256', key).update(password).digest('hex');
  let first: string | null = null;
  let current: string | null = null;
  let works: string | null = null;
  return {
    asked(password) {
      current = password === null ? null : digestOf(password);
      first ??= current;
      return password;
    },
    accepted() {
      works = current;
    },
    hasWorked: () => current !== null && (works === null ? current === first && workedBefore() : current === works),
  };
}
