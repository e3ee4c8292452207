/**
 * What is still to be fetched of an account, and in which order: the newest page of every folder that was never seen, then
 * all headers, then all bodies, each newest first and the inbox before the rest. Work is taken piece by piece, so that a
 * folder asked for meanwhile is looked at before the bodies of a large one are complete.
 */
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import type { Folder } from '../../../contract/folders.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import type { StatusBoard } from '../account/status-board.ts';
import { causes } from '../causes.ts';
import { type Comparison, compareFolder } from '../folders/folder-comparison.ts';
import { inOrderOfUse } from '../folders/folder-list.ts';
import { asideNotes, folderFailure, lossesBelieved, stopsAccount } from '../folders/left-aside.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { askAlone, type BodyFiller, createBodyFiller } from './bodies.ts';

export interface DownloadPlan {
  /** Asks for these folders to be compared and completed, also while work goes on. */
  add(folderIds: readonly number[]): void;
  readonly isEmpty: boolean;
  /** The folder whose rows are being read, or were last. */
  readonly comparing: number | null;
  /** Whether it is noted over what the connection of the latest work was lost: the next one begins elsewhere. */
  readonly isLossNoted: boolean;
  /** Works until nothing is left, with exclusive use of the connection. Rejects when it is lost, or `cancelled`; the rest stays planned. */
  workThrough(connection: ImapConnection, signal?: AbortSignal): Promise<void>;
}

interface PlanOptions {
  readonly board: StatusBoard;
  readonly onCompared?: (folderId: number, comparison: Comparison, connection: ImapConnection) => void | Promise<void>;
}

export function createDownloadPlan(dependencies: SyncDependencies, { board, onCompared }: PlanOptions): DownloadPlan {
  const { reader, storage } = dependencies;
  const toPeek = new Set<number>();
  const toCompare = new Set<number>();
  const toFill = new Map<number, BodyFiller>();
  /** Messages that were not delivered before: asked for when all else is done. */
  const toAskAlone = new Set<number>();
  const headers = { done: 0, total: 0 };
  const bodies = { done: 0, total: 0 };
  /** What each folder has contributed to `bodies`. */
  const counted = new Map<number, { done: number; total: number }>();
  let ranks = new Map<number, number>();
  let comparing: number | null = null;
  /** The folder that is being compared whole, and whether it was asked for again since that began: what came since may be missed. */
  let underWay: { readonly folderId: number; isAskedAgain: boolean } | null = null;
  let isLossNoted = false;
  /** Connections lost over each folder, but not over any of its messages. */
  const lostOver = new Map<number, number>();

  const firstOf = (ids: Iterable<number>): Folder | undefined => {
    let first: number | undefined;
    // A folder over which a connection was lost comes after the others.
    const rank = (id: number) => (ranks.get(id) ?? 0) + (lostOver.get(id) ?? 0) * ranks.size;
    for (const id of ids) if (first === undefined || rank(id) < rank(first)) first = id;
    return first === undefined ? undefined : (reader.folder(first) ?? forget(first));
  };
  /** The folder is gone. */
  const forget = (id: number): undefined => {
    for (const planned of [toPeek, toCompare, toFill, toAskAlone]) planned.delete(id);
  };
  const compare = async (connection: ImapConnection, folder: Folder, extent: 'newest' | 'whole', signal?: AbortSignal) => {
    board.set({ phase: 'headers', folder: folder.name, headers: { ...headers } });
    const batch = { missing: 0, came: 0 };
    comparing = folder.id;
    const comparison = await compareFolder(dependencies, connection, folder.id, {
      extent,
      signal,
      onMissing: (count) => {
        batch.missing = count;
        headers.total += count;
        board.set({ headers: { ...headers } });
      },
      onAdded: (count) => {
        batch.came += count;
        headers.done += count;
        board.heard();
        board.set({ headers: { ...headers } });
      },
    });
    // Headers that were announced and never came are not work that is left.
    headers.total -= Math.max(0, batch.missing - batch.came);
    await onCompared?.(folder.id, comparison, connection);
  };
  const planBodies = (folderId: number) => {
    const { total, bodiesHeld } = reader.counts(folderId);
    planAlone(folderId);
    if (bodiesHeld < total) toFill.set(folderId, createBodyFiller(dependencies, folderId));
    const before = counted.get(folderId);
    counted.set(folderId, { done: bodiesHeld, total });
    bodies.done += bodiesHeld - (before?.done ?? 0);
    bodies.total += total - (before?.total ?? 0);
    board.set({ bodies: { ...bodies } });
  };
  const countStored = (folder: Folder) => (count: number) => {
    bodies.done += count;
    const own = counted.get(folder.id);
    if (own) own.done += count;
    board.heard();
    board.set({ bodies: { ...bodies } });
  };
  const sayBodies = (folder: Folder) => board.set({ phase: 'bodies', folder: folder.name, headers: { ...headers }, bodies: { ...bodies } });
  const fill = async (connection: ImapConnection, folder: Folder, filler: BodyFiller, signal?: AbortSignal) => {
    sayBodies(folder);
    if (await filler.step(connection, { cause: causes.bodies, signal, onStored: countStored(folder) })) return;
    toFill.delete(folder.id);
    planAlone(folder.id);
  };
  const planAlone = (folderId: number) => {
    if (asideNotes(dependencies, folderId).due().length > 0) toAskAlone.add(folderId);
  };
  /**
   * A folder that the server refuses must not keep the others from coming; a connection that is gone, or a disk that is full,
   * must. Answers false when the folder was left out.
   */
  const withoutStoppingAt = async (connection: ImapConnection, folder: Folder, work: () => Promise<void> | undefined): Promise<boolean> => {
    const before = notesOf(folder.id);
    try {
      await work();
      lostOver.delete(folder.id);
      return true;
    } catch (error) {
      const reason = toFailure(error);
      if (connection.closed && reason.code !== 'cancelled') await noteLoss(folder, before, reason);
      if (stopsAccount(error, connection)) throw error;
      dependencies.logger.warning(`folder ${folder.path} was left out: ${reason.code}`);
      await stored(storage.setFolderState({ folderId: folder.id, state: { failure: folderFailure(folder.path, reason) } }));
      return false;
    }
  };
  const notesOf = (folderId: number) =>
    reader
      .leftAside(folderId)
      .map(({ key, attempts }) => `${key} ${attempts}`)
      .join();
  /** Remembers over what the connection was lost, so that it does not keep the rest from coming over the next one. */
  const noteLoss = async (folder: Folder, before: string, reason: Failure) => {
    isLossNoted = true;
    if (notesOf(folder.id) !== before) return;
    const times = (lostOver.get(folder.id) ?? 0) + 1;
    lostOver.set(folder.id, times);
    if (times < lossesBelieved) return;
    await stored(storage.setFolderState({ folderId: folder.id, state: { failure: folderFailure(folder.path, reason) } }));
    forget(folder.id);
  };
  /** Does the next piece of work. What is done, or refused by the server for this folder, leaves the plan. */
  const next = async (connection: ImapConnection, signal?: AbortSignal): Promise<void> => {
    const peeked = firstOf(toPeek);
    const compared = firstOf(toCompare);
    const filled = firstOf(toFill.keys());
    const last = firstOf(toAskAlone);
    if (peeked) {
      await withoutStoppingAt(connection, peeked, () => compare(connection, peeked, 'newest', signal));
      toPeek.delete(peeked.id);
    } else if (compared) {
      underWay = { folderId: compared.id, isAskedAgain: false };
      const begun = underWay;
      await withoutStoppingAt(connection, compared, () => compare(connection, compared, 'whole', signal)).finally(() => {
        underWay = null;
      });
      if (!begun.isAskedAgain) toCompare.delete(compared.id);
      planBodies(compared.id);
    } else if (filled) {
      const filler = toFill.get(filled.id);
      const done = await withoutStoppingAt(connection, filled, () => filler && fill(connection, filled, filler, signal));
      if (!done) toFill.delete(filled.id);
    } else if (last) {
      sayBodies(last);
      const options = { cause: causes.bodies, ...(signal ? { signal } : {}), onStored: countStored(last) };
      await withoutStoppingAt(connection, last, () => askAlone(dependencies, connection, last.id, options));
      toAskAlone.delete(last.id);
    }
  };
  const isEmpty = () => toPeek.size + toCompare.size + toFill.size + toAskAlone.size === 0;

  return {
    add(folderIds) {
      ranks = new Map(inOrderOfUse(reader.folders(dependencies.account.id)).map(({ id }, rank) => [id, rank]));
      for (const id of folderIds) {
        const folder = reader.folder(id);
        if (!folder?.selectable) continue;
        toCompare.add(id);
        if (underWay?.folderId === id) underWay.isAskedAgain = true;
        if (folder.server.uidNext === null && reader.counts(id).total === 0) toPeek.add(id);
      }
    },
    get isEmpty() {
      return isEmpty();
    },
    get isLossNoted() {
      return isLossNoted;
    },
    get comparing() {
      return comparing;
    },
    async workThrough(connection, signal) {
      // A new connection may succeed where the last one failed.
      for (const id of [...toFill.keys()]) toFill.set(id, createBodyFiller(dependencies, id));
      isLossNoted = false;
      headers.done = 0;
      headers.total = 0;
      while (!isEmpty()) {
        if (signal?.aborted) throw new FailureError(failure('cancelled'));
        await next(connection, signal);
      }
    },
  };
}
