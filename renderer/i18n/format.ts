/** Dates, sizes and numbers as the user's language writes them. */
import type { Language } from '../../electron/contract/application.ts';

const isSameDay = (one: Date, other: Date) =>
  one.getFullYear() === other.getFullYear() && one.getMonth() === other.getMonth() && one.getDate() === other.getDate();

/** The user's own variety of the language, if the machine knows one: `en-GB` writes dates unlike `en-US`. */
function localeOf(language: Language): string {
  const wishes = typeof navigator === 'undefined' ? [] : navigator.languages;
  return wishes.find((wish) => wish.toLowerCase().startsWith(language.toLowerCase())) ?? language;
}

/** Cached, because making a format takes a hundred times as long as using it. */
function createFormats<Format, Options>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (language: Language, name: string, options: Options): Format => {
    const key = `${language} ${name}`;
    let format = formats.get(key);
    if (!format) {
      format = make(localeOf(language), options);
      formats.set(key, format);
    }
    return format;
  };
}

const dateFormat = createFormats((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const numberFormat = createFormats((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));

/** For lists: today the time, this year day and month, else the date. */
export function formatListDate(milliseconds: number, now: number, language: Language): string {
  const date = new Date(milliseconds);
  const today = new Date(now);
  if (isSameDay(date, today)) return dateFormat(language, 'time', { hour: 'numeric', minute: '2-digit' }).format(date);
  if (date.getFullYear() === today.getFullYear()) return dateFormat(language, 'day', { day: 'numeric', month: 'short' }).format(date);
  return dateFormat(language, 'date', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(date);
}

/** For the head of a message: always the time; today that alone, else behind the day, in another year with the year. */
export function formatMessageDate(milliseconds: number, now: number, language: Language): string {
  const date = new Date(milliseconds);
  const today = new Date(now);
  if (isSameDay(date, today)) return formatClockTime(milliseconds, language);
  const isThisYear = date.getFullYear() === today.getFullYear();
  return dateFormat(language, isThisYear ? 'moment' : 'moment and year', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(date);
}

/** The time of day, to the minute. */
export function formatClockTime(milliseconds: number, language: Language): string {
  return dateFormat(language, 'time', { hour: 'numeric', minute: '2-digit' }).format(new Date(milliseconds));
}

/** For one message: everything, to the minute, with the zone. */
export function formatFullDate(milliseconds: number, language: Language): string {
  return dateFormat(language, 'full', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(milliseconds));
}

/** Days in UTC, as reports of servers count them: one, or from one to another. */
export function formatDays(begin: number, end: number, language: Language): string {
  const format = dateFormat(language, 'days', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.formatRange(Math.min(begin, end), Math.max(begin, end));
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes in the largest unit that leaves a whole number before the point: `3.4 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return numberFormat(language, `${unit} ${digits}`, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

export function formatNumber(value: number, language: Language): string {
  return numberFormat(language, 'plain', {}).format(value);
}

/** How long ago, in the largest whole unit: `12 sec. ago`. Never negative: a clock may have been set back. */
export function formatAgo(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const format = new Intl.RelativeTimeFormat(localeOf(language), { style: 'narrow' });
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 3_600) return format.format(-Math.floor(seconds / 60), 'minute');
  return seconds < 86_400 ? format.format(-Math.floor(seconds / 3_600), 'hour') : format.format(-Math.floor(seconds / 86_400), 'day');
}

/** Seconds in words: `41 s`, `3 min`. */
export function formatSeconds(seconds: number, language: Language): string {
  const minutes = seconds >= 90;
  return numberFormat(language, minutes ? 'minutes' : 'seconds', {
    style: 'unit',
    unit: minutes ? 'minute' : 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(minutes ? seconds / 60 : seconds);
}

/** How long something took: `12 ms`, `3.4 s`, `2 min`; the point is a comma where the language writes one. */
export function formatDuration(milliseconds: number, language: Language): string {
  const number = (value: number, digits = 0) =>
    numberFormat(language, `duration ${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  if (milliseconds < 1_000) return `${number(milliseconds)} ms`;
  if (milliseconds < 90_000) return `${number(milliseconds / 1_000, milliseconds < 10_000 ? 1 : 0)} s`;
  if (milliseconds < 5_400_000) return `${number(milliseconds / 60_000)} min`;
  return `${number(milliseconds / 3_600_000)} h`;
}
