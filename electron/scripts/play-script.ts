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
  /** Plays a sign-in; `no-account` where no account has a password for this server under that name, `no-token` where nobody gave one. */
  signIn(mechanism: ConsoleMechanism, user: string | null): Promise<Failure | 'no-account' | 'no-token' | { readonly accepted: boolean }>;
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
  /** Plays the next step, or the rest of one that was stopped; the one after another outcome than these is never played. */
  next(): Promise<StepOutcome>;
  /** Ends the waiting for what the server says: the step under way is `stopped`. */
  stop(): void;
}

/** A step that was begun: what it sends is on its way, or was answered. */
interface Begun {
  readonly step: ScriptStep;
  readonly answered: Promise<{ readonly ended: StepOutcome } | { readonly accepted: boolean }>;
  state: Judged;
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
  let begun: Begun | null = null;
  let isStopped = false;
  let stopping = Promise.withResolvers<null>();
  /** Null where it is stopped first. */
  const orStopped = <Value>(work: Promise<Value>): Promise<Value | null> => Promise.race([work, stopping.promise]);

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
      lines = isStopped || clock.now() > until ? [] : await connection.news();
    }
    return { met, came };
  }

  async function send({ action, line }: ScriptStep): Promise<{ readonly ended: StepOutcome } | { readonly accepted: boolean }> {
    if (action.kind === 'send') {
      const failure = await connection.send(action.text);
      if (failure) return { ended: { kind: 'failed', line, failure } };
    }
    if (action.kind !== 'sign-in') return { accepted: true };
    const answer = await connection.signIn(action.mechanism, action.user);
    if (answer === 'no-account') return { ended: { kind: 'no-account', line, user: action.user } };
    if (answer === 'no-token') return { ended: { kind: 'no-token', line, mechanism: action.mechanism } };
    return 'code' in answer ? { ended: { kind: 'failed', line, failure: answer } } : { accepted: answer.accepted };
  }

  /** Waits for what is expected of a step that was begun. */
  async function finish(under: Begun): Promise<StepOutcome> {
    const { action, expectations, line } = under.step;
    const answered = await orStopped(under.answered);
    if (answered === null) return { kind: 'stopped' };
    if ('ended' in answered) return answered.ended;
    const wanted = expectations.filter(({ kind }) => kind !== 'not');
    // RFC 2177 §3: what IDLE is for is said when it happens.
    const isIdle = action.kind === 'send' && /^\S+\s+IDLE\s*$/i.test(action.text);
    const until = clock.now() + unaskedWithin;
    under.state = await judge(wanted, under.state, until);
    for (;;) {
      const next = wanted[under.state.met];
      if (!next) break;
      const mayCome = action.kind === 'begin' || isIdle || !connection.answers || next.kind === 'closed';
      const waits = mayCome && !connection.isOver() && (await orStopped(connection.more(Math.max(0, until - clock.now()))));
      const { met } = under.state;
      under.state = await judge(wanted, under.state, until);
      if (under.state.met > met) continue;
      if (isStopped) return { kind: 'stopped' };
      if (!waits || clock.now() > until) return { kind: 'mismatch', line: next.line, expected: textOf(next), came: under.state.came };
    }
    for (const check of expectations) {
      const came = check.kind === 'not' ? said.get(keyOf(check)) : undefined;
      if (came !== undefined) return { kind: 'forbidden', line: check.line, expected: textOf(check), came };
    }
    // Where it says what is expected, a refusal may be just that.
    return answered.accepted || wanted.length > 0 ? { kind: 'done' } : { kind: 'refused', line, came: under.state.came };
  }

  return {
    done: () => done,
    total: steps.length,
    async next() {
      const step = steps[done];
      if (!step) return { kind: 'done' };
      isStopped = false;
      stopping = Promise.withResolvers();
      begun ??= { step, answered: send(step), state: { met: 0, came: null } };
      const outcome = await finish(begun);
      if (outcome.kind === 'stopped') return outcome;
      begun = null;
      if (outcome.kind === 'done') done += 1;
      return outcome;
    },
    stop() {
      isStopped = true;
      stopping.resolve(null);
    },
  };
}
