/**
 * Plays a script step by step: something is sent, and what the server says to it is compared with what is expected. A step that is not answered
 * as expected ends the run, with the line of the file, what was expected and what came.
 */
import type { Clock } from '../base/clock.ts';
import type { ConsoleMechanism } from '../contract/console.ts';
import type { Failure } from '../contract/failure.ts';
import { isNote, type JudgedLine, readingsOf } from '../lessons/judge.ts';
import { fits, type Pieces, piecesOf } from '../lessons/pattern.ts';
import type { Expectation, Script, ScriptStep, StepOutcome } from './script.ts';

/** The connection that a script is played on. */
export interface ScriptConnection {
  /** Sends a line, and resolves when the server has answered it or had its minute; with the reason where it could not be sent. */
  send(line: string): Promise<Failure | null>;
  /** Plays a sign-in; `no-account` where no account has a password for this server under that name. */
  signIn(mechanism: ConsoleMechanism, user: string | null): Promise<Failure | 'no-account' | { readonly accepted: boolean }>;
  /** What crossed since the last time, or the first part of it; nothing where that is all. */
  news(): Promise<readonly JudgedLine[]>;
  /** Resolves when something may have crossed since, or false after so many milliseconds. */
  more(milliseconds: number): Promise<boolean>;
  isOver(): boolean;
  /** Whether the server says things only when it is asked. */
  readonly answers: boolean;
}

interface ScriptRun {
  /** Steps that are done, and how many there are. */
  readonly done: () => number;
  readonly total: number;
  /** Plays the next step; the one after an outcome that is not `done` is never played. */
  next(): Promise<StepOutcome>;
}

interface Judged {
  readonly met: number;
  readonly came: string | null;
}

/** Milliseconds that are waited for what the server says unasked: its greeting, news during IDLE, the end of the connection. */
const unaskedWithin = 60_000;

const keyOf = (check: Expectation): string => ('pattern' in check ? check.pattern : check.kind);

/** As it stands in the file. */
const textOf = (check: Expectation): string =>
  check.kind === 'server' ? `S: ${check.pattern}` : check.kind === 'not' ? `not S: ${check.pattern}` : check.kind;

export function startScript({ steps }: Script, connection: ScriptConnection, clock: Pick<Clock, 'now'>): ScriptRun {
  const checks = steps.flatMap(({ expectations }) => expectations);
  const pieces = new Map<string, Pieces>(checks.flatMap((check) => ('pattern' in check ? [[keyOf(check), piecesOf(check.pattern)]] : [])));
  const forbidden = [...new Set(checks.flatMap((check) => (check.kind === 'not' ? [keyOf(check)] : [])))];
  /** Patterns of `not`, and where the server has said such a line in this connection. */
  const said = new Map<string, string>();
  let done = 0;

  const isSaid = (key: string, readings: readonly string[]): boolean => {
    const wanted = pieces.get(key);
    return wanted !== undefined && readings.some((reading) => fits(wanted, reading));
  };

  /** Reads what came, while there is time; answers how many of the expectations are met, and the last line of the server among the others. */
  async function judge(wanted: readonly Expectation[], before: Judged, until: number): Promise<Judged> {
    let { met, came } = before;
    let lines = await connection.news();
    while (lines.length > 0) {
      for (const line of lines) {
        const next = wanted[met];
        if (line.note !== null && next && isNote(next.kind, line.note)) met += 1;
        if (line.direction !== 'server') continue;
        const readings = readingsOf(line);
        for (const key of forbidden) if (!said.has(key) && isSaid(key, readings)) said.set(key, line.text);
        if (next?.kind === 'server' && isSaid(next.pattern, readings)) met += 1;
        came = line.text;
      }
      // A server that never pauses would be read for ever.
      lines = clock.now() > until ? [] : await connection.news();
    }
    return { met, came };
  }

  async function play({ action, expectations, line }: ScriptStep): Promise<StepOutcome> {
    if (action.kind === 'send') {
      const failure = await connection.send(action.text);
      if (failure) return { kind: 'failed', line, failure };
    }
    let accepted = true;
    if (action.kind === 'sign-in') {
      const answer = await connection.signIn(action.mechanism, action.user);
      if (answer === 'no-account') return { kind: 'no-account', line, user: action.user };
      if ('code' in answer) return { kind: 'failed', line, failure: answer };
      accepted = answer.accepted;
    }
    const wanted = expectations.filter(({ kind }) => kind !== 'not');
    // RFC 2177 §3: what IDLE is for is said when it happens.
    const isIdle = action.kind === 'send' && /^\S+\s+IDLE\s*$/i.test(action.text);
    const until = clock.now() + unaskedWithin;
    let state = await judge(wanted, { met: 0, came: null }, until);
    for (;;) {
      const next = wanted[state.met];
      if (!next) break;
      const mayCome = action.kind === 'begin' || isIdle || !connection.answers || next.kind === 'closed';
      const waits = mayCome && !connection.isOver() && (await connection.more(Math.max(0, until - clock.now())));
      const { met } = state;
      state = await judge(wanted, state, until);
      if ((!waits || clock.now() > until) && state.met === met)
        return { kind: 'mismatch', line: next.line, expected: textOf(next), came: state.came };
    }
    for (const check of expectations) {
      const came = check.kind === 'not' ? said.get(keyOf(check)) : undefined;
      if (came !== undefined) return { kind: 'forbidden', line: check.line, expected: textOf(check), came };
    }
    // Where it says what is expected, a refusal may be just that.
    return accepted || wanted.length > 0 ? { kind: 'done' } : { kind: 'refused', line, came: state.came };
  }

  return {
    done: () => done,
    total: steps.length,
    async next() {
      const step = steps[done];
      if (!step) return { kind: 'done' };
      const outcome = await play(step);
      if (outcome.kind === 'done') done += 1;
      return outcome;
    },
  };
}
