import { withoutComments } from './comments.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes east of UTC for the obsolete zone names (RFC 5322 §4.3); every other name counts as UTC. */
const zones: Readonly<Record<string, number>> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** `Tue, 1 Jul 2003 10:52:37 +0200` and its obsolete forms. */
const internet =
  /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4})[\s,]+(\d{1,2}):(\d{1,2})(?:[:.](\d{1,2}))?(?:\.\d{1,9})?\s*(am|pm)?\s*([+-]\d{3,4}|[a-z]{1,5})?/i;
/** `Tue Jul  1 10:52:37 2003`, as the C library writes it. */
const asctime =
  /(?:^|[\s,])([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s+(?:([+-]\d{3,4}|[a-z]{1,5})\s+)?(\d{4})(?:\s+([+-]\d{3,4}))?/i;

/**
 * Reads a Date field (RFC 5322 §3.3, obsolete forms §4.3, and what real mail adds).
 * @returns milliseconds since 1970, or null where no date can be read. Never throws.
 */
export function parseDateField(body: string): number | null {
  const text = withoutComments(body.slice(0, 500)).slice(0, 200).trim();
  const match = internet.exec(text);
  if (match) {
    const [, day, month, year, hour, minute, second, half, zone] = match;
    return assemble(day, month, year, hour, minute, second, half, zone);
  }
  const other = asctime.exec(text);
  if (other) {
    const [, month, day, hour, minute, second, name, year, offset] = other;
    return assemble(day, month, year, hour, minute, second, undefined, offset ?? name);
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null; // Date.parse would read nonsense such as `1` in ways that differ between engines
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

function assemble(
  day = '',
  month = '',
  year = '',
  hour = '',
  minute = '',
  second = '0',
  half: string | undefined = undefined,
  zone = '',
): number | null {
  const monthIndex = months.indexOf(month.toLowerCase());
  if (monthIndex < 0) return null;
  let hours = Number(hour);
  if (half) hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (Number(day) < 1 || Number(day) > 31 || hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const time = Date.UTC(fullYear(year), monthIndex, Number(day), hours, Number(minute), Number(second));
  return Number.isNaN(time) ? null : time - zoneMinutes(zone) * 60_000;
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, other two and all three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 2) return value < 50 ? 2000 + value : 1900 + value;
  return year.length === 3 ? 1900 + value : value;
}

function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{1,2})(\d{2})$/.exec(zone);
  if (!numeric) return zones[zone.toUpperCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === '-' ? -minutes : minutes;
}
