/** Accounts, preferences and trust: one statement or a few each, in a transaction of user data. */
import { type AccountSettings, mailboxIdentity } from '../../../contract/accounts.ts';
import type { Preferences } from '../../../contract/application.ts';
import { failure } from '../../../contract/failure.ts';
import type { TrustedCertificate } from '../database/stored.ts';
import { forgetOtherMailbox } from '../messages/other-mailbox.ts';
import { userDataJob, userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';

type AccountToSave = {
  readonly id: string;
  readonly settings: AccountSettings;
  readonly practice: boolean;
};

function saveAccount(context: WriterContext, { id, settings, practice }: AccountToSave): null {
  const { userData } = context;
  const before = userData.sql`SELECT settings FROM accounts WHERE id = ${id}`.get<{ settings: string }>();
  const held: AccountSettings | null = before ? JSON.parse(before.settings) : null; // written below from AccountSettings
  if (held && mailboxIdentity(held.incoming) !== mailboxIdentity(settings.incoming)) leaveMailbox(context, id, settings.name);
  userData.sql`INSERT INTO accounts (id, settings, practice) VALUES (${id}, ${JSON.stringify(settings)}, ${practice ? 1 : 0})
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, practice = excluded.practice`.run();
  return null;
}

/**
 * The account moves to another mailbox: no pending change of the old one may reach the new one. They end with a reason,
 * unique ids are forgotten, and kept mail stays as local mail.
 */
function leaveMailbox({ userData, journal }: WriterContext, id: string, name: string): void {
  for (const operation of journal.all()) {
    if (operation.accountId !== id || operation.state === 'failed') continue;
    for (const { messageId } of operation.items) journal.removeItem(operation.id, messageId);
    journal.mark(operation.id, 'failed', operation.attempts, failure('mailbox-changed', { detail: { account: name } }));
  }
  userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${id}`.run();
  // Another server may use the same unique id for another message (RFC 1939 §7: they are unique within one maildrop).
  userData.sql`UPDATE kept SET key = 'from a former mailbox ' || id, uidl = NULL WHERE account_id = ${id} AND uidl IS NOT NULL`.run();
}

function deleteAccount({ userData, journal }: WriterContext, { id }: { id: string }): null {
  for (const operation of journal.all()) if (operation.accountId === id) journal.remove(operation.id);
  userData.sql`DELETE FROM accounts WHERE id = ${id}`.run();
  userData.sql`DELETE FROM drafts WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM outbox WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM returns WHERE message_id IN (SELECT message_id FROM sent_recipients WHERE account_id = ${id})`.run();
  userData.sql`DELETE FROM sent_recipients WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM kept WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${id}`.run();
  return null;
}

function savePreferences({ userData }: WriterContext, preferences: Partial<Preferences>): null {
  for (const [name, value] of Object.entries(preferences)) {
    if (value === undefined) continue;
    userData.sql`INSERT OR REPLACE INTO preferences (name, value) VALUES (${name}, ${JSON.stringify(value)})`.run();
  }
  return null;
}

function distrust({ userData }: WriterContext, { host, port }: { host: string; port: number }): null {
  forgetTrusted(userData, host, port);
  return null;
}

/** Names compare without case (RFC 4343 §2). */
function forgetTrusted(userData: WriterContext['userData'], host: string, port: number): void {
  userData.sql`DELETE FROM trusted_certificates WHERE lower(host) = lower(${host}) AND port = ${port}`.run();
}

function trustCertificate({ userData }: WriterContext, { host, port, fingerprint, certificate }: TrustedCertificate): null {
  forgetTrusted(userData, host, port);
  userData.sql`INSERT OR REPLACE INTO trusted_certificates (host, port, fingerprint, certificate)
    VALUES (${host}, ${port}, ${fingerprint}, ${certificate})`.run();
  return null;
}

/** Then in the cache: what is from another mailbox, or of an account that is gone, goes. */
function* forgetOther(context: WriterContext, { id }: { readonly id: string }): Work<null> {
  yield* forgetOtherMailbox(context, id);
  return null;
}

export const accountJobs = {
  saveAccount: userDataThenCacheJob('user', saveAccount, forgetOther),
  /** The account with its cache, kept mail, drafts, outbox and journal. Passwords are the vault's business. */
  deleteAccount: userDataThenCacheJob('user', deleteAccount, forgetOther),
  savePreferences: userDataJob(savePreferences),
  /** In the place of whatever was trusted there before. */
  trustCertificate: userDataJob(trustCertificate),
  /** Forgets what is trusted at a host and port. */
  distrust: userDataJob(distrust),
};
