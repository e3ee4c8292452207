/** Accounts, preferences, trust and POP3 unique ids: one statement or a few each, in a transaction of user data. */
import { type AccountSettings, mailboxIdentity } from '../../../contract/accounts.ts';
import { failure } from '../../../contract/failure.ts';
import type { JobInput } from '../queue/storage-interface.ts';
import type { WriterContext } from '../queue/writer-context.ts';

export function saveAccount(context: WriterContext, { id, settings, practice }: JobInput<'saveAccount'>): null {
  const { userData } = context;
  const before = userData.sql`SELECT settings FROM accounts WHERE id = ${id}`.get<{ settings: string }>();
  const held: AccountSettings | null = before ? JSON.parse(before.settings) : null; // written below from AccountSettings
  if (held && mailboxIdentity(held.incoming) !== mailboxIdentity(settings.incoming)) leaveMailbox(context, id, settings.name);
  userData.sql`INSERT INTO accounts (id, settings, practice) VALUES (${id}, ${JSON.stringify(settings)}, ${practice ? 1 : 0})
    ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, practice = excluded.practice`.run();
  return null;
}

/**
 * The account is to read another mailbox: nothing that was meant for the one before may reach the new one. What waits is
 * ended with its reason, unique ids are forgotten, and kept mail stays as mail that no server has.
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

export function deleteAccount({ userData, journal }: WriterContext, { id }: JobInput<'deleteAccount'>): null {
  for (const operation of journal.all()) if (operation.accountId === id) journal.remove(operation.id);
  userData.sql`DELETE FROM accounts WHERE id = ${id}`.run();
  userData.sql`DELETE FROM drafts WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM outbox WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM kept WHERE account_id = ${id}`.run();
  userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${id}`.run();
  return null;
}

export function savePreferences({ userData }: WriterContext, preferences: JobInput<'savePreferences'>): null {
  for (const [name, value] of Object.entries(preferences)) {
    if (value === undefined) continue;
    userData.sql`INSERT OR REPLACE INTO preferences (name, value) VALUES (${name}, ${JSON.stringify(value)})`.run();
  }
  return null;
}

export function distrust({ userData }: WriterContext, { host, port }: JobInput<'distrust'>): null {
  forgetTrusted(userData, host, port);
  return null;
}

/** Names compare without case (RFC 4343 §2). */
function forgetTrusted(userData: WriterContext['userData'], host: string, port: number): void {
  userData.sql`DELETE FROM trusted_certificates WHERE lower(host) = lower(${host}) AND port = ${port}`.run();
}

export function trustCertificate(
  { userData }: WriterContext,
  { host, port, fingerprint, certificate }: JobInput<'trustCertificate'>,
): null {
  forgetTrusted(userData, host, port);
  userData.sql`INSERT OR REPLACE INTO trusted_certificates (host, port, fingerprint, certificate)
    VALUES (${host}, ${port}, ${fingerprint}, ${certificate})`.run();
  return null;
}

export function notePop3({ userData }: WriterContext, { accountId, uidls, now }: JobInput<'notePop3'>): null {
  for (const uidl of uidls) {
    userData.sql`INSERT OR IGNORE INTO pop3_uidls (account_id, uidl, state, first_seen_at) VALUES (${accountId}, ${uidl}, 'seen', ${now})`.run();
  }
  return null;
}

export function markPop3({ userData }: WriterContext, { accountId, uidls, state }: JobInput<'markPop3'>): null {
  for (const uidl of uidls) {
    userData.sql`UPDATE pop3_uidls SET state = ${state} WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return null;
}

export function notePop3Sizes({ userData }: WriterContext, { accountId, sizes }: JobInput<'notePop3Sizes'>): null {
  for (const { uidl, size } of sizes) {
    userData.sql`UPDATE pop3_uidls SET listed_size = ${size} WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return null;
}

export function forgetPop3({ userData }: WriterContext, { accountId, uidls }: JobInput<'forgetPop3'>): null {
  for (const uidl of uidls) {
    userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${uidl} AND kept_id IS NULL`.run();
  }
  return null;
}
