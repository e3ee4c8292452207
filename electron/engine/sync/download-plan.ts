/**
 * What is still to be fetched of an account, and in which order: the newest page of every folder that was never seen, then
 * all headers, then all bodies, each newest first and the inbox before the rest. Work is taken piece by piece, so that a
 * folder asked for meanwhile is looked at before the bodies of a large one are complete.
 */
import { type Failure, FailureError, failure, toFailure } from '../../contract/failure.ts';
import type { Folder } from '../../contract/folders.ts';
import type { ImapConnection } from '../imap/imap-types.ts';
import { type BodyFiller, createBodyFiller } from './bodies.ts';
import { causes } from './causes.ts';
import { type Comparison, compareFolder } from './folder-comparison.ts';
import { inOrderOfUse } from './folder-list.ts';
import type { StatusBoard } from './status-board.ts';
import type { SyncDependencies } from './sync-dependencies.ts';

export interface DownloadPlan {
  /** Asks for these folders to be compared and completed, also while work goes on. */
  add(folderIds: readonly number[]): void;
  readonly isEmpty: boolean;
  /** The folder whose rows are being read, or were last. */
  readonly comparing: number | null;
  /** What the server did in the latest work that the user has to know, although the rest went on: a lie, or more than is accepted. */
  readonly trouble: Failure | null;
  /** Works until nothing is left, over a connection that nobody else uses meanwhile. Rejects when it is lost, or `cancelled`; what is not done stays planned. */
  workThrough(connection: ImapConnection, signal?: AbortSignal): Promise<void>;
}

export interface PlanOptions {
  readonly board: StatusBoard;
  readonly onCompared?: (folderId: number, comparison: Comparison, connection: ImapConnection) => void | Promise<void>;
}

export function createDownloadPlan(dependencies: SyncDependencies, { board, onCompared }: PlanOptions): DownloadPlan {
  const { reader } = dependencies;
  const toPeek = new Set<number>();
  const toCompare = new Set<number>();
  const toFill = new Map<number, BodyFiller>();
  const headers = { done: 0, total: 0 };
  const bodies = { done: 0, total: 0 };
  /** What each folder has contributed to `bodies`. */
  const counted = new Map<number, { done: number; total: number }>();
  let ranks = new Map<number, number>();
  let trouble: Failure | null = null;
  let comparing: number | null = null;

  const firstOf = (ids: Iterable<number>): Folder | undefined => {
    let first: number | undefined;
    for (const id of ids) if (first === undefined || (ranks.get(id) ?? 0) < (ranks.get(first) ?? 0)) first = id;
    return first === undefined ? undefined : (reader.folder(first) ?? forget(first));
  };
  /** The folder is gone. */
  const forget = (id: number): undefined => {
    for (const planned of [toPeek, toCompare, toFill]) planned.delete(id);
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
    if (bodiesHeld < total) toFill.set(folderId, createBodyFiller(dependencies, folderId));
    const before = counted.get(folderId);
    counted.set(folderId, { done: bodiesHeld, total });
    bodies.done += bodiesHeld - (before?.done ?? 0);
    bodies.total += total - (before?.total ?? 0);
    board.set({ bodies: { ...bodies } });
  };
  const fill = async (connection: ImapConnection, folder: Folder, filler: BodyFiller, signal?: AbortSignal) => {
    board.set({ phase: 'bodies', folder: folder.name, headers: { ...headers }, bodies: { ...bodies } });
    const onStored = (count: number) => {
      bodies.done += count;
      const own = counted.get(folder.id);
      if (own) own.done += count;
      board.heard();
      board.set({ bodies: { ...bodies } });
    };
    if (!(await filler.step(connection, { cause: causes.bodies, signal, onStored }))) toFill.delete(folder.id);
  };
  /**
   * A folder that the server refuses must not keep the others from coming; a connection that is gone, or a disk that is full,
   * must. Answers false when the folder was left out.
   */
  const withoutStoppingAt = async (connection: ImapConnection, folder: Folder, work: () => Promise<void> | undefined): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      const reason = toFailure(error);
      if (misbehaviour.has(reason.code)) trouble ??= reason;
      if (connection.closed || !folderFailures.has(reason.code)) throw error;
      dependencies.logger.warning(`folder ${folder.id} was left out: ${reason.code}`);
      return false;
    }
  };
  /** Does the next piece of work. What is done, or refused by the server for this folder, leaves the plan. */
  const next = async (connection: ImapConnection, signal?: AbortSignal): Promise<void> => {
    const peeked = firstOf(toPeek);
    const compared = firstOf(toCompare);
    const filled = firstOf(toFill.keys());
    if (peeked) {
      await withoutStoppingAt(connection, peeked, () => compare(connection, peeked, 'newest', signal));
      toPeek.delete(peeked.id);
    } else if (compared) {
      await withoutStoppingAt(connection, compared, () => compare(connection, compared, 'whole', signal));
      toCompare.delete(compared.id);
      planBodies(compared.id);
    } else if (filled) {
      const filler = toFill.get(filled.id);
      const done = await withoutStoppingAt(connection, filled, () => filler && fill(connection, filled, filler, signal));
      if (!done) toFill.delete(filled.id);
    }
  };
  const isEmpty = () => toPeek.size + toCompare.size + toFill.size === 0;

  return {
    add(folderIds) {
      ranks = new Map(inOrderOfUse(reader.folders(dependencies.account.id)).map(({ id }, rank) => [id, rank]));
      for (const id of folderIds) {
        const folder = reader.folder(id);
        if (!folder?.selectable) continue;
        toCompare.add(id);
        if (folder.server.uidNext === null && reader.counts(id).total === 0) toPeek.add(id);
      }
    },
    get isEmpty() {
      return isEmpty();
    },
    get comparing() {
      return comparing;
    },
    get trouble() {
      return trouble;
    },
    async workThrough(connection, signal) {
      // What one connection could not have, the next one may.
      for (const id of [...toFill.keys()]) toFill.set(id, createBodyFiller(dependencies, id));
      headers.done = 0;
      headers.total = 0;
      trouble = null;
      while (!isEmpty()) {
        if (signal?.aborted) throw new FailureError(failure('cancelled'));
        await next(connection, signal);
      }
    },
  };
}

const folderFailures: ReadonlySet<string> = new Set([
  'command-refused',
  'temporarily-refused',
  'folder-missing',
  'folder-gone',
  'protocol-violation',
  'limit-exceeded',
  'message-too-large',
  'uid-validity-changed',
]);

/** Not refusals, which are a server's right. */
const misbehaviour: ReadonlySet<string> = new Set(['protocol-violation', 'limit-exceeded']);
