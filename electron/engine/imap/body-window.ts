/**
 * How many octets of bodies one FETCH asks for: more where they come fast, so that little is lost between two commands; fewer where they
 * come slowly, so that what is more urgent, and a cancellation, do not wait long.
 */
export interface BodyWindow {
  readonly octets: number;
  /** Adapts to a full window that took so many milliseconds, the consumer's time included. */
  took(milliseconds: number): void;
}

/** Milliseconds of a window below which the next is twice, above which it is half as large. */
const short = 500;
const long = 2_000;
/** Of the first window. */
const most = 8;
const least = 1 / 4;

export function createBodyWindow(first: number): BodyWindow {
  let factor = 1;
  return {
    get octets() {
      return first * factor;
    },
    took(milliseconds) {
      if (milliseconds < short) factor = Math.min(most, factor * 2);
      else if (milliseconds > long) factor = Math.max(least, factor / 2);
    },
  };
}
