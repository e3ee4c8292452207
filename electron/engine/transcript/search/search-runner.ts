/** Where and how long a regular expression is looked for: what the transcript asks of the threads that do it. */
import type { Result } from '../../../contract/failure.ts';
import type { FoundLine, SearchedSession } from './pattern-search.ts';

/** `field` names the field that it was typed into: another pattern of the same field ends the search for the one before. */
export interface SearchRunner {
  /** Answers `pattern-invalid`, `pattern-too-slow` or `cancelled`. */
  sessions(search: {
    readonly field: string;
    readonly pattern: string;
    readonly sessions: readonly SearchedSession[];
    readonly limit: number;
  }): Promise<Result<string[]>>;
  /** The same. */
  lines(search: {
    readonly field: string;
    readonly pattern: string;
    readonly session: SearchedSession;
    readonly from: number;
    readonly limit: number;
  }): Promise<Result<{ lines: FoundLine[]; total: number }>>;
  /** Ends what is under way for a field. */
  cancel(field: string): void;
  close(): Promise<void>;
}
