/**
 * Reveals one covered span on the user's word: the vault is asked again, and the span is spelled as it stood there, for the reply to this one
 * call. Nothing is kept of it, no event has it, and no file: what was recorded does not hold it and is not changed.
 */
import type { AccountSettings, Side } from '../../../contract/accounts.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Session } from '../../../contract/transcript.ts';
import type { Credentials } from '../../wire/authentication/credentials.ts';
import type { LineRecord } from '../files/records.ts';
import { respell } from './respell.ts';

export interface RevealNeeds {
  readonly settingsOf: (accountId: string) => AccountSettings | undefined;
  /** Reads the vault. */
  readonly credentials: (accountId: string, settings: AccountSettings, side: Side) => Promise<Result<Credentials>>;
}

/** Lines in which a sign-in begins, at most. */
const mostBefore = 64;

/**
 * @param recordsOf lines of the session from an index on, at most so many
 * @param offset of the span in its line
 * @returns `secret-not-held` where the vault does not hold what was covered there
 */
export async function reveal(
  { settingsOf, credentials }: RevealNeeds,
  session: Session,
  recordsOf: (from: number, limit: number) => Promise<readonly LineRecord[]>,
  { index, offset }: { readonly index: number; readonly offset: number },
): Promise<Result<{ text: string }>> {
  const notHeld = fail(failure('secret-not-held'));
  const { accountId, protocol, host, port, purpose } = session;
  const side = protocol === 'smtp' ? 'outgoing' : 'incoming';
  const settings = accountId === null ? undefined : settingsOf(accountId);
  // What is typed by hand may be anything; and a password belongs to its server (a stored one goes nowhere else).
  const server = settings?.[side];
  // A spool and the sendmail program are at no server.
  const isOfServer = server !== undefined && 'host' in server && server.host === host && server.port === port;
  if (accountId === null || !settings || !isOfServer || purpose === 'console') return notHeld;
  const from = Math.max(0, index - mostBefore);
  const records = await recordsOf(from, index - from + 1);
  const line = records.find((record) => record.index === index);
  const known = await credentials(accountId, settings, side);
  if (!line || !known.ok || known.value.kind !== 'password') return notHeld;
  const before = records.filter((record) => record.index < index);
  const text = respell({ line, offset, before, username: known.value.username, password: known.value.password });
  return text === null ? notHeld : succeed({ text });
}
