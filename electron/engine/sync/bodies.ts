/** Fetches whole messages into the cache, newest first, in batches that the storage worker compresses while the next ones come. */
import { toFailure } from '../../contract/failure.ts';
import type { BodyFetch, ImapConnection } from '../imap/imap-types.ts';
import type { Cause } from '../wire/tap.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { type SyncDependencies, stored } from './sync-dependencies.ts';

export interface BodyOptions {
  readonly cause: Cause;
  readonly signal?: AbortSignal;
  /** After each batch that is stored. */
  readonly onStored?: (count: number) => void;
  /** Where batches go that are not stored yet when the fetch is over; without one they are waited for. */
  readonly pipeline?: Pipeline;
}

/** Fetches these bodies of the selected folder. Answers the UIDs that came; one that did not is gone, or the server does not keep its word. */
export async function fetchBodies(
  { storage, limits }: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  messages: readonly { uid: number; size: number }[],
  { cause, signal, onStored, pipeline }: BodyOptions,
): Promise<ReadonlySet<number>> {
  const asked = new Set(messages.map(({ uid }) => uid));
  const came = new Set<number>();
  let batch: { uid: number; raw: Buffer }[] = [];
  let octets = 0;
  const storing = pipeline ?? createPipeline(limits);
  const store = async (bodies: { uid: number; raw: Buffer }[]) => {
    await stored(storage.addBodies({ folderId, messages: bodies }));
    onStored?.(bodies.length);
  };
  const flush = async () => {
    if (batch.length === 0) return;
    const full = { messages: batch, octets };
    batch = [];
    octets = 0;
    await storing.add(store(full.messages), full.octets);
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
    if (!pipeline) await storing.drain();
  }
  return came;
}

/** How many messages are asked of the cache, and fetched, at once. */
const listStep = 500;

export interface BodyFiller {
  /** Fetches some of what is missing, newest first; answers false when nothing is left that can be had. */
  step(connection: ImapConnection, options: BodyOptions): Promise<boolean>;
}

/** Fetches the missing bodies of a folder piece by piece, so that something more urgent can come between. */
export function createBodyFiller(dependencies: SyncDependencies, folderId: number): BodyFiller {
  const { reader, limits } = dependencies;
  const tried = new Set<number>();
  // Kept from step to step: waiting for the last batches after each of them would leave the wire idle.
  const pipeline = createPipeline(limits);
  let limit = listStep;
  const nextPiece = () => {
    for (;;) {
      const listed = reader.missingBodies(folderId, limit);
      const fresh = listed.filter(({ uid, size }) => size <= limits.messageOctets && !tried.has(uid));
      // Those that cannot be had stand at the head of the list for good: look behind them.
      if (listed.length < limit || fresh.length >= listStep / 2) return fresh.slice(0, listStep);
      limit += listStep;
    }
  };
  return {
    async step(connection, options) {
      const folder = reader.folder(folderId);
      const piece = folder ? nextPiece() : [];
      if (!folder || piece.length === 0) {
        await pipeline.drain();
        return false;
      }
      const { selected } = connection;
      const selection =
        selected?.path === folder.path ? selected : await connection.select(folder.path, { cause: options.cause, signal: options.signal });
      // Renumbered since its headers came: the next comparison reads it afresh.
      if (selection.uidValidity !== folder.server.uidValidity) return false;
      for (const { uid } of piece) tried.add(uid);
      await fetchAroundBroken(dependencies, connection, folderId, piece, { ...options, pipeline });
      return true;
    },
  };
}

/** One message that the server cannot deliver must not keep its neighbours from coming: halves the piece until it is alone. */
async function fetchAroundBroken(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  piece: readonly { uid: number; size: number }[],
  options: BodyOptions,
): Promise<void> {
  try {
    await fetchBodies(dependencies, connection, folderId, piece, options);
  } catch (error) {
    if (connection.closed || toFailure(error).code !== 'command-refused') throw error;
    if (piece.length === 1) return dependencies.logger.warning(`a message of folder ${folderId} could not be had from the server`);
    const middle = Math.ceil(piece.length / 2);
    await fetchAroundBroken(dependencies, connection, folderId, piece.slice(0, middle), options);
    await fetchAroundBroken(dependencies, connection, folderId, piece.slice(middle), options);
  }
}
