/**
 * The line that begins each message of an mbox file: `From ana@example.org Thu Jan 29 13:02:00 2015` (RFC 4155 §A; the date as asctime()
 * writes it). Writers differ: without seconds, with a time zone before or after the year, with `remote from` behind; Thunderbird says
 * `From - ` without an address.
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
const dated = new RegExp(
  `(?:${days.join('|')}),? (${months.join('|')}) {1,2}(\\d{1,2}) (\\d{1,2}):(\\d\\d)(?::(\\d\\d))?(?: (${zone}))? (\\d{4})(?: (${zone}))?(?: remote from .*)?\\s*$`,
);

/** @param line without its line end. Null where it does not read as one: then it is a line of a message. */
export function readFromLine(line: string): FromLine | null {
  if (!line.startsWith('From ') || line.length > longestFromLine) return null;
  const found = dated.exec(line);
  if (!found) return null;
  const [, month = '', day, hour, minute, second = '0', early, year, late] = found;
  const parts = [Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  // As written: a day that does not exist is no date.
  if (parts[2] < 1 || parts[2] > 31 || parts[3] > 23 || parts[4] > 59 || parts[5] > 60) return null;
  const sender = line.slice('From '.length, found.index).trim();
  return { sender: sender === '-' ? '' : sender, date: inZone(parts, late ?? early) };
}

type DateParts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function inZone(parts: DateParts, name: string | undefined): number {
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(name ?? '');
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return Date.UTC(...parts) - (offset[1] === '-' ? -minutes : minutes) * 60_000;
  }
  // Other names mean different zones in different countries (RFC 5322 §4.3): such a line is read like one without.
  return name === 'GMT' || name === 'UTC' ? Date.UTC(...parts) : new Date(...parts).getTime();
}

/**
 * Writes such a line.
 * @param sender the envelope's sender; empty becomes MAILER-DAEMON, as delivery agents do. White space would end it: it becomes `-`.
 * @param date milliseconds since 1970, written in this computer's time
 */
export function writeFromLine(sender: string, date: number): string {
  const at = new Date(date);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  const day = `${days[at.getDay()]} ${months[at.getMonth()]} ${String(at.getDate()).padStart(2)}`;
  const address = sender.replace(/[^\x21-\x7e\x80-\xff]+/g, '-').slice(0, 800);
  return `From ${address || 'MAILER-DAEMON'} ${day} ${time} ${at.getFullYear()}`;
}
