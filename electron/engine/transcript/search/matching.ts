/** What a regular expression stands in, of all sessions or of one: asked of the threads that search the files, and made lines of. */
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Line, Session } from '../../../contract/transcript.ts';
import type { LineRecord } from '../files/records.ts';
import type { SearchedSession } from './pattern-search.ts';
import type { SearchRunner } from './search-runner.ts';

/** An expression, and the field that it was typed into. */
interface Wanted {
  readonly pattern: string;
  readonly field: string;
}

/** Both answer `pattern-invalid`, `pattern-too-slow` or `cancelled`, besides what goes wrong with the session. */
export interface Matching {
  /** Newest first. */
  sessions(
    filter: { readonly accountId?: string; readonly protocol?: Protocol; readonly limit: number },
    wanted: Wanted,
  ): Promise<Result<Session[]>>;
  lines(
    page: { readonly session: string; readonly from: number; readonly limit: number },
    wanted: Wanted,
  ): Promise<Result<{ session: Session; lines: Line[]; total: number }>>;
  /** Ends what is under way for a field. */
  cancel(field: string): void;
}

interface MatchingOptions {
  readonly runner: SearchRunner | undefined;
  /** All that fit, newest first. */
  readonly chosen: (filter: { readonly accountId?: string; readonly protocol?: Protocol; readonly limit: number }) => Session[];
  readonly current: (id: string) => Session | null;
  readonly segmentsOf: (session: string) => readonly number[];
  readonly toLine: (session: Session) => Promise<(record: LineRecord) => Line>;
  /** Everything that was recorded until now is in the files. */
  readonly written: () => Promise<void>;
}

export function createMatching({ runner, chosen, current, segmentsOf, toLine, written }: MatchingOptions): Matching {
  const searched = ({ id, deleted = [] }: Session): SearchedSession => ({ id, segments: segmentsOf(id), version: JSON.stringify(deleted) });
  const missing = () => fail(failure('capability-missing', { detail: { capability: 'regular expressions' } }));
  return {
    async sessions(filter, wanted) {
      if (!runner) return missing();
      await written();
      const all = chosen({ ...filter, limit: Number.MAX_SAFE_INTEGER });
      const found = await runner.sessions({ ...wanted, sessions: all.map(searched), limit: filter.limit });
      if (!found.ok) return found;
      const ids = new Set(found.value);
      return succeed(all.filter(({ id }) => ids.has(id)));
    },
    async lines({ session: id, from, limit }, wanted) {
      if (!runner) return missing();
      await written();
      const session = current(id);
      if (!session) return fail(failure('not-found', { detail: { session: id } }));
      const answer = await runner.lines({ ...wanted, session: searched(session), from, limit });
      if (!answer.ok) return answer;
      const line = await toLine(session);
      return succeed({
        session,
        lines: answer.value.lines.map(({ record, found }) => ({ ...line(record), found: [...found] })),
        total: answer.value.total,
      });
    },
    cancel: (field) => runner?.cancel(field),
  };
}
