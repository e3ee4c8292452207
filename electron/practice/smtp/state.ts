import type { Clock } from '../../base/clock.ts';
import type { Connection } from '../connection.ts';
import type { FaultBook } from '../faults.ts';
import type { MailStore, PracticeAccount } from '../mailbox/mail-store.ts';
import type { MailQueue } from '../queue/mail-queue.ts';

export interface SmtpSettings {
  /** Refuses MAIL before authentication, as a submission server does (RFC 6409 §4.3). */
  readonly requireAuthentication: boolean;
  /** Offers and accepts AUTH only under TLS (RFC 4954 §4: 538). */
  readonly authenticationNeedsTls: boolean;
  /** Takes HELO and EHLO without a name, against RFC 5321 §4.1.1.1, and answers an unknown command with 502: as large providers do. */
  readonly isLenient: boolean;
  readonly mechanisms: readonly string[];
  /** Octets; announced with SIZE (RFC 1870). */
  readonly sizeLimit: number;
  /** EHLO keywords that this server neither announces nor understands. */
  readonly without: readonly string[];
  /** How long the recipient `slow@` takes. */
  readonly slowMs: number;
}

export const smtpDefaults: SmtpSettings = {
  requireAuthentication: true,
  authenticationNeedsTls: false,
  isLenient: false,
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  sizeLimit: 36_700_160,
  without: [],
  slowMs: 5_000,
};

export interface SmtpDependencies {
  readonly store: MailStore;
  readonly clock: Clock;
  readonly faults: FaultBook;
  readonly queue: MailQueue;
  readonly settings: SmtpSettings;
  readonly nextQueueId: () => string;
  readonly nextChallenge: () => string;
}

export interface Transaction {
  readonly sender: string;
  readonly international: boolean;
  readonly recipients: string[];
}

/** All that one SMTP conversation remembers. */
export interface SmtpState {
  readonly dependencies: SmtpDependencies;
  readonly connection: Connection;
  /** What the client called itself; undefined before HELO, EHLO and again after STARTTLS. */
  helo: string | undefined;
  extended: boolean;
  account: PracticeAccount | undefined;
  transaction: Transaction | undefined;
  finished: boolean;
}

/**
 * Sends one reply of one or more lines (RFC 5321 §4.2.1).
 * @param enhanced the enhanced status code (RFC 3463), repeated on each line as RFC 2034 asks; empty for none
 */
export function reply(state: SmtpState, code: number, enhanced: string, ...lines: readonly string[]): Promise<void> {
  const prefix = enhanced === '' ? '' : `${enhanced} `;
  const text = lines.map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${prefix}${line}\r\n`).join('');
  return state.connection.write(text);
}

export const offers = (state: SmtpState, keyword: string): boolean => !state.dependencies.settings.without.includes(keyword);
