/**
 * Scripts of the console: lines that are typed, and what the server is expected to say to them, as a file of text that people share. This folder
 * reads and plays them, and knows neither window nor terminal nor engine: a caller hands over the connection. What is expected is
 * written and compared as in the checks of lessons. A password stands in no script: a step names how one signs in, and the vault has it.
 */
import type { ConsoleMechanism } from '../contract/console.ts';
import type { ConsoleServer } from '../contract/console-address.ts';
import type { Failure } from '../contract/failure.ts';
import type { Check } from '../lessons/lesson.ts';

export type Expectation = Exclude<Check, { kind: 'client' | 'confirm' }>;

export interface ScriptStep {
  /** `begin`: nothing is typed yet, the greeting is what comes. */
  readonly action:
    | { readonly kind: 'begin' }
    | { readonly kind: 'send'; readonly text: string }
    /**
     * With the password of the account that has this user name at the server; null: of the first one that has a password for it. By XOAUTH2 and
     * OAUTHBEARER with a token that is asked for.
     */
    | { readonly kind: 'sign-in'; readonly mechanism: ConsoleMechanism; readonly user: string | null };
  /** In order, each after those before it; `not` at the end of the step, whatever the server said. */
  readonly expectations: readonly Expectation[];
  /** Of the file, from 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
}

export interface Script {
  /** Null where the file names none. */
  readonly server: ConsoleServer | null;
  /** The first one is `begin`. */
  readonly steps: readonly ScriptStep[];
}

/** How a step went. */
export type StepOutcome =
  /** As expected. */
  | { readonly kind: 'done' }
  /** Nobody waits for the answer any more; what was to be sent was. */
  | { readonly kind: 'stopped' }
  /** Another thing was expected; `came` null: nothing came. */
  | { readonly kind: 'mismatch'; readonly line: number; readonly expected: string; readonly came: string | null }
  /** What must not be said was said. */
  | { readonly kind: 'forbidden'; readonly line: number; readonly expected: string; readonly came: string }
  | { readonly kind: 'refused'; readonly line: number; readonly came: string | null }
  | { readonly kind: 'no-account'; readonly line: number; readonly user: string | null }
  /** Nobody gave the token that was asked for. */
  | { readonly kind: 'no-token'; readonly line: number; readonly mechanism: string }
  | { readonly kind: 'failed'; readonly line: number; readonly failure: Failure };

/** What is wrong in a file; the sentences are in `electron/words/script-words.ts`. */
export type ScriptFault =
  | 'too-long'
  | 'too-many-lines'
  | 'line-too-long'
  | 'unknown-line'
  | 'bad-expectation'
  | 'bad-address'
  | 'connect-late'
  | 'bad-sign-in'
  | 'password'
  | 'unseen-character'
  | 'no-steps';

export interface ScriptError {
  readonly fault: ScriptFault;
  /** From 1. */
  readonly line: number;
  /** The word that it is about, short; empty where there is none. */
  readonly word: string;
}

/** How much a script may hold. */
export const scriptLimits = {
  /** Characters of a file, and of a line that is typed. */
  file: 1_000_000,
  typed: 8_000,
  lines: 10_000,
} as const;
