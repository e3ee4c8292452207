/**
 * Row ids that follow the date: seconds since 1970 times 2^20, plus a counter. The newest hits of a full-text search
 * then come without sorting, and a page of a list is a range of ids.
 */

const perSecond = 2 ** 20;
/** Year 2242: ids stay below 2^53. */
const lastSecond = 2 ** 33 - 2;

/** The smallest id a message of this date (milliseconds since 1970) can have; dates out of range are moved to its edge. */
export function firstIdOf(date: number): number {
  const second = Math.floor(date / 1000);
  return Math.min(Math.max(Number.isFinite(second) ? second : 0, 1), lastSecond) * perSecond;
}

/**
 * An id for a message of this date.
 * @param preference usually the UID: the same message read again gets the same id if it is free
 * @param taken tells whether a row has this id already; when none has, the id is the caller's
 */
export function idFor(date: number, preference: number, taken: (id: number) => boolean): number {
  let id = firstIdOf(date) + (preference % perSecond);
  while (taken(id)) id += 1; // overflow into the next second is harmless: order within a second does not matter
  return id;
}
