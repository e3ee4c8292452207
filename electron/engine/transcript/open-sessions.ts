/**
 * The sessions that are being recorded: each is opened with a tap, announced as it grows, and handed over to the store of sessions when it is
 * over. Knows nothing of what is asked about them.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import type { Session } from '../../contract/transcript.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { SessionStore } from './files/session-store.ts';
import type { TranscriptLimits } from './limits.ts';
import type { ApplyMask } from './masking/masker.ts';
import { createBufferPool } from './payload/buffer-pool.ts';
import { createPayloadBuffer } from './payload/payload-buffer.ts';
import type { PayloadRetention } from './payload/payload-retention.ts';
import { createSessionRecorder, type SessionRecorder } from './record/session-recorder.ts';

interface OpenSessions {
  readonly open: OpenTap;
  /** Undefined: it is not being recorded, or no longer. */
  recorder(id: string): SessionRecorder | undefined;
  /** Those of this moment. */
  recorders(): readonly (readonly [string, SessionRecorder])[];
  /** The session as it is now, also where it is over: a copy, which does not change afterwards. */
  current(id: string): Session | null;
  /** Something of it is to be shown. */
  announce(id: string): void;
  /** Ends it, if it has not ended, and resolves when its last records are written. */
  retire(id: string, recorder: SessionRecorder): Promise<void>;
  /** The same, only where it has ended already. */
  settle(id: string): Promise<void>;
  /** Resolves when everything recorded so far is in the files. */
  flush(): Promise<void>;
  /** Ends all of them. */
  close(): Promise<void>;
}

interface OpenSessionsOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly limits: TranscriptLimits;
  readonly applyMask: ApplyMask;
  readonly retention: PayloadRetention;
  readonly store: Pick<SessionStore, 'ready' | 'put' | 'session' | 'segmentBegan' | 'grew'>;
  /** Octets that all sessions together may have. */
  readonly budget: () => number;
  readonly emit: (sessions: Session[]) => void;
  readonly onError: (error: unknown) => void;
}

export function createOpenSessions(options: OpenSessionsOptions): OpenSessions {
  const { folder, clock, limits, applyMask, retention, store, budget, emit, onError } = options;
  const recorders = new Map<string, SessionRecorder>();
  const retiring = new Map<string, Promise<void>>();
  const changed = new Set<string>();
  let cancelAnnouncement: (() => void) | null = null;
  const payloadBuffer = createPayloadBuffer(clock);
  const recordBuffers = createBufferPool({ clock, length: 256 * 1024, mostSpare: 8 });

  function announce(id: string): void {
    changed.add(id);
    cancelAnnouncement ??= clock.after(limits.announceEvery, () => {
      cancelAnnouncement = null;
      const sessions = [...changed].map(current).filter((session) => session !== null);
      changed.clear();
      if (sessions.length > 0) emit(sessions);
    });
  }

  function current(id: string): Session | null {
    const open = recorders.get(id)?.session;
    return open ? { ...open } : store.session(id);
  }

  /** An open session keeps its first segment and its last: those of all together take half of the budget at most. */
  const segmentLength = () => Math.min(limits.segment, budget() / (4 * recorders.size));

  /** At most once for each session: a second call would bring back what was removed meanwhile. */
  function retire(id: string, recorder: SessionRecorder): Promise<void> {
    const under = retiring.get(id);
    if (under) return under;
    // A file that cannot be closed (EIO, a quota) costs the log its end, and nothing else.
    const work = recorder
      .close()
      .catch(onError)
      .then(() => store.put(recorder.session))
      // The index is made again from the files; the session is over whatever the disk says.
      .catch(onError)
      .then(() => {
        recorders.delete(id);
        retiring.delete(id);
      });
    retiring.set(id, work);
    return work;
  }

  return {
    open(opening) {
      const id = newId(clock.now(), opening.protocol, (candidate) => current(candidate) !== null);
      const recorder = createSessionRecorder({
        id,
        opening,
        folder,
        clock,
        limits,
        applyMask,
        retention,
        payloadBuffer,
        recordBuffers,
        ready: store.ready,
        segmentLength,
        onChange: () => announce(id),
        onSegment: (segment) => store.segmentBegan(id, segment),
        onGrowth: store.grew,
        onEnd: () => void retire(id, recorder),
        onError,
      });
      recorders.set(id, recorder);
      store.put(recorder.session);
      announce(id);
      return recorder.tap;
    },
    recorder: (id) => recorders.get(id),
    recorders: () => [...recorders],
    current,
    announce,
    retire,
    async settle(id) {
      const recorder = recorders.get(id);
      if (recorder && recorder.session.state !== 'open') await retire(id, recorder);
    },
    async flush() {
      for (const recorder of recorders.values()) await recorder.flush();
    },
    async close() {
      for (const [id, recorder] of [...recorders]) await retire(id, recorder);
      cancelAnnouncement?.();
    },
  };
}

/** Sorts by time, says its protocol, and is a file name: `20260102-030405-imap-k3f9`. */
function newId(now: number, protocol: Protocol, taken: (id: string) => boolean): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  for (;;) {
    const id = `${stamp}-${protocol}-${randomBytes(4).readUInt32BE().toString(36).padStart(7, '0')}`;
    if (!taken(id)) return id;
  }
}
