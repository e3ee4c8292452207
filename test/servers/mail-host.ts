/**
 * A whole mail host as a provider runs one: Dovecot for reading, Postfix, Exim or Sendmail for submission, one set of users and mailboxes behind
 * both, and the account settings that a user of it would type.
 */

import type { ProvisionedAccount, Security } from './accounts-file.ts';
import { type DovecotOptions, type DovecotServer, type MailUser, startDovecot } from './dovecot/dovecot.ts';
import { startExim } from './exim/exim.ts';
import { startPostfix } from './postfix/postfix.ts';
import { startSendmail } from './sendmail/sendmail.ts';
import type { SubmissionServer } from './submission.ts';

export interface MailHostOptions {
  kind: 'postfix' | 'exim' | 'sendmail';
  users: MailUser[];
  domain?: string;
  /** See `SubmissionOptions`. */
  isOpen?: boolean;
  /** Settings for Dovecot alone. */
  dovecot?: Omit<DovecotOptions, 'users'>;
}

export interface AccountChoices {
  protocol?: 'imap' | 'pop3';
  security?: Security;
  /** Security of the outgoing side when it differs. */
  outgoingSecurity?: Security;
  mechanism?: string;
  keepOnServer?: boolean | number | 'until-deleted';
}

export interface MailHost {
  dovecot: DovecotServer;
  submission: SubmissionServer;
  domain: string;
  trustedCertificate: string;
  /** What a user would enter; default IMAP with STARTTLS, and AUTH LOGIN after STARTTLS. */
  account(userName: string, choices?: AccountChoices): ProvisionedAccount;
  stop(): Promise<void>;
}

export async function startMailHost(options: MailHostOptions): Promise<MailHost> {
  const { kind, users, domain = 'example.test', isOpen = false, dovecot: settings } = options;
  const dovecot = await startDovecot({ ...settings, users });
  const start = { postfix: startPostfix, exim: startExim, sendmail: startSendmail }[kind];
  let submission: SubmissionServer;
  try {
    submission = await start({ dovecot, domain, isOpen });
  } catch (error) {
    await dovecot.stop();
    throw error;
  }
  return {
    dovecot,
    submission,
    domain,
    trustedCertificate: dovecot.trustedCertificate,
    account: (userName, choices = {}) => describeAccount({ dovecot, submission, userName, choices }),
    async stop() {
      await submission.stop();
      await dovecot.stop();
    },
  };
}

function describeAccount(options: {
  dovecot: DovecotServer;
  submission: SubmissionServer;
  userName: string;
  choices: AccountChoices;
}): ProvisionedAccount {
  const { dovecot, submission, userName, choices } = options;
  const { protocol = 'imap', security = 'starttls', outgoingSecurity = security, mechanism = 'LOGIN', keepOnServer } = choices;
  const user = dovecot.users.find(({ name }) => name === userName);
  if (!user) throw new Error(`The mail host has no user ${userName}.`);
  const credentials = { username: user.name, password: user.password };
  const { ports } = dovecot;
  const incomingPorts = { imap: { tls: ports.imaps, other: ports.imap }, pop3: { tls: ports.pop3s, other: ports.pop3 } }[protocol];
  const outgoingPorts = { none: submission.ports.clear, starttls: submission.ports.submission, tls: submission.ports.submissions };
  return {
    name: user.name,
    address: `${user.name}@${submission.domain}`,
    incoming: {
      protocol,
      host: dovecot.host,
      port: security === 'tls' ? incomingPorts.tls : incomingPorts.other,
      security,
      ...credentials,
      ...(keepOnServer === undefined ? {} : { keepOnServer }),
    },
    outgoing: { host: submission.host, port: outgoingPorts[outgoingSecurity], security: outgoingSecurity, ...credentials, mechanism },
  };
}
