/** Which session files must go to keep within budget and age: the oldest first; pinned and open sessions stay. */
import type { RetentionFacts } from '../../../contract/transcript.ts';
import type { StoredSession } from './session-index.ts';

interface BudgetOptions {
  /** Octets of all files together. */
  readonly budget: number;
  /** Sessions that ended before this instant go. */
  readonly notBefore: number;
  /** Oldest first. */
  readonly sessions: readonly StoredSession[];
  readonly isOpen: (id: string) => boolean;
}

interface Unwanted {
  /** Ids of sessions that go as a whole. */
  readonly sessions: string[];
  /** Ids of segments of sessions that stay: a long open one gives up its oldest. */
  readonly segments: number[];
  /** Octets that are left of what counts. */
  readonly left: number;
}

export function beyondBudget({ budget, notBefore, isOpen, ...options }: BudgetOptions): Unwanted {
  const sessions = options.sessions.filter(({ pinned }) => !pinned);
  const octetsOf = (segments: StoredSession['segments']) => segments.reduce((sum, { octets }) => sum + (octets ?? 0), 0);
  const unwanted: { sessions: string[]; segments: number[] } = { sessions: [], segments: [] };
  let left = sessions.reduce((sum, { segments }) => sum + octetsOf(segments), 0);
  for (const { id, endedAt, segments } of sessions) {
    const old = (endedAt ?? Number.POSITIVE_INFINITY) < notBefore;
    if (!old && left <= budget) continue;
    if (!isOpen(id)) {
      unwanted.sessions.push(id);
      left -= octetsOf(segments);
      continue;
    }
    // Never its first segment (it names the session) nor its last.
    for (const segment of segments.slice(1, -1)) {
      if (left <= budget) break;
      unwanted.segments.push(segment.id);
      left -= segment.octets ?? 0;
    }
  }
  return { ...unwanted, left };
}

/** How much is stored, pinned, and would go. */
export function retentionFacts(options: BudgetOptions): RetentionFacts {
  const unwanted = beyondBudget(options);
  const gone = new Set(unwanted.sessions);
  const segments = new Set(unwanted.segments);
  const amount = (sessions: readonly StoredSession[], counts = (_id: number) => true) => ({
    sessions: sessions.length,
    octets: sessions.flatMap(({ segments }) => segments).reduce((sum, { id, octets }) => sum + (counts(id) ? (octets ?? 0) : 0), 0),
  });
  const pinned = options.sessions.filter((session) => session.pinned);
  const whole = amount(options.sessions.filter(({ id }) => gone.has(id)));
  const parts = amount(options.sessions, (id) => segments.has(id));
  return {
    stored: amount(options.sessions),
    pinned: amount(pinned),
    goes: { sessions: whole.sessions, octets: whole.octets + parts.octets },
  };
}
