/**
 * The line that begins each message of an mbox file: `From ana@example.org Thu Jan 29 13:02:00 2015` (RFC 4155 §A; the date as asctime()
 * writes it). Writers differ: without seconds, with a time zone before or after the year, with `remote from` behind, with the date of RFC 5322
 * §3.3 or ISO 8601; Thunderbird says `From - ` without an address.
 */

export interface FromLine {
  /** The envelope's sender as it stands there; empty where there is none. */
  readonly sender: string;
  /** Milliseconds since 1970. Without a time zone in the line it is this computer's time, which is what delivery agents write. */
  readonly date: number;
}

/** Octets of a line that can be one: an address (RFC 5321 §4.5.3.1.3), a date, and room for what writers add. */
export const longestFromLine = 1_000;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const zone = '[A-Z]{1,5}|[+-]\\d{4}';
const time = '(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?';
const month = `(?<month>${months.join('|')})`;
const weekday = `(?:${days.join('|')})`;
/** After asctime() anything may stand before the date; of the others, whose dates stand in texts too, only one word. */
const dialects = [
  new RegExp(
    `${weekday},? ${month} {1,2}(?<day>\\d{1,2}) ${time}(?: (?<early>${zone})(?: DST)?)? (?<year>\\d{4})(?: (?<late>${zone}))?(?: remote from .*)?\\s*$`,
  ),
  new RegExp(
    `^From (?<sender>\\S+) +(?:${weekday},? +)?(?<day>\\d{1,2})[ -]${month}[ -](?<year>\\d{4}|\\d\\d) ${time}(?: (?<late>${zone}))?(?: \\([^()]{0,40}\\))?\\s*$`,
  ),
  new RegExp(
    `^From (?<sender>\\S+) +(?<year>\\d{4})-(?<monthNumber>\\d\\d)-(?<day>\\d\\d)[T ]${time}(?:[.,]\\d{1,9})? ?(?<late>Z|[+-]\\d\\d:?\\d\\d)?\\s*$`,
  ),
];

/** @param line without its line end. Null where it does not read as one: then it is a line of a message. */
export function readFromLine(line: string): FromLine | null {
  if (!line.startsWith('From ') || line.length > longestFromLine) return null;
  const found = dialects.map((dialect) => dialect.exec(line)).find((one) => one !== null);
  const said = found?.groups;
  if (!said) return null;
  const monthAt = said.month === undefined ? Number(said.monthNumber) - 1 : months.indexOf(said.month);
  const parts = [
    fullYear(said.year ?? ''),
    monthAt,
    Number(said.day),
    Number(said.hour),
    Number(said.minute),
    Number(said.second ?? 0),
  ] as const;
  // As written: a day that does not exist is no date.
  if (parts[1] < 0 || parts[1] > 11 || parts[2] < 1 || parts[2] > 31 || parts[3] > 23 || parts[4] > 59 || parts[5] > 60) return null;
  const sender = said.sender ?? line.slice('From '.length, found.index).trim();
  return { sender: sender === '-' ? '' : sender, date: inZone(parts, said.late ?? said.early) };
}

/** RFC 5322 §4.3: two digits are a year from 1950 to 2049. */
const fullYear = (year: string): number => (year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2_000 : 1_900));

const greenwich: ReadonlySet<string> = new Set(['GMT', 'UTC', 'UT', 'Z']);

type DateParts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function inZone(parts: DateParts, name: string | undefined): number {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(name ?? '');
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return Date.UTC(...parts) - (offset[1] === '-' ? -minutes : minutes) * 60_000;
  }
  // Other names mean different zones in different countries (RFC 5322 §4.3): such a line is read like one without.
  return name !== undefined && greenwich.has(name) ? Date.UTC(...parts) : new Date(...parts).getTime();
}

/**
 * Writes such a line.
 * @param sender the envelope's sender; empty becomes MAILER-DAEMON, as delivery agents do. White space would end it: it becomes `-`.
 * @param date milliseconds since 1970, written in this computer's time
 */
export function writeFromLine(sender: string, date: number): string {
  const at = new Date(date);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  const day = `${days[at.getDay()]} ${months[at.getMonth()]} ${String(at.getDate()).padStart(2)}`;
  const address = sender.replace(/[^\x21-\x7e\x80-\xff]+/g, '-').slice(0, 800);
  return `From ${address || 'MAILER-DAEMON'} ${day} ${clock} ${at.getFullYear()}`;
}
