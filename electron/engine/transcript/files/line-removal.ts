/**
 * Carries out the deletion of lines, for the user and for the limits: one order at a time, finished or withdrawn before the next one begins, with
 * the index told what the files hold afterwards.
 */
import { readdir } from 'node:fs/promises';
import type { LineRange, Session } from '../../../contract/transcript.ts';
import { type FolderChanges, isUnfinished } from './folder-changes.ts';
import { withoutRange } from './line-ranges.ts';
import { markOf } from './records.ts';
import { beginRemoval, endRemoval, type RemovalOrder, removalOf, removeLines, sessionWithout, unfinishedRemoval } from './remove-lines.ts';
import { listSessionFiles, missingIs, readSession, segmentName } from './session-files.ts';
import type { SessionIndex } from './session-index.ts';

export interface LineRemoval {
  /**
   * Deletes lines of a session that is over.
   * @param range which ones, of the session as it stands now; null: none of them is there
   * @returns false: there is no such session, or no such lines
   */
  remove(files: FolderChanges, id: string, range: (session: Session) => LineRange | null, by: RemovalOrder['by']): Promise<boolean>;
  /**
   * What the user keeps of a session that must go stays, with a pin; the rest of it goes.
   * @param isSpared asked before each step: nothing more goes
   */
  keepOnly(files: FolderChanges, id: string, isSpared: (id: string) => boolean): Promise<void>;
  /** Finishes what was broken off. */
  goOn(files: FolderChanges): Promise<void>;
  /** As `goOn`, when the program starts: the halves of files that were being written go too. */
  start(files: FolderChanges): Promise<void>;
  /** Sets something on a session that is over, as it stands now. @returns false: there is no such session */
  amend(files: FolderChanges, id: string, change: (session: Session) => Session): Promise<boolean>;
}

export function createLineRemoval({
  folder,
  index,
  onError,
}: {
  readonly folder: string;
  readonly index: SessionIndex;
  readonly onError: (error: unknown) => void;
}): LineRemoval {
  const segmentsOf = (id: string) => index.segments(id).map(({ number }) => number);

  /** Deletes lines from the files, says it at their end, and looks at them anew. */
  async function carryOut(
    files: FolderChanges,
    order: RemovalOrder,
    session: Session,
    segments: readonly number[],
    onReplaced?: () => void,
  ): Promise<void> {
    const { id } = session;
    const next = sessionWithout(session, order);
    try {
      await removeLines(folder, files, order, segments, onReplaced);
      await files.append(segmentName(id, segments.at(-1) ?? 0), markOf(next, 'end', next.endedAt ?? next.startedAt));
      await endRemoval(files);
      if (index.session(id)) index.put(next);
    } finally {
      // Also where it broke off half way: the lines stand elsewhere now.
      index.removeSegments(index.segments(id).map((segment) => segment.id));
      if (index.session(id)) for (const number of segments) index.addSegment(id, number);
    }
    // Until then what was deleted is still in the database's log.
    index.checkpoint();
  }

  async function goOn(files: FolderChanges): Promise<void> {
    const order = await unfinishedRemoval(folder);
    if (!order) return;
    const found = (await listSessionFiles(folder)).find(({ id }) => id === order.session);
    const session = found && (await readSession(folder, found, false));
    if (session) await carryOut(files, order, session, found.segments);
    else await endRemoval(files);
  }

  const remove: LineRemoval['remove'] = async (files, id, rangeOf, by) => {
    // There is one order at a time: a second one would take the place of the first, and what that had begun would stay half done.
    await goOn(files);
    const session = index.session(id);
    const range = session && rangeOf(session);
    if (!range) return false;
    const segments = segmentsOf(id);
    const order = await removalOf(folder, session, segments, range, by);
    let isBegun = false;
    try {
      await beginRemoval(files, order);
      await carryOut(files, order, session, segments, () => {
        isBegun = true;
      });
    } catch (error) {
      // No line has gone yet: what is answered as failed is not done later, at the next start.
      if (!isBegun) await endRemoval(files).catch(onError);
      throw error;
    }
    return true;
  };

  const amend: LineRemoval['amend'] = async (files, id, change) => {
    const session = index.session(id);
    if (!session) return false;
    const next = change(session);
    const last = index.segments(id).at(-1);
    if (last) {
      await files.append(segmentName(id, last.number), markOf(next, 'end', next.endedAt ?? next.startedAt));
      index.setOctets(last.id, null);
    }
    index.put(next);
    return true;
  };

  return {
    remove,
    amend,
    goOn,
    async keepOnly(files, id, isSpared) {
      const session = index.session(id);
      if (!session) return;
      const rest = (session.kept ?? []).reduce(withoutRange, [{ first: 0, last: session.lines - 1 }]);
      for (const range of rest) {
        if (isSpared(id)) return;
        if (!(await remove(files, id, () => range, 'limits'))) return;
      }
      await amend(files, id, (left) => ({ ...left, pinned: true }));
    },
    async start(files) {
      await goOn(files);
      const names = await readdir(folder).catch(missingIs<string[]>([]));
      await files.remove(names.filter(isUnfinished));
    },
  };
}
