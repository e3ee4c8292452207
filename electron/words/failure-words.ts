/** The shape of the sentences for failures, the same in every language. */
import type { FailureCode } from '../contract/failures/failure-codes.ts';

/** What happened, and what to do about it: one sentence each. `{server}`, `{host}`, `{protocol}`, `{command}` and `{detail.x}` stand for facts. */
export interface FailureSentences {
  readonly happened: string;
  readonly next: string;
}

export interface FailureWords {
  /** Said where the failure names no host, protocol, command or detail. */
  readonly theServer: string;
  readonly theProtocol: string;
  readonly theCommand: string;
  readonly unknown: string;
  /** The process that has the data folder, in the place of `{owner}`, where it is known. */
  readonly owner: string;
  /** What becomes of it, in the place of `{again}`. */
  readonly again: Readonly<Record<Again['kind'], string>>;
  /** What is wrong with the time of a certificate, in the place of `{validity}`: it is over, it has not begun, or nobody knows which. */
  readonly validity: Readonly<Record<'expired' | 'early' | 'unknown', string>>;
  /** `database-corrupt` in user data: there it must not be said that all can be read again. */
  readonly damagedUserData: FailureSentences;
  /** The same where the file is missing or empty, and a cache shows that there was one. */
  readonly missingUserData: FailureSentences;
  /** The same where it lies there under two names, `{detail.path}` and `{detail.former}`. */
  readonly doubledUserData: FailureSentences;
  /** Where an account is changed, in place of `{where}`: from elsewhere, and when the user is there already. */
  readonly where: Readonly<Record<FailurePlace, string>>;
  /** The same where nothing says which recipients are meant, as at the end of a session. */
  readonly unnamed: Readonly<Record<'recipients-refused' | 'recipients-blocked', FailureSentences>>;
  readonly sentences: Readonly<Record<FailureCode, FailureSentences>>;
}

/** Where a failure is said: in the settings of an account themselves, or anywhere else. */
export type FailurePlace = 'anywhere' | 'settings';

/** Who retries a temporary failure, and when; `kept`: the next call of the command line, or the next program. Permanent failures are not retried. */
export type Again = { readonly kind: 'byItself' | 'nobody' } | { readonly kind: 'at' | 'kept'; readonly time: string };
