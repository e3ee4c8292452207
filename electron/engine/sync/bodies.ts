/** Fetches whole messages into the cache, newest first, in batches that the storage worker compresses while the next ones come. */
import type { BodyFetch, ImapConnection } from '../imap/imap-types.ts';
import type { Cause } from '../wire/tap.ts';
import { type SyncDependencies, stored } from './sync-dependencies.ts';

export interface BodyOptions {
  readonly cause: Cause;
  readonly signal?: AbortSignal;
  /** After each batch that is stored. */
  readonly onStored?: (count: number) => void;
}

/** Fetches these bodies of the selected folder. Answers the UIDs that came; one that did not is gone, or the server does not keep its word. */
export async function fetchBodies(
  { storage, limits }: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  messages: readonly { uid: number; size: number }[],
  { cause, signal, onStored }: BodyOptions,
): Promise<ReadonlySet<number>> {
  const asked = new Set(messages.map(({ uid }) => uid));
  const came = new Set<number>();
  let batch: { uid: number; raw: Buffer }[] = [];
  let octets = 0;
  let storing: Promise<void> = Promise.resolve();
  const store = async (bodies: { uid: number; raw: Buffer }[]) => {
    await stored(storage.addBodies({ folderId, messages: bodies }));
    onStored?.(bodies.length);
  };
  const flush = async () => {
    await storing;
    if (batch.length === 0) return;
    storing = store(batch);
    storing.catch(() => {}); // reported by the `await` of the next flush; here only kept from being unhandled
    batch = [];
    octets = 0;
  };
  const take = ({ uid, raw }: BodyFetch) => {
    if (!asked.has(uid) || came.has(uid)) return;
    came.add(uid);
    batch.push({ uid, raw });
    octets += raw.length;
    if (batch.length >= limits.batchMessages || octets >= limits.batchOctets) return flush();
  };
  try {
    if (messages.length > 0) await connection.fetchBodies(messages, take, { cause, signal });
  } finally {
    await flush();
    await storing;
  }
  return came;
}

/** How many messages are asked of the cache at once. */
const listStep = 500;

/** Fetches every missing body of a folder. The folder is selected only if something is missing. */
export async function fetchMissingBodies(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  options: BodyOptions,
): Promise<void> {
  const { reader, limits } = dependencies;
  const tried = new Set<number>();
  let limit = listStep;
  let selected = false;
  while (!options.signal?.aborted) {
    const listed = reader.missingBodies(folderId, limit);
    const fresh = listed.filter(({ uid, size }) => size <= limits.messageOctets && !tried.has(uid));
    const folder = reader.folder(folderId);
    if (!folder || (fresh.length === 0 && listed.length < limit)) return;
    // Those that cannot be had stand at the head of the list for good: look behind them.
    if (fresh.length < listStep / 2 && listed.length === limit) limit += listStep;
    if (fresh.length === 0) continue;
    if (!selected) {
      const selection = await connection.select(folder.path, { cause: options.cause, signal: options.signal });
      // Renumbered since its headers came: the next comparison reads it afresh.
      if (selection.uidValidity !== folder.server.uidValidity) return;
      selected = true;
    }
    for (const { uid } of fresh) tried.add(uid);
    await fetchBodies(dependencies, connection, folderId, fresh, options);
  }
}
