/** The table of the bench: medians of what was measured, beside their peers, their targets, and what an earlier run of the bench had. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { percentile } from './percentile.ts';
import type { Measured, Target } from './targets.ts';

export interface Line {
  readonly target: Target;
  readonly value: number;
  /** Null where the peer was left out. */
  readonly other: number | null;
  readonly ratio: number | null;
  readonly missed: boolean;
  /** How many times the figure of the earlier run: of the ratio where both have one, else of the value; null without that line. */
  readonly change: number | null;
}

/** What `--json` writes, as far as it is read again; other lines and versions of the bench may have written it. */
const earlierSchema = z.object({
  messages: z.number(),
  lines: z.array(z.object({ target: z.object({ title: z.string() }), value: z.number().nullable(), ratio: z.number().nullable() })),
});

export type Earlier = z.infer<typeof earlierSchema>;

/** Reads what `--json` of an earlier run has written, of this or of another commit. */
export const readEarlier = (path: string): Earlier => earlierSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

/** A figure may be so many times that of the earlier run. */
export const worstChange = 1.05;

/** The line of a target, or null where it was not measured. */
export function judge(target: Target, all: readonly Partial<Measured>[], earlier: Earlier | null = null): Line | null {
  const median = (of: keyof Measured): number | null => {
    const values = all.flatMap((one) => one[of] ?? []);
    return values.length > 0 ? percentile(values, 0.5) : null;
  };
  const value = median(target.measured);
  if (value === null) return null;
  const other = target.against ? median(target.against.measured) : null;
  const ratio = other === null ? null : value / other;
  const missed = (target.ratio !== undefined && ratio !== null && !(ratio <= target.ratio)) || !(value <= (target.limit ?? value));
  const before = earlier?.lines.find((line) => line.target.title === target.title);
  const [now, then] = ratio !== null && (before?.ratio ?? null) !== null ? [ratio, before?.ratio] : [value, before?.value];
  return { target, value, other, ratio, missed, change: then ? now / then : null };
}

export const isWorse = ({ change }: Line): boolean => change !== null && !(change <= worstChange);

export function show({ target, value, other, ratio, missed, change }: Line): string {
  const number = (amount: number) => `${amount.toFixed(amount < 10 ? 2 : amount < 100 ? 1 : 0)} ${target.unit}`;
  const { against } = target;
  const beside = !against
    ? ''
    : other === null || ratio === null
      ? `skipped: ${against.name}`
      : `${ratio.toFixed(2)} × ${against.name} (${number(other)})`;
  const wanted = [
    ...(target.ratio === undefined ? [] : [`≤ ${target.ratio} ×`]),
    ...(target.limit === undefined ? [] : [`≤ ${target.limit} ${target.unit}`]),
  ].join(', ');
  const verdict = wanted === '' || (against && ratio === null) ? '' : missed ? `MISSED ${wanted}` : `good, ${wanted}`;
  const compared = change === null ? '' : `${change > worstChange ? 'WORSE ' : ''}${change.toFixed(2)} × before`;
  return `${target.title.padEnd(54)} ${number(value).padStart(10)}  ${beside.padEnd(62)} ${verdict.padEnd(compared ? 24 : 0)} ${compared}`.trimEnd();
}
