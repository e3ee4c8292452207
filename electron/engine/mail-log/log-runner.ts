/** Who reads logs: on threads of their own, one a log. */

import type { LogLine, Story, StoryState } from '../../contract/delivery/mail-log.ts';
import type { Result } from '../../contract/failure.ts';
import type { LogOrder, Progress } from './log-session.ts';

export type LogQuestion =
  | { readonly kind: 'page'; readonly search: string; readonly state: StoryState | null; readonly from: number; readonly limit: number }
  | { readonly kind: 'lines'; readonly story: number | null; readonly search: string; readonly from: number; readonly limit: number }
  | { readonly kind: 'find'; readonly id: string };

/** What each kind of question is answered with. */
export interface LogAnswers {
  readonly page: { total: number; rows: Story[] };
  readonly lines: { total: number; lines: LogLine[] };
  readonly find: Story | null;
}

export interface LogRunner {
  /** Begins to read. @param onProgress called a few times a second while something changes */
  open(log: string, order: LogOrder, onProgress: (progress: Progress) => void): void;
  /** `not-found` where no log of this name is open. */
  ask<Question extends LogQuestion>(log: string, question: Question): Promise<Result<LogAnswers[Question['kind']]>>;
  stop(log: string): void;
  close(log: string): Promise<void>;
  closeAll(): Promise<void>;
}
