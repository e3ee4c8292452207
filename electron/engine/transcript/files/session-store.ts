/**
 * The sessions of a data folder, those of earlier runs included: their files, the index of them, which are pinned, and deletion, for the
 * budget or on request. All its state is in the index, so that the cost of a start does not depend on their number.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { LineRange, RetentionFacts, Session } from '../../../contract/transcript.ts';
import type { PayloadStore } from '../payload/payload-retention.ts';
import { beyondBudget, retentionFacts } from './budget.ts';
import { createFolderChanges, type FolderChanges } from './folder-changes.ts';
import { rangeWith, withRange } from './line-ranges.ts';
import { createLineRemoval } from './line-removal.ts';
import { readOldPins, removeOldIndex } from './old-index.ts';
import { markOf } from './records.ts';
import { createSegmentScanner } from './segment-scanner.ts';
import { listSessionFiles, readSession, type SessionFiles, segmentName, sizesOf } from './session-files.ts';
import { createSessionIndex, type PayloadLines, type SessionIndex, type StoredSession } from './session-index.ts';
import { createSessionReader, type SessionReader } from './session-reader.ts';

interface SessionStore extends Pick<SessionIndex, 'session' | 'sessions'> {
  /** Resolves when the sessions of earlier runs are known. */
  readonly ready: Promise<void>;
  readonly reader: SessionReader;
  /** A session has begun, has changed its pin, or is over. */
  put(session: Session): void;
  segmentBegan(session: string, number: number): void;
  /** Numbers of its files, in order. */
  segmentsOf(session: string): readonly number[];
  /**
   * Sets a pin or what is kept, on the session as it stands when it is its turn; an open one has it already from its recorder, which also writes
   * it into the file. Until then the session does not go for the limits.
   * @returns false: there is no such session any more
   */
  amend(id: string, change: (session: Session) => Session): Promise<boolean>;
  /** @param chosen which sessions, asked when it is their turn */
  remove(chosen: () => readonly string[]): Promise<void>;
  /** What is stored, and what would go with these limits. */
  facts(limits: Retention): Promise<RetentionFacts>;
  /** The limits are others: what is beyond them goes now. */
  tidy(): Promise<void>;
  /** Deletes lines of a session that is over. @returns false: there are none, or no such session any more */
  removeLines(id: string, lines: LineRange): Promise<boolean>;
  /** The lines in the files that carried the message with this SHA-256. */
  payload(hash: string): Promise<PayloadLines[]>;
  /** The files have grown by so many octets. */
  grew(octets: number): void;
  /** Resolves when what must go is gone, and nothing is done any more. */
  close(): Promise<void>;
}

/** Octets of all files together that are not pinned, and milliseconds. */
export interface Retention {
  readonly budget: number;
  readonly age: number;
}

interface SessionStoreOptions {
  readonly folder: string;
  /** How much may be stored, and for how long: asked again each time. */
  readonly retention: () => Retention;
  readonly clock: Clock;
  readonly payloads: PayloadStore;
  /** A session that is being recorded. */
  readonly open: (id: string) => Session | undefined;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two checks for expired sessions. */
const lookEvery = 60 * 60 * 1_000;
/** Scan files only after this long without a write, because a synchronisation needs the thread. */
const quiet = 3_000;
/** Sessions removed for the limits in one step. */
const sessionsAtOnce = 64;

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { folder, retention, clock, payloads, open, onError } = options;
  const isOpen = (id: string) => open(id) !== undefined;
  let ready: Promise<void> | null = null;
  let unread = false;
  let sweeping: Promise<void> | null = null;
  const alone = createFolderChanges(folder);
  /** Sessions that are about to be pinned, or to have lines kept. */
  const amending = new Set<{ readonly id: string }>();
  let indexing: Promise<void> = Promise.resolve();
  let cancelIndexing: (() => void) | null = null;
  let grownAt = 0;
  /** Octets of the files that count: as the last sweep found them, and what was written since. Null: must be counted again. */
  let total: number | null = null;
  let lookedAt = 0;

  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    onError(error);
  }
  const index = createSessionIndex({
    path: join(folder, 'index.db'),
    onNew() {
      unread = true;
      // Rebuilt in the background: lost entries are found again.
      if (ready) void alone(catchUp);
    },
    onError,
  });
  const scanner = createSegmentScanner({ folder, index, grows: isOpen });
  const lines = createLineRemoval({ folder, index, onError });

  /** Puts files into the index that it does not know. */
  async function read(files: SessionFiles): Promise<void> {
    const session = open(files.id) ?? (await readSession(folder, files, false));
    if (!session) return;
    index.put(session);
    for (const number of files.segments) index.addSegment(files.id, number);
  }

  async function readAll(changes: FolderChanges): Promise<void> {
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
  }

  async function catchUp(changes: FolderChanges): Promise<void> {
    try {
      if (unread) {
        unread = false;
        await readAll(changes);
        return;
      }
      // The program has ended before these did.
      for (const id of index.openSessions().filter((each) => !isOpen(each))) {
        const session = await readSession(folder, { id, segments: index.segments(id).map(({ number }) => number) }, false);
        if (session) index.put(session);
        else index.removeSessions([id]);
      }
    } catch (error) {
      onError(error);
    }
  }

  /** Files that other programs added or removed. */
  async function compare(): Promise<void> {
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
  }

  /** What is stored, with the octets of every file; those of a file that does not grow any more are kept. */
  async function measured(): Promise<StoredSession[]> {
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
  }

  /** Removes whole sessions, file by file. */
  async function removeWhole(files: FolderChanges, sessions: readonly Pick<StoredSession, 'id' | 'segments'>[]): Promise<void> {
    await files.remove(sessions.flatMap(({ id, segments }) => segments.map(({ number }) => segmentName(id, number))));
    index.removeSessions(sessions.map(({ id }) => id));
  }

  /** A pin counts from the moment it is asked for, also while the files are not free to say it. */
  const isSpared = (id: string): boolean =>
    (open(id) ?? index.session(id))?.pinned === true || [...amending].some((asked) => asked.id === id);

  async function sweepOnce(files: FolderChanges): Promise<void> {
    total = 0;
    lookedAt = clock.now();
    try {
      await lines.goOn(files).catch(onError);
      await compare();
      const sessions = await measured();
      const unwanted = beyondBudget(limitedBy(retention(), sessions));
      const named = new Set(unwanted.sessions);
      const doomed = sessions.filter(({ id }) => named.has(id));
      const holdsKept = ({ id }: StoredSession) => index.session(id)?.kept !== undefined;
      const whole = doomed.filter((session) => !holdsKept(session));
      // Looked at again right before each step: what was pinned since the files were measured stays.
      for (let at = 0; at < whole.length; at += sessionsAtOnce)
        await removeWhole(
          files,
          whole.slice(at, at + sessionsAtOnce).filter(({ id }) => !isSpared(id)),
        );
      const given = new Set(unwanted.segments);
      const parts = sessions
        .filter(({ id }) => !isSpared(id))
        .flatMap(({ id: session, segments }) => segments.flatMap((segment) => (given.has(segment.id) ? { ...segment, session } : [])));
      await files.remove(parts.map(({ session, number }) => segmentName(session, number)));
      index.removeSegments(parts.map(({ id }) => id));
      const keeping = doomed.filter(holdsKept);
      for (const { id } of keeping) await lines.keepOnly(files, id, isSpared);
      if (keeping.length > 0) total = null;
      index.checkpoint();
      // Bytes written during the sweep may be counted twice, so the next one is early, never late.
      if (total !== null) total += unwanted.left;
    } catch (error) {
      total = null;
      onError(error);
    } finally {
      sweeping = null;
    }
  }

  const limitedBy = ({ budget, age }: Retention, sessions: readonly StoredSession[]) => ({
    budget,
    notBefore: clock.now() - age,
    sessions,
    isOpen,
  });

  /** One run at a time. */
  function sweep(): Promise<void> {
    sweeping ??= alone(sweepOnce);
    return sweeping;
  }

  /** Sweeps when the budget may be exceeded, and at intervals for expired sessions: checking every file is expensive. */
  function sweepWhenDue(): void {
    if (total === null || total > retention().budget || Math.abs(clock.now() - lookedAt) >= lookEvery) void sweep();
  }

  function indexWhenQuiet(): void {
    cancelIndexing ??= clock.after(quiet, () => {
      cancelIndexing = null;
      if (clock.now() - grownAt < quiet) indexWhenQuiet();
      else indexing = scanner.everything().catch(onError);
    });
  }

  const known = alone(async (files) => {
    await lines.start(files).catch(onError);
    await catchUp(files);
  }).then(() => {
    void sweep();
    indexWhenQuiet();
  });
  ready = known;

  return {
    ready: known,
    reader: createSessionReader({ folder, index, scanner, store: payloads }),
    session: index.session,
    sessions: index.sessions,
    put(session) {
      index.put(session);
      indexWhenQuiet();
    },
    segmentsOf: (session) => index.segments(session).map(({ number }) => number),
    segmentBegan(session, number) {
      index.addSegment(session, number);
      sweepWhenDue();
    },
    async amend(id, change) {
      const asked = { id };
      amending.add(asked);
      try {
        return await alone(async (files) => {
          total = null;
          const recording = open(id);
          if (!recording) return lines.amend(files, id, change);
          index.put(recording);
          return true;
        });
      } finally {
        amending.delete(asked);
      }
    },
    remove: (chosen) =>
      alone(async (files) => {
        total = null;
        const wanted = new Set(chosen());
        await removeWhole(
          files,
          index.stored().filter(({ id }) => wanted.has(id)),
        );
        // Until then removed content is still in the database's log.
        index.checkpoint();
      }),
    removeLines: (id, wanted) =>
      alone(async (files) => {
        total = null;
        const rangeOf = (session: Session): LineRange | null => {
          const range = { first: wanted.first, last: Math.min(wanted.last, session.lines - 1) };
          if (range.last < range.first) return null;
          // What touches or holds lines that are gone already is one range with them.
          return rangeWith(withRange(session.deleted ?? [], range), range.first) ?? range;
        };
        return lines.remove(files, id, rangeOf, 'user');
      }),
    facts: async (limits) => retentionFacts(limitedBy(limits, await measured())),
    async tidy() {
      await sweeping;
      await sweep();
    },
    async payload(hash) {
      await scanner.everything();
      return index.payload(hash);
    },
    grew(octets) {
      grownAt = clock.now();
      if (total !== null) total += octets;
    },
    async close() {
      cancelIndexing?.();
      await indexing;
      await sweep();
      await alone(async () => index.close());
    },
  };
}
