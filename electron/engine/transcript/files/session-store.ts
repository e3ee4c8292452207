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
import { rangeWith, withoutRange, withRange } from './line-ranges.ts';
import { readOldPins, removeOldIndex } from './old-index.ts';
import { markOf } from './records.ts';
import { beginRemoval, endRemoval, type RemovalOrder, removalOf, removeLines, sessionWithout, unfinishedRemoval } from './remove-lines.ts';
import { createSegmentScanner } from './segment-scanner.ts';
import { appendRecord, listSessionFiles, readSession, removeSegments, type SessionFiles, segmentName, sizesOf } from './session-files.ts';
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
  /** Its pin has changed. @param isOpen whether its own recorder writes that into its file */
  pin(session: Session, isOpen: boolean): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** What is stored, and what would go with these limits. */
  facts(limits: Retention): Promise<RetentionFacts>;
  /** The limits are others: what is beyond them goes now. */
  tidy(): Promise<void>;
  /** Deletes lines of a session that is over. */
  removeLines(session: Session, lines: LineRange): Promise<void>;
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

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { folder, retention, clock, payloads, open, onError } = options;
  const isOpen = (id: string) => open(id) !== undefined;
  let ready: Promise<void> | null = null;
  let unread = false;
  let sweeping: Promise<void> | null = null;
  /** Files are written anew or removed by one at a time. */
  let rewriting: Promise<void> = Promise.resolve();
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
      if (ready) void catchUp();
    },
    onError,
  });
  const scanner = createSegmentScanner({ folder, index, grows: isOpen });

  /** Puts files into the index that it does not know. */
  async function read(files: SessionFiles): Promise<void> {
    const session = open(files.id) ?? (await readSession(folder, files, false));
    if (!session) return;
    index.put(session);
    for (const number of files.segments) index.addSegment(files.id, number);
  }

  async function readAll(): Promise<void> {
    const files = await listSessionFiles(folder);
    for (const id of await readOldPins(folder)) {
      const pinned = files.find((each) => each.id === id);
      const session = pinned && (await readSession(folder, pinned, false));
      if (session && !session.pinned) await writePin({ ...session, pinned: true }, pinned.segments.at(-1) ?? 0);
    }
    await removeOldIndex(folder);
    for (const each of files) await read(each);
  }

  /** After everything before it that changes files, and before what comes later. */
  function alone(work: () => Promise<void>): Promise<void> {
    const done = rewriting.then(work);
    rewriting = done.catch(() => undefined);
    return done;
  }

  /** Deletes lines from the files, says it at their end, and looks at them anew. */
  async function carryOut(order: RemovalOrder, session: Session, segments: readonly number[]): Promise<void> {
    await removeLines(folder, order, segments);
    const next = sessionWithout(session, order);
    await writePin(next, segments.at(-1) ?? 0);
    await endRemoval(folder);
    total = null;
    index.removeSegments(index.segments(session.id).map(({ id }) => id));
    for (const number of segments) index.addSegment(session.id, number);
    index.put(next);
    // Until then what was deleted is still in the database's log.
    index.checkpoint();
  }

  /** What the user keeps of a session that must go stays, with a pin; the rest of it goes. */
  async function keepOnly(session: Session): Promise<void> {
    const rest = (session.kept ?? []).reduce(withoutRange, [{ first: 0, last: session.lines - 1 }]);
    let left = session;
    for (const range of rest) {
      const segments = index.segments(session.id).map(({ number }) => number);
      const order = await removalOf(folder, session.id, segments, range, 'limits');
      await beginRemoval(folder, order);
      await carryOut(order, left, segments);
      left = index.session(session.id) ?? left;
    }
    await writePin({ ...left, pinned: true }, index.segments(session.id).at(-1)?.number ?? 0);
    index.put({ ...left, pinned: true });
  }

  /** The program was killed while it deleted lines. */
  async function goOn(): Promise<void> {
    const order = await unfinishedRemoval(folder);
    if (!order) return;
    const files = (await listSessionFiles(folder)).find(({ id }) => id === order.session);
    const session = files && (await readSession(folder, files, false));
    if (session) await carryOut(order, session, files.segments);
    else await endRemoval(folder);
  }

  async function catchUp(): Promise<void> {
    try {
      if (unread) {
        unread = false;
        await readAll();
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

  const writePin = (session: Session, segment: number): Promise<void> =>
    appendRecord(join(folder, segmentName(session.id, segment)), markOf(session, 'end', session.endedAt ?? session.startedAt));

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

  async function removeFrom(stored: readonly StoredSession[], wanted: (session: StoredSession, segment: number) => boolean): Promise<void> {
    const gone = stored.flatMap((session) =>
      session.segments.flatMap(({ id, number }) => (wanted(session, id) ? { session: session.id, id, number } : [])),
    );
    await removeSegments(folder, gone);
    index.removeSegments(gone.map(({ id }) => id));
  }

  async function sweepOnce(): Promise<void> {
    total = 0;
    lookedAt = clock.now();
    try {
      await compare();
      const sessions = await measured();
      const unwanted = beyondBudget(limitedBy(retention(), sessions));
      const keeping = unwanted.sessions.flatMap((id) => index.session(id) ?? []).filter(({ kept }) => kept);
      const gone = unwanted.sessions.filter((id) => !keeping.some((session) => session.id === id));
      await removeFrom(sessions, ({ id }, segment) => gone.includes(id) || unwanted.segments.includes(segment));
      index.removeSessions(gone);
      for (const session of keeping) await keepOnly(session);
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

  const known = goOn()
    .catch(onError)
    .then(catchUp)
    .then(() => {
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
    async pin(session, isOpen) {
      total = null;
      const last = index.segments(session.id).at(-1);
      if (!isOpen && last) {
        await writePin(session, last.number);
        index.setOctets(last.id, null);
      }
      index.put(session);
    },
    async remove(ids) {
      total = null;
      const wanted = new Set(ids);
      await removeFrom(index.stored(), ({ id }) => wanted.has(id));
      index.removeSessions(ids);
      // Until then removed content is still in the database's log.
      index.checkpoint();
    },
    removeLines: (session, lines) =>
      alone(async () => {
        const segments = index.segments(session.id).map(({ number }) => number);
        // What touches or holds lines that are gone already is one range with them.
        const range = rangeWith(withRange(session.deleted ?? [], lines), lines.first) ?? lines;
        const order = await removalOf(folder, session.id, segments, range, 'user');
        await beginRemoval(folder, order);
        await carryOut(order, session, segments);
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
      index.close();
    },
  };
}
