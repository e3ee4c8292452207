/** A covered secret that is shown, and for how long still. Pure. */
import type { Line } from '../../../electron/contract/transcript.ts';

const longest = 10_000;

/** Milliseconds: of the time of day, which goes on while the computer sleeps; and of a count that nobody sets. */
export interface Instant {
  readonly date: number;
  readonly count: number;
}

/** Which span it is, its text, and since when it is shown. */
export interface Shown {
  readonly session: string;
  readonly index: number;
  /** Of the span in its line. */
  readonly offset: number;
  readonly text: string;
  readonly since: Instant;
}

/** Whole seconds until it is covered again, from 10; 0: now. By whichever clock is further; a time of day before the beginning ends it too. */
export function secondsLeft({ since }: Shown, now: Instant): number {
  const gone = Math.max(now.date - since.date, now.count - since.count);
  return now.date < since.date ? 0 : Math.max(0, Math.ceil((longest - gone) / 1_000));
}

/** Whether it belongs to this line, and not to another that stands in its place now. */
export const isOfLine = ({ session, index }: Shown, line: Pick<Line, 'session' | 'index'>): boolean =>
  session === line.session && index === line.index;
