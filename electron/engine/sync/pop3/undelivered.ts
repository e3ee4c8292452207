/** Notes which messages of an IMAP folder a server did not deliver: it said nothing of them, or the connection was lost over them. */
import { serverFacts } from '../../../contract/accounts.ts';
import { failure, toFailure } from '../../../contract/failure.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { asideNotes, keyOf } from '../folders/left-aside.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';

interface Lost {
  readonly folderId: number;
  readonly uidValidity: number | null;
  readonly uids: readonly number[];
}

/** After a command failed: what it asked for is suspected, if the connection ended over it and not by our own will. */
export async function noteLost(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  { folderId, uidValidity, uids }: Lost,
  error: unknown,
): Promise<void> {
  if (!connection.closed || toFailure(error).code === 'cancelled') return;
  await asideNotes(dependencies, folderId).suspect(uids.map((uid) => keyOf(uidValidity, uid)));
}

/** UIDs of one SEARCH: a command line of some kilobytes. */
const searchStep = 300;
/** Messages of one folder that are noted one by one; of a server that delivers none the folder says enough. */
const mostNoted = 1_000;

/**
 * Notes those of the selected folder's messages that the server has and did not deliver, though it said OK. Those that are gone are not
 * counted. Answers how many were noted.
 */
export async function noteUndelivered(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  uids: readonly number[],
): Promise<number> {
  if (uids.length === 0) return 0;
  const there: number[] = [];
  for (let at = 0; at < uids.length && there.length < mostNoted; at += searchStep)
    there.push(...(await connection.searchUids({ uids: uids.slice(at, at + searchStep) }, { cause: causes.compareFolder })));
  const asked = new Set(uids);
  const keys = there.filter((uid) => asked.has(uid)).map((uid) => keyOf(connection.selected?.uidValidity ?? null, uid));
  const server = serverFacts(dependencies.account.settings.incoming);
  const reason = failure('messages-undelivered', { ...server, command: 'UID FETCH', permanent: false });
  const notes = asideNotes(dependencies, folderId);
  await notes.failed(keys, reason);
  const gone = uids.filter((uid) => !there.includes(uid)).map((uid) => keyOf(connection.selected?.uidValidity ?? null, uid));
  await notes.takenUp(gone.filter((key) => notes.all().has(key)));
  return keys.length;
}
