/** Which of the clocks along a way agree. */

interface Timed {
  /** Milliseconds since the hop before; null where one of the two clocks is wrong or says nothing. */
  readonly delay: number | null;
  /** Milliseconds by which the clock is ahead (above zero) or behind; 0: it agrees, or says nothing. */
  readonly skew: number;
}

/** Clocks that differ by less are the same: trace fields count in seconds. */
const tolerance = 2_000;

/**
 * A message cannot arrive before it is sent: times along a way grow. The most times that grow together are taken for right; the rest are
 * clocks that are wrong.
 * @param dates milliseconds, the oldest hop first; null where there is none
 */
export function readClocks(dates: readonly (number | null)[]): Timed[] {
  const right = longestGrowing(dates);
  let before: number | null = null;
  return dates.map((date, index) => {
    if (date === null) return { delay: null, skew: 0 };
    if (!right.has(index)) return { delay: null, skew: skewOf(date, dates, right, index) };
    const delay = before === null ? null : Math.max(0, date - before);
    before = before === null ? date : Math.max(before, date);
    return { delay, skew: 0 };
  });
}

/** How far a wrong clock is at least from the right ones around it. */
function skewOf(date: number, dates: readonly (number | null)[], right: ReadonlySet<number>, index: number): number {
  const around = dates.flatMap((other, at) => (other !== null && right.has(at) ? [{ at, other }] : []));
  const earlier = around.findLast(({ at }) => at < index)?.other;
  const later = around.find(({ at }) => at > index)?.other;
  if (earlier !== undefined && date < earlier) return date - earlier;
  if (later !== undefined && date > later) return date - later;
  return 0;
}

interface Run {
  readonly length: number;
  /** Milliseconds from its first time to its last. */
  readonly span: number;
  /** The place of the time behind this one, or -1. */
  readonly next: number;
}

const isBetter = (one: Run, other: Run | undefined): boolean =>
  other === undefined || one.length > other.length || (one.length === other.length && one.span < other.span);

/**
 * The places of the longest run of times that grow, within the tolerance; of several the shortest in time, because servers pass mail on at once,
 * then the latest. Takes the square of the number of hops, which is bounded.
 */
function longestGrowing(dates: readonly (number | null)[]): ReadonlySet<number> {
  const runs = new Map<number, Run>();
  let start = -1;
  for (let index = dates.length - 1; index >= 0; index -= 1) {
    const date = dates[index];
    if (typeof date !== 'number') continue;
    let run: Run = { length: 1, span: 0, next: -1 };
    for (const [later, known] of runs) {
      const gap = (dates[later] ?? 0) - date;
      if (gap < -tolerance) continue;
      const longer = { length: known.length + 1, span: known.span + Math.max(0, gap), next: later };
      if (isBetter(longer, run)) run = longer;
    }
    runs.set(index, run);
    if (isBetter(run, runs.get(start))) start = index;
  }
  const places = new Set<number>();
  for (let at = start; at >= 0; at = runs.get(at)?.next ?? -1) places.add(at);
  return places;
}
