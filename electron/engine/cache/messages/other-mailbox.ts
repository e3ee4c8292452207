/**
 * Which mailbox the cached rows of an account are from is written beside them, in the same file: whatever is interrupted,
 * rows of one mailbox are never taken for those of another, whose UIDs may be the same numbers.
 */
import { mailboxIdentity } from '../../../contract/accounts.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { readSettings } from '../user-data/account-settings.ts';
import { restoreKept } from '../user-data/restore-kept.ts';
import { forgetAccount } from './folder-jobs.ts';

/** Forgets what is cached of an account when it is from another mailbox than user data names, or when the account is gone. */
export function* forgetOtherMailbox(context: WriterContext, accountId: string): Work<void> {
  const { cache } = context;
  const wanted = wantedMailbox(context, accountId);
  const held = cache.sql`SELECT identity FROM mailboxes WHERE account_id = ${accountId}`.get<{ identity: string }>()?.identity ?? null;
  if (wanted !== null && held === wanted) return;
  if (wanted === null || held !== null) yield* forgetAccount(context, accountId);
  // The note comes last: until it is written, the next start finds the work undone.
  if (wanted === null) cache.sql`DELETE FROM mailboxes WHERE account_id = ${accountId}`.run();
  else {
    if (held !== null) yield* restoreKept(context, accountId);
    cache.sql`INSERT OR REPLACE INTO mailboxes (account_id, identity) VALUES (${accountId}, ${wanted})`.run();
  }
}

/** At start: ends what a crash left half done, for every account. */
export function* forgetOtherMailboxes(context: WriterContext): Work<void> {
  const held = context.cache.sql`SELECT account_id AS id FROM mailboxes`.all<{ id: string }>();
  const wanted = context.userData.sql`SELECT id, settings FROM accounts`.all<{ id: string; settings: string }>();
  // Settings that cannot be read do not say which mailbox this is: keep its cache until they can.
  const unreadable = new Set(wanted.filter(({ settings }) => !readSettings(settings)).map(({ id }) => id));
  for (const id of new Set([...held, ...wanted].map((account) => account.id)))
    if (!unreadable.has(id)) yield* forgetOtherMailbox(context, id);
}

function wantedMailbox({ userData }: WriterContext, accountId: string): string | null {
  const row = userData.sql`SELECT settings FROM accounts WHERE id = ${accountId}`.get<{ settings: string }>();
  if (!row) return null;
  const settings = readSettings(row.settings);
  return settings && mailboxIdentity(settings.incoming);
}
