/** Dates as mail headers and IMAP write them. Times are milliseconds since 1970. */

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/**
 * A date as header fields write it (RFC 5322 §3.3), always with a numeric zone.
 * @param at milliseconds since 1970
 * @param zoneMinutes minutes east of Greenwich
 */
export function headerDate(at: number, zoneMinutes = 0): string {
  const local = new Date(at + zoneMinutes * 60_000);
  const day = `${days[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  return `${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ${zone(zoneMinutes)}`;
}

/** INTERNALDATE as IMAP writes it, `"17-Jul-1996 02:44:25 +0000"` without the quotes (RFC 3501 §9, date-time). */
export function internalDateText(at: number): string {
  const date = new Date(at);
  const day = `${String(date.getUTCDate()).padStart(2, ' ')}-${months[date.getUTCMonth()]}-${String(date.getUTCFullYear()).padStart(4, '0')}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** Reads `17-Jul-1996` with an optional ` 02:44:25 +0100`; undefined when it is neither. Milliseconds since 1970. */
export function parseImapDate(text: string): number | undefined {
  const match = /^ ?(\d{1,2})-([A-Za-z]{3})-(\d{4})(?: (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const [, day, monthName = '', year, hour = '0', minute = '0', second = '0', sign = '+', zoneHours = '0', zoneMinutes = '0'] = match;
  const month = months.findIndex((name) => name.toLowerCase() === monthName.toLowerCase());
  if (month < 0) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)) - offset * 60_000;
}

function zone(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
}
