/**
 * The sessions of a data folder, those of earlier runs included: their files, the index of them, which are pinned, and deletion, for the
 * budget or on request. All its state is in the index, so that the cost of a start does not depend on their number.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { LineRange, RetentionFacts, Session } from '../../../contract/transcript.ts';
import type { PayloadStore } from '../payload/payload-retention.ts';
import { retentionFacts } from './budget.ts';
import { createFolderChanges, type FolderChanges } from './folder-changes.ts';
import { rangeWith, withRange } from './line-ranges.ts';
import { createLineRemoval } from './line-removal.ts';
import { createSegmentScanner } from './segment-scanner.ts';
import { createSessionIndex, type PayloadLines, type SessionIndex } from './session-index.ts';
import { createSessionReader, type SessionReader } from './session-reader.ts';
import { createStoredFiles } from './stored-files.ts';
import { createSweep, limitedBy, type Retention } from './sweep.ts';

export interface SessionStore extends Pick<SessionIndex, 'session' | 'sessions'> {
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

/** Scan files only after this long without a write, because a synchronisation needs the thread. */
const quiet = 3_000;

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { folder, retention, clock, payloads, open, onError } = options;
  const isOpen = (id: string) => open(id) !== undefined;
  let ready: Promise<void> | null = null;
  let unread = false;
  const alone = createFolderChanges(folder);
  /** Sessions that are about to be pinned, or to have lines kept. */
  const amending = new Set<{ readonly id: string }>();
  let indexing: Promise<void> = Promise.resolve();
  let cancelIndexing: (() => void) | null = null;
  let grownAt = 0;

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

  /** A pin counts from the moment it is asked for, also while the files are not free to say it. */
  const isSpared = (id: string): boolean =>
    (open(id) ?? index.session(id))?.pinned === true || [...amending].some((asked) => asked.id === id);
  const stored = createStoredFiles({ folder, index, open });
  const sweep = createSweep({ index, files: stored, lines, alone, clock, retention, isOpen, isSpared, onError });

  async function catchUp(changes: FolderChanges): Promise<void> {
    try {
      if (!unread) return await stored.endLeft();
      unread = false;
      await stored.readAll(changes);
    } catch (error) {
      onError(error);
    }
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
    void sweep.run();
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
      sweep.whenDue();
    },
    async amend(id, change) {
      const asked = { id };
      amending.add(asked);
      try {
        return await alone(async (files) => {
          sweep.recount();
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
        sweep.recount();
        const wanted = new Set(chosen());
        await stored.remove(
          files,
          index.stored().filter(({ id }) => wanted.has(id)),
        );
        // Until then removed content is still in the database's log.
        index.checkpoint();
      }),
    removeLines: (id, wanted) =>
      alone(async (files) => {
        sweep.recount();
        const rangeOf = (session: Session): LineRange | null => {
          const range = { first: wanted.first, last: Math.min(wanted.last, session.lines - 1) };
          if (range.last < range.first) return null;
          // What touches or holds lines that are gone already is one range with them.
          return rangeWith(withRange(session.deleted ?? [], range), range.first) ?? range;
        };
        return lines.remove(files, id, rangeOf, 'user');
      }),
    facts: async (limits) => retentionFacts(limitedBy(limits, { sessions: await stored.measured(), clock, isOpen })),
    tidy: sweep.tidy,
    async payload(hash) {
      await scanner.everything();
      return index.payload(hash);
    },
    grew(octets) {
      grownAt = clock.now();
      sweep.grew(octets);
    },
    async close() {
      cancelIndexing?.();
      await indexing;
      await sweep.run();
      await alone(async () => index.close());
    },
  };
}
