/** What crosses between the engine and a thread that reads a log. */
import type { Failure } from '../../../contract/failure.ts';
import type { LogAnswers, LogQuestion } from '../../mail-log/log-runner.ts';
import type { Progress } from '../../mail-log/log-session.ts';

export type ToLog = { readonly id: number; readonly question: LogQuestion } | { readonly stop: true };

export type FromLog =
  | { readonly progress: Progress }
  | { readonly id: number; readonly answer: LogAnswers[LogQuestion['kind']] }
  | { readonly id: number; readonly failure: Failure };
