/**
 * Removes what is beyond the limits of the session log: whole sessions, or the middle of one that is open or has lines that are kept. Counts as it
 * goes, because measuring every file is expensive. Knows nothing of what a session holds.
 */
import type { Clock } from '../../../base/clock.ts';
import { beyondBudget } from './budget.ts';
import type { AloneInFolder, FolderChanges } from './folder-changes.ts';
import type { LineRemoval } from './line-removal.ts';
import { segmentName } from './session-files.ts';
import type { SessionIndex, StoredSession } from './session-index.ts';
import type { StoredFiles } from './stored-files.ts';

/** Octets of all files together that are not pinned, and milliseconds. */
export interface Retention {
  readonly budget: number;
  readonly age: number;
}

interface Sweep {
  /** Sweeps now, one run at a time. */
  run(): Promise<void>;
  /** When the budget may be exceeded, and at intervals for expired sessions. */
  whenDue(): void;
  /** A run that begins from now on: the limits are others. */
  tidy(): Promise<void>;
  grew(octets: number): void;
  /** Something was removed or spared: what was counted is out of date. */
  recount(): void;
}

interface SweepOptions {
  readonly index: SessionIndex;
  readonly files: StoredFiles;
  readonly lines: LineRemoval;
  readonly alone: AloneInFolder;
  readonly clock: Clock;
  readonly retention: () => Retention;
  readonly isOpen: (id: string) => boolean;
  /** Whether it stays, whatever the limits say: asked again right before each step. */
  readonly isSpared: (id: string) => boolean;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two checks for expired sessions. */
const lookEvery = 60 * 60 * 1_000;
/** Sessions removed for the limits in one step. */
const sessionsAtOnce = 64;

/** The measured sessions with the limits, as `budget.ts` takes them. */
export const limitedBy = (
  { budget, age }: Retention,
  { sessions, clock, isOpen }: { readonly sessions: readonly StoredSession[] } & Pick<SweepOptions, 'clock' | 'isOpen'>,
) => ({ budget, notBefore: clock.now() - age, sessions, isOpen });

export function createSweep(options: SweepOptions): Sweep {
  const { index, files, lines, alone, clock, retention, isOpen, isSpared, onError } = options;
  let sweeping: Promise<void> | null = null;
  /** Octets of the files that count: as the last sweep found them, and what was written since. Null: must be counted again. */
  let total: number | null = null;
  let lookedAt = 0;

  async function sweepOnce(changes: FolderChanges): Promise<void> {
    total = 0;
    lookedAt = clock.now();
    try {
      await lines.goOn(changes).catch(onError);
      await files.compare();
      const sessions = await files.measured();
      const unwanted = beyondBudget(limitedBy(retention(), { sessions, clock, isOpen }));
      const named = new Set(unwanted.sessions);
      const doomed = sessions.filter(({ id }) => named.has(id));
      const holdsKept = ({ id }: StoredSession) => index.session(id)?.kept !== undefined;
      const whole = doomed.filter((session) => !holdsKept(session));
      // Looked at again right before each step: what was pinned since the files were measured stays.
      for (let at = 0; at < whole.length; at += sessionsAtOnce)
        await files.remove(
          changes,
          whole.slice(at, at + sessionsAtOnce).filter(({ id }) => !isSpared(id)),
        );
      const given = new Set(unwanted.segments);
      const parts = sessions
        .filter(({ id }) => !isSpared(id))
        .flatMap(({ id: session, segments }) => segments.flatMap((segment) => (given.has(segment.id) ? { ...segment, session } : [])));
      await changes.remove(parts.map(({ session, number }) => segmentName(session, number)));
      index.removeSegments(parts.map(({ id }) => id));
      const keeping = doomed.filter(holdsKept);
      for (const { id } of keeping) await lines.keepOnly(changes, id, isSpared);
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

  function run(): Promise<void> {
    sweeping ??= alone(sweepOnce);
    return sweeping;
  }

  return {
    run,
    whenDue() {
      if (total === null || total > retention().budget || Math.abs(clock.now() - lookedAt) >= lookEvery) void run();
    },
    async tidy() {
      await sweeping;
      await run();
    },
    grew(octets) {
      if (total !== null) total += octets;
    },
    recount() {
      total = null;
    },
  };
}
