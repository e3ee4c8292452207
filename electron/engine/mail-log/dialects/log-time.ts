/**
 * Times as logs write them: `Nov 30 21:00:00` (RFC 3164 §4.1.2, no year and no zone), with a year before or behind, RFC 3339 as RFC 5424 §6.2.3
 * wants it, Exim's `2015-01-29 13:01:59`, and those of journalctl: a weekday before and a zone behind (`-o short-full`), or seconds since 1970
 * (`-o short-unix`). A time without a zone that is known is taken as this computer's.
 */

interface ReadTime {
  /** Null: it has the form of a time and is none. */
  readonly at: number | null;
  /** Where the rest of the line begins. */
  readonly end: number;
  readonly form: 'syslog' | 'exim';
}

export interface TimeReader {
  /** @returns null where no time stands at that place */
  read(line: string, from: number): ReadTime | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = 86_400_000;

const withoutYear =
  /(?:(\d{4}) )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: (\d{4})(?= ))?(?: (?:UTC|GMT|[A-Z]{3,4})(?= ))? ?/y;
const withYear = /(\d{4})-(\d{2})-(\d{2})([T ])(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z| ?[+-]\d{2}:?\d{2})? /y;
const withWeekday = /[A-Z][a-z]{2} (\d{4})-(\d{2})-(\d{2})( )(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))? ([A-Z]{3,4}|[+-]\d{2,4}) /y;
const sinceEpoch = /(\d{9,11})\.(\d{3,6}) /y;

/** @param newest no time without a year is later than a day after this, in milliseconds since 1970 */
export function createTimeReader(newest: () => number): TimeReader {
  // A log has many lines in one minute: what a minute is in milliseconds is worked out once.
  let known = { key: '', at: Number.NaN };
  const minuteAt = (key: string, work: () => number): number => {
    if (known.key !== key) known = { key, at: work() };
    return known.at;
  };
  const finish = (minute: number, second: string, fraction: string | undefined): number | null => {
    const at = minute + Number(second) * 1_000 + (fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1_000));
    return Number.isFinite(at) ? at : null;
  };

  function readDated(line: string, from: number, form: RegExp): ReadTime | null {
    form.lastIndex = from;
    const found = form.exec(line);
    if (!found) return null;
    const [, year, month, date, separator, hour, minute, second = '', fraction, written = ''] = found;
    const zone = /^(?:UTC|GMT)$/.test(written) ? 'Z' : /\d|^Z$/.test(written) ? written : undefined;
    const key = `${year}-${month}-${date}T${hour}:${minute}${zone ?? ''}`;
    const at = minuteAt(key, () => {
      if (zone === undefined) return new Date(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute)).getTime();
      const offset = zone === 'Z' ? 'Z' : `${zone.trim().slice(0, 3)}:${zone.slice(-2)}`;
      return Date.parse(`${year}-${month}-${date}T${hour}:${minute}:00${offset}`);
    });
    return {
      at: finish(at, second, fraction),
      end: form.lastIndex,
      form: separator === ' ' && form === withYear ? 'exim' : 'syslog',
    };
  }

  function readUndated(line: string, from: number): ReadTime | null {
    withoutYear.lastIndex = from;
    const found = withoutYear.exec(line);
    if (!found) return null;
    const [, before, name = '', date, middle, hour, minute, second = '', fraction, behind] = found;
    const month = months.indexOf(name.toLowerCase());
    if (month < 0) return null;
    const stated = before ?? middle ?? behind;
    const key = `${stated ?? ''} ${name} ${date} ${hour}:${minute}`;
    const at = minuteAt(key, () => {
      const inYear = (year: number) => new Date(year, month, Number(date), Number(hour), Number(minute)).getTime();
      if (stated !== undefined) return inYear(Number(stated));
      const year = new Date(newest()).getFullYear();
      // The latest one that is not after the file: a log of a whole year and more has to say its years.
      return [year + 1, year, year - 1].map(inYear).find((one) => one <= newest() + day) ?? Number.NaN;
    });
    return { at: finish(at, second, fraction), end: withoutYear.lastIndex, form: 'syslog' };
  }

  function readEpoch(line: string, from: number): ReadTime | null {
    sinceEpoch.lastIndex = from;
    const found = sinceEpoch.exec(line);
    return found ? { at: Math.floor(Number(`${found[1]}.${found[2]}`) * 1_000), end: sinceEpoch.lastIndex, form: 'syslog' } : null;
  }

  return {
    read: (line, from) =>
      readUndated(line, from) ?? readDated(line, from, withYear) ?? readDated(line, from, withWeekday) ?? readEpoch(line, from),
  };
}
