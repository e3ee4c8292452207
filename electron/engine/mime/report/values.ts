/** Numbers and times as reporters write them. */

/** A count is at most this, so that sums stay exact. */
const largest = 1_000_000_000_000;

/** @returns a number from 0 on, or null where there is none */
function numberOf(value: unknown): number | null {
  const isDigits = typeof value === 'string' && value.length < 40 && /^\s*\d{1,15}(?:\.\d*)?\s*$/.test(value);
  const number = typeof value === 'number' ? value : isDigits ? Number(value) : null;
  return number === null || !Number.isFinite(number) || number < 0 ? null : number;
}

/** @returns a whole number from 0 on, or null where there is none */
export function countOf(value: unknown): number | null {
  const number = numberOf(value);
  return number === null ? null : Math.min(Math.trunc(number), largest);
}

/** Seconds since 1970 above which a number is taken for milliseconds. */
const mostSeconds = 100_000_000_000;
/** The year 9999, milliseconds since 1970. */
const latest = 253_402_300_799_999;

/** @param value seconds since 1970 (RFC 7489 Appendix C), milliseconds, or a date of RFC 3339 @returns milliseconds since 1970, or null */
export function timeOf(value: unknown): number | null {
  const number = numberOf(value);
  if (number !== null) {
    const milliseconds = number < mostSeconds ? number * 1_000 : number;
    // Beyond, there are no dates.
    return number === 0 || milliseconds > latest ? null : milliseconds;
  }
  const time = typeof value === 'string' && value.length < 64 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
