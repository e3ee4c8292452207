/** Fetches whole messages into the cache, newest first, in batches that the storage worker compresses while the next ones come. */
import { toFailure } from '../../../contract/failure.ts';
import type { BodyFetch, ImapConnection } from '../../imap/imap-types.ts';
import type { Cause } from '../../wire/tap.ts';
import { asideNotes, keyOf, stopsAccount, uidOf } from '../folders/left-aside.ts';
import { noteLost, noteUndelivered } from '../pop3/undelivered.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { isTooLarge, tooLarge } from './too-large.ts';

interface BodyOptions {
  readonly cause: Cause;
  readonly signal?: AbortSignal;
  /** After each batch that is stored. */
  readonly onStored?: (count: number) => void;
  /** Where batches go that are not stored yet when the fetch is over; without one they are waited for. */
  readonly pipeline?: Pipeline;
}

/**
 * Fetches these bodies of the selected folder. Answers the UIDs that came; one that did not is gone, or the server failed to send it.
 * When the connection is lost, those that were just asked for are noted, so that the next one can go on without them.
 */
export async function fetchBodies(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  messages: readonly { uid: number; size: number }[],
  { cause, signal, onStored, pipeline }: BodyOptions,
): Promise<ReadonlySet<number>> {
  const { storage, limits } = dependencies;
  const sizes = new Map(messages.map(({ uid, size }) => [uid, size]));
  const came = new Set<number>();
  let asked: readonly number[] = [];
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
    const size = sizes.get(uid);
    // Exchange and others answer an empty body for a message that they cannot read: treat it as missing.
    if (size === undefined || came.has(uid) || (raw.length === 0 && size > 0)) return;
    came.add(uid);
    batch.push({ uid, raw });
    octets += raw.length;
    if (batch.length >= limits.batchMessages || octets >= limits.batchOctets) return flush();
  };
  const onAsk = (uids: readonly number[]) => {
    asked = uids;
  };
  const { selected } = connection;
  try {
    if (messages.length > 0) await connection.fetchBodies(messages, take, { cause, signal, onAsk });
  } catch (error) {
    const left = asked.filter((uid) => !came.has(uid));
    await noteLost(dependencies, connection, { folderId, uidValidity: selected?.uidValidity ?? null, uids: left }, error);
    throw error;
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

/** Fetches the missing bodies of a folder piece by piece, so that something more urgent can come between. What was left aside is not asked for. */
export function createBodyFiller(dependencies: SyncDependencies, folderId: number): BodyFiller {
  const { reader, limits } = dependencies;
  const notes = asideNotes(dependencies, folderId);
  const tried = new Set<number>();
  const refused = { left: mostRefused };
  // Kept from step to step: waiting for the last batches after each of them would leave the wire idle.
  const pipeline = createPipeline(limits);
  let limit = listStep;
  const nextPiece = (uidValidity: number | null) => {
    const aside = notes.all();
    const isFresh = ({ uid }: { uid: number }) => !tried.has(uid) && !aside.has(keyOf(uidValidity, uid));
    for (;;) {
      const listed = reader.missingBodies(folderId, limit);
      const fresh = listed.filter(isFresh);
      // Undeliverable ones stay at the head of the list: look behind them.
      if (listed.length < limit || fresh.length >= listStep / 2) return fresh.slice(0, listStep);
      limit += listStep;
    }
  };
  return {
    async step(connection, options) {
      const folder = reader.folder(folderId);
      const piece = folder ? nextPiece(folder.server.uidValidity) : [];
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
      // A size above the limit may be wrong (hMailServer, Exchange): such a message is fetched alone, after the others.
      const large = piece.filter(({ size }) => size > limits.messageOctets);
      await notes.suspect(large.map(({ uid }) => keyOf(selection.uidValidity, uid)));
      const ordinary = piece.filter(({ size }) => size <= limits.messageOctets);
      const came = await fetchAroundRefused(dependencies, connection, folderId, ordinary, { ...options, pipeline, refused });
      const silent = ordinary.map(({ uid }) => uid).filter((uid) => !came.has(uid));
      await noteUndelivered(dependencies, connection, folderId, silent);
      return true;
    },
  };
}

/** Messages of one folder that may be refused one by one; a server that refuses more of them refuses the folder. */
export const mostRefused = 20;

/**
 * One message that the server refuses must not keep its neighbours from coming: halves the piece until it is alone. Answers what came or
 * was noted.
 */
async function fetchAroundRefused(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  piece: readonly { uid: number; size: number }[],
  options: BodyOptions & { readonly refused: { left: number } },
): Promise<ReadonlySet<number>> {
  try {
    return await fetchBodies(dependencies, connection, folderId, piece, options);
  } catch (error) {
    if (stopsAccount(error, connection)) throw error;
    const [only] = piece;
    if (piece.length === 1 && only) {
      options.refused.left -= 1;
      if (options.refused.left < 0) throw error;
      await asideNotes(dependencies, folderId).failed([keyOf(connection.selected?.uidValidity ?? null, only.uid)], toFailure(error));
      return new Set([only.uid]);
    }
    const middle = Math.ceil(piece.length / 2);
    const halves = [piece.slice(0, middle), piece.slice(middle)];
    const came = new Set<number>();
    for (const half of halves) {
      const missing = half.filter(({ uid }) => !isHeld(dependencies, folderId, uid));
      for (const { uid } of half) if (!missing.some((left) => left.uid === uid)) came.add(uid);
      if (missing.length > 0)
        for (const uid of await fetchAroundRefused(dependencies, connection, folderId, missing, options)) came.add(uid);
    }
    return came;
  }
}

function isHeld({ reader }: SyncDependencies, folderId: number, uid: number): boolean {
  const id = reader.idOfUid(folderId, uid);
  return id !== null && reader.location(id)?.bodyHeld === true;
}

/** One after the other and after everything else: what was left aside in this folder, and whose turn it is. Rejects when the connection is lost. */
export async function askAlone(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  { cause, signal, onStored }: BodyOptions,
): Promise<void> {
  const { reader, limits } = dependencies;
  const notes = asideNotes(dependencies, folderId);
  const folder = reader.folder(folderId);
  const due = notes.due();
  if (!folder?.selectable || due.length === 0) return;
  const commands = { cause, signal };
  const { selected } = connection;
  const { uidValidity } = selected?.path === folder.path ? selected : await connection.select(folder.path, commands);
  for (const { key, failure: reason } of due) {
    const name = uidOf(key);
    if (name?.uidValidity !== uidValidity) {
      await notes.takenUp([key]);
      continue;
    }
    let isBody = false;
    try {
      const { uid } = name;
      if (!reader.holdsUid(folderId, uid)) await addHeaderAlone(dependencies, connection, folderId, uid, commands);
      const id = reader.idOfUid(folderId, uid);
      const place = id === null ? null : reader.location(id);
      if (place && !place.bodyHeld) {
        isBody = true;
        // A message that ended a connection is not fetched again until it is known to be smaller.
        const isDoubtful = place.size > limits.messageOctets || reason?.code === 'message-too-large-to-keep';
        if (isDoubtful && (await isTooLarge(dependencies, connection, uid, commands))) {
          await notes.failed([key], tooLarge(dependencies, place.size > limits.messageOctets ? place.size : null));
          continue;
        }
        const size = Math.min(place.size, limits.messageOctets);
        await fetchBodies(dependencies, connection, folderId, [{ uid, size }], { cause, signal, ...(onStored ? { onStored } : {}) });
      }
      if (isHeld(dependencies, folderId, uid)) await notes.takenUp([key]);
      else await noteUndelivered(dependencies, connection, folderId, [uid]);
    } catch (error) {
      const why = toFailure(error);
      const isLost = connection.closed && why.code !== 'cancelled';
      if (isLost && isBody && why.detail?.part === 'literal') await noteTooLarge(dependencies, folderId, key);
      else if (isLost || !stopsAccount(error, connection)) await notes.failed([key], why, isLost);
      if (stopsAccount(error, connection)) throw error;
    }
  }
}

/** The server sent more than is accepted. It probably does so for the other large ones too: do not lose a connection over each of them. */
async function noteTooLarge(dependencies: SyncDependencies, folderId: number, key: string): Promise<void> {
  const { reader, limits } = dependencies;
  const notes = asideNotes(dependencies, folderId);
  const sizeOf = (of: string): number => {
    const id = reader.idOfUid(folderId, uidOf(of)?.uid ?? 0);
    return (id === null ? null : reader.location(id)?.size) ?? 0;
  };
  await notes.failed([key], tooLarge(dependencies, sizeOf(key) > limits.messageOctets ? sizeOf(key) : null));
  if (sizeOf(key) <= limits.messageOctets) return;
  for (const { key: other } of notes.due())
    if (other !== key && sizeOf(other) > limits.messageOctets) await notes.failed([other], tooLarge(dependencies, sizeOf(other)));
}

async function addHeaderAlone(
  { storage }: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  uid: number,
  commands: { readonly cause: Cause; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  await connection.fetchHeaders(
    [uid],
    async (messages) => void (await stored(storage.addHeaders({ folderId, messages: messages.filter((message) => message.uid === uid) }))),
    commands,
  );
}
