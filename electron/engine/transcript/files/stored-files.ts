/**
 * The files of sessions and the index of them, kept as one: what other programs added or removed, what an earlier run left, and what goes. The
 * files are what is believed; the index can always be made again.
 */
import type { Session } from '../../../contract/transcript.ts';
import type { FolderChanges } from './folder-changes.ts';
import { readOldPins, removeOldIndex } from './old-index.ts';
import { markOf } from './records.ts';
import { listSessionFiles, readSession, type SessionFiles, segmentName, sizesOf } from './session-files.ts';
import type { SessionIndex, StoredSession } from './session-index.ts';

export interface StoredFiles {
  /** Reads every file into an index that is new. */
  readAll(changes: FolderChanges): Promise<void>;
  /** Ends the sessions that the program has not: it was killed. */
  endLeft(): Promise<void>;
  /** Takes in what other programs added or removed. */
  compare(): Promise<void>;
  /** What is stored, with the octets of every file; those of a file that does not grow any more are kept. */
  measured(): Promise<StoredSession[]>;
  /** Removes whole sessions, file by file. */
  remove(changes: FolderChanges, sessions: readonly Pick<StoredSession, 'id' | 'segments'>[]): Promise<void>;
}

interface StoredFilesOptions {
  readonly folder: string;
  readonly index: SessionIndex;
  /** A session that is being recorded. */
  readonly open: (id: string) => Session | undefined;
}

export function createStoredFiles({ folder, index, open }: StoredFilesOptions): StoredFiles {
  const isOpen = (id: string) => open(id) !== undefined;

  /** Puts files into the index that it does not know. */
  async function read(files: SessionFiles): Promise<void> {
    const session = open(files.id) ?? (await readSession(folder, files, false));
    if (!session) return;
    index.put(session);
    for (const number of files.segments) index.addSegment(files.id, number);
  }

  return {
    async readAll(changes) {
      const files = await listSessionFiles(folder);
      for (const id of await readOldPins(folder)) {
        const pinned = files.find((each) => each.id === id);
        const session = pinned && (await readSession(folder, pinned, false));
        if (!session || session.pinned) continue;
        const name = segmentName(id, pinned.segments.at(-1) ?? 0);
        await changes.append(name, markOf({ ...session, pinned: true }, 'end', session.endedAt ?? session.startedAt));
      }
      await removeOldIndex(folder);
      for (const each of files) await read(each);
    },
    async endLeft() {
      for (const id of index.openSessions().filter((each) => !isOpen(each))) {
        const session = await readSession(folder, { id, segments: index.segments(id).map(({ number }) => number) }, false);
        if (session) index.put(session);
        else index.removeSessions([id]);
      }
    },
    async compare() {
      const known = index.stored().filter(({ id }) => !isOpen(id));
      const files = new Map((await listSessionFiles(folder)).map((each) => [each.id, each]));
      index.removeSessions(known.flatMap(({ id }) => (files.has(id) ? [] : id)));
      for (const { id, segments } of known) {
        const numbers = new Set(files.get(id)?.segments);
        index.removeSegments(segments.flatMap((segment) => (numbers.delete(segment.number) || !files.has(id) ? [] : segment.id)));
        for (const number of numbers) index.addSegment(id, number);
      }
      const now = new Set(index.stored().map(({ id }) => id));
      for (const each of files.values()) if (!isOpen(each.id) && !now.has(each.id)) await read(each);
    },
    async measured() {
      const stored = index.stored();
      const names = stored.flatMap(({ id, segments }) =>
        segments.flatMap(({ number, octets }) => (octets === null ? segmentName(id, number) : [])),
      );
      const sizes = await sizesOf(folder, names);
      return stored.map((session) => ({
        ...session,
        segments: session.segments.map((segment) => {
          const octets = segment.octets ?? sizes.get(segmentName(session.id, segment.number)) ?? 0;
          if (segment.octets === null && !isOpen(session.id)) index.setOctets(segment.id, octets);
          return { ...segment, octets };
        }),
      }));
    },
    async remove(changes, sessions) {
      await changes.remove(sessions.flatMap(({ id, segments }) => segments.map(({ number }) => segmentName(id, number))));
      index.removeSessions(sessions.map(({ id }) => id));
    },
  };
}
