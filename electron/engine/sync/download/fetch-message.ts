/** Fetches single messages over the watching connection: the one that was clicked, and the few that have just arrived. */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes, openMessageCause } from '../causes.ts';
import { compareFolder } from '../folders/folder-comparison.ts';
import { asideNotes, keyOf, stopsAccount } from '../folders/left-aside.ts';
import { replayOperations } from '../operations/replay.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import { fetchBodies } from './bodies.ts';

/** Fetches the body of one row. Rejects with `message-gone`, `uid-validity-changed` or what the server said. */
export async function fetchMessageBody(dependencies: SyncDependencies, connection: ImapConnection, id: number): Promise<void> {
  const { reader } = dependencies;
  const cause = openMessageCause(id);
  // Moved just now: the server has to be told before it can say where the message is.
  if (reader.location(id)?.uid === null) await replayOperations(dependencies, connection);
  const place = reader.location(id);
  if (!place) throw new FailureError(failure('message-gone'));
  if (place.bodyHeld) return;
  if (connection.selected?.path !== place.path) await connection.select(place.path, { cause });
  // Under another UIDVALIDITY the UID may name another message (RFC 3501 §2.3.1.1).
  if (connection.selected?.uidValidity !== place.uidValidity)
    throw new FailureError(failure('uid-validity-changed', { detail: { path: place.path } }));
  const uid = place.uid ?? (await findMoved(dependencies, connection, id));
  if (uid === null) throw new FailureError(failure('message-gone', { detail: { path: place.path } }));
  const came = await fetchBodies(dependencies, connection, place.folderId, [{ uid, size: place.size }], { cause });
  if (!came.has(uid)) throw new FailureError(failure('message-gone', { detail: { path: place.path } }));
}

/**
 * Fetches the bodies of mail that has just arrived in the selected folder, if they are few and small.
 * Answers whether any is left to the bulk download.
 */
export async function fetchNewBodies(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  messageIds: readonly number[],
): Promise<boolean> {
  const { reader, limits } = dependencies;
  const aside = asideNotes(dependencies, folderId).all();
  const wanted = messageIds.flatMap((id) => {
    const place = reader.location(id);
    return place && !place.bodyHeld && place.uid !== null && !aside.has(keyOf(place.uidValidity, place.uid))
      ? [{ uid: place.uid, size: place.size }]
      : [];
  });
  const octets = wanted.reduce((sum, { size }) => sum + size, 0);
  if (wanted.length > limits.bodiesAtOnce || octets > limits.bodyOctetsAtOnce) return true;
  try {
    const came = await fetchBodies(dependencies, connection, folderId, wanted, { cause: causes.bodies });
    return came.size < wanted.length;
  } catch (error) {
    // The bulk download finds out which of them the server refuses.
    if (stopsAccount(error, connection)) throw error;
    return true;
  }
}

/** The UID of a message that was moved here by a server that does not tell new UIDs: the comparison recognises it. */
async function findMoved(dependencies: SyncDependencies, connection: ImapConnection, id: number): Promise<number | null> {
  const { reader } = dependencies;
  const place = reader.location(id);
  if (!place) return null;
  await compareFolder(dependencies, connection, place.folderId, { extent: 'newest' });
  return reader.location(id)?.uid ?? null;
}
