/** What crosses between the engine and a thread that looks for a regular expression. */
import type { Failure } from '../../../contract/failure.ts';
import type { FoundLine, SearchedSession } from '../../transcript/search/pattern-search.ts';

export type SearchTask =
  | { readonly kind: 'sessions'; readonly sessions: readonly SearchedSession[]; readonly limit: number }
  | { readonly kind: 'lines'; readonly session: SearchedSession; readonly from: number; readonly limit: number };

export interface ToSearch {
  readonly id: number;
  readonly pattern: string;
  readonly task: SearchTask;
}

export type SearchAnswer = { readonly sessions: string[] } | { readonly lines: FoundLine[]; readonly total: number };

/** `beat`: it has begun with this task, or has come further in it; `used`: what a processor has worked for the thread by then, milliseconds. */
export type FromSearch =
  | { readonly beat: number; readonly used: number }
  | { readonly id: number; readonly answer: SearchAnswer }
  | { readonly id: number; readonly failure: Failure };
