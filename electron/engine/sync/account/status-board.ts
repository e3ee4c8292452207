/**
 * The status of one account, reported at most ten times a second, the latest always last. Also estimates the remaining time of a download.
 * Does not know what the work is.
 */
import type { Clock } from '../../../base/clock.ts';
import type { SyncState } from '../../../contract/sync.ts';

const leastInterval = 100;
/** No guess before this much time has been measured. */
const shortestMeasurement = 2_000;

export interface StatusBoard {
  state(): SyncState;
  set(patch: Partial<Omit<SyncState, 'accountId' | 'heardAt' | 'pendingOperations'>>): void;
  /** The server answered something. */
  heard(): void;
  /** Reports the state again, with a new count of the operations. */
  refresh(): void;
  /** Reports what is pending; nothing is reported afterwards. */
  close(): void;
}

/** Builds the board of an account. `pendingOperations` counts the changes the server has not confirmed. */
export function createStatusBoard(dependencies: {
  accountId: string;
  clock: Clock;
  pendingOperations: () => number;
  say: (state: SyncState) => void;
}): StatusBoard {
  const { accountId, clock, pendingOperations, say } = dependencies;
  let state: SyncState = {
    accountId,
    phase: 'offline',
    folder: null,
    headers: { done: 0, total: 0 },
    bodies: { done: 0, total: 0 },
    secondsLeft: null,
    pendingOperations: pendingOperations(),
    heardAt: null,
    nextAttemptAt: null,
    nextCheckAt: null,
    failure: null,
  };
  let measuredFrom: { phase: string; at: number; done: number } | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  let closed = false;

  const sayNow = () => {
    cancelTimer?.();
    cancelTimer = null;
    saidAt = clock.now();
    say(state);
  };
  const saySoon = () => {
    if (closed || cancelTimer) return;
    const wait = saidAt + leastInterval - clock.now();
    if (wait <= 0) sayNow();
    else cancelTimer = clock.after(wait, sayNow);
  };
  const reckon = (): number | null => {
    const progress = state.phase === 'headers' ? state.headers : state.phase === 'bodies' ? state.bodies : null;
    if (!progress) {
      measuredFrom = null;
      return null;
    }
    if (measuredFrom?.phase !== state.phase) measuredFrom = { phase: state.phase, at: clock.now(), done: progress.done };
    const elapsed = clock.now() - measuredFrom.at;
    const done = progress.done - measuredFrom.done;
    if (elapsed < shortestMeasurement || done <= 0) return null;
    return Math.max(0, Math.ceil(((progress.total - progress.done) * elapsed) / done / 1000));
  };

  return {
    state: () => state,
    set(patch) {
      state = { ...state, ...patch, pendingOperations: pendingOperations() };
      state = { ...state, secondsLeft: reckon() };
      saySoon();
    },
    heard() {
      state = { ...state, heardAt: clock.now() };
      saySoon();
    },
    refresh() {
      state = { ...state, pendingOperations: pendingOperations() };
      saySoon();
    },
    close() {
      if (cancelTimer) sayNow();
      closed = true;
    },
  };
}
