import { withoutComments } from './comments.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Minutes east of UTC by name: the obsolete zones (RFC 5322 §4.3), and names that mean one zone only. Every other name counts as UTC, as the RFC asks:
 * IST, CST of China and BST of Bangladesh are two zones each.
 */
const zones: Readonly<Record<string, number>> = {
  GMT: 0,
  UTC: 0,
  UT: 0,
  Z: 0,
  WET: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  WEST: 60,
  CET: 60,
  MET: 60,
  CEST: 120,
  MEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  BRT: -180,
  BRST: -120,
  SAST: 120,
  PKT: 300,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
};

/** `+0200`, and what real mail has instead: `+02:00`, `+2`, `+ 0200`, `GMT+0200`, `UTC +02:00`, `IST +0530` (the number counts), a name. */
const zone = String.raw`["[]?((?:[a-z]{1,5}\s?)?[+-](?:\d{1,2}(?::?\d{2})?|\s\d{2}:?\d{2})(?!\d)|[a-z]{1,5}(?![a-z]))`;
const clock = String.raw`(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:[.,]\d{1,9})?`;
const half = String.raw`(?:\s*([ap])\.?m\b\.?)?`;

/** `Tue, 1 Jul 2003 10:52:37 +0200 (CEST)`, as RFC 5322 §3.3 has it: nearly every date, read in a tenth of the time. */
const plain = /^(?:[A-Z][a-z]{2},)? {0,2}(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})(?: \([A-Za-z]{1,5}\))?$/;
/** The same and its obsolete forms; the zone may stand before AM too. */
const internet = new RegExp(
  String.raw`(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.)?(?:[\s-]+|\s+(?:de|of)\s+)([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4})(?:[\s,]+|\s+at\s+)${clock}${half}\s*${zone}?`,
  'i',
);
/** `Tue Jul  1 10:52:37 2003`, as the C library writes it; Java puts a zone before the year. */
const asctime = new RegExp(
  String.raw`(?:^|[\s,])([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s+(?:${zone}\s+)?(\d{4})(?!\d)(?:\s+${zone})?`,
  'i',
);
/** A zone alone, in a comment. */
const zoneAlone = new RegExp(String.raw`\(\s*${zone}\s*\)`, 'i');
/** `Thursday, April 09, 2003 9:00 AM`, as people write it. */
const longForm = new RegExp(
  String.raw`(?:^|[\s,])([a-z]{3})[a-z]*\.?,?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[\s,]+|\s+at\s+)${clock}${half}\s*${zone}?`,
  'i',
);

/** `2003-04-09T09:00:00Z` and the like (RFC 3339 §5.6), with slashes, a blank or no zone too. */
const yearFirst = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+${clock}${half}\s*${zone}?)?`, 'i');
/** A day without a time. */
const dayOnly = /(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4})(?!\d)/i;
const longDayOnly = /(?:^|[\s,])([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i;

/**
 * Reads a Date field (RFC 5322 §3.3, obsolete forms §4.3, and what real mail adds).
 * @returns milliseconds since 1970, or null where no date can be read. Never throws.
 */
export function parseDateField(body: string): number | null {
  const usual = plain.exec(body);
  if (usual) return assemble(usual[1], usual[2], usual[3], usual[4], usual[5], usual[6], undefined, usual[7]);
  const written = body.slice(0, 500).replace(/\u2212/g, '-');
  const text = withoutComments(written).slice(0, 200).trim();
  const aside = zoneAlone.exec(written)?.[1]; // the zone of a date that has one nowhere else
  const match = internet.exec(text);
  if (match) {
    const [, day, month, year, hour, minute, second, part, place] = match;
    return assemble(day, month, year, hour, minute, second, part, stated(place) ?? aside);
  }
  const spelled = longForm.exec(text);
  if (spelled) {
    const [, month, day, year, hour, minute, second, part, place] = spelled;
    return assemble(day, month, year, hour, minute, second, part, stated(place) ?? aside);
  }
  const other = asctime.exec(text);
  if (other) {
    const [, month, day, hour, minute, second, name, year, offset] = other;
    return assemble(day, month, year, hour, minute, second, undefined, stated(offset) ?? stated(name) ?? aside);
  }
  const numbers = yearFirst.exec(text);
  if (numbers) {
    const [, year, month, day, hour = '0', minute = '0', second, part, place] = numbers;
    return assemble(day, months[Number(month) - 1], year, hour, minute, second, part, stated(place) ?? aside);
  }
  const plainDay = dayOnly.exec(text);
  if (plainDay) return assemble(plainDay[1], plainDay[2], plainDay[3], '0', '0');
  const longDay = longDayOnly.exec(text);
  return longDay ? assemble(longDay[2], longDay[1], longDay[3], '0', '0') : null;
}

/** A zone that says how far from UTC it is: a number, or a name of one zone only. */
const stated = (place = ''): string | undefined => (/\d/.test(place) || Object.hasOwn(zones, place.toUpperCase()) ? place : undefined);

function assemble(
  day = '',
  month = '',
  year = '',
  hour = '',
  minute = '',
  second = '0',
  part: string | undefined = undefined,
  place = '',
): number | null {
  const monthIndex = months.indexOf(month.toLowerCase());
  if (monthIndex < 0) return null;
  let hours = Number(hour);
  if (part) hours = (hours % 12) + (part.toLowerCase() === 'p' ? 12 : 0);
  if (Number(day) < 1 || Number(day) > 31 || hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const time = Date.UTC(fullYear(year), monthIndex, Number(day), hours, Number(minute), Number(second));
  return Number.isNaN(time) ? null : time - zoneMinutes(place) * 60_000;
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, other two and all three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 2) return value < 50 ? 2000 + value : 1900 + value;
  return year.length === 3 ? 1900 + value : value;
}

function zoneMinutes(place: string): number {
  const numeric = /^(?:[a-z]{1,5})?\s?([+-])\s?(\d{1,2}?)(?::?(\d{2}))?$/i.exec(place);
  if (!numeric) return zones[place.toUpperCase()] ?? 0;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return numeric[1] === '-' ? -minutes : minutes;
}

/** Mail has a Date field since RFC 822 of 1982: what is before that comes from a clock that was not set. */
const earliest = Date.UTC(1982, 7, 13);

/** A date of RFC 3339 at the end of a field that has no semicolon, with what programs in Go write behind it (`+0000 UTC m=+5.0`). */
const atEnd = /\s(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[^;]{0,80})$/;

/**
 * When a server took the message, by a trace field (RFC 5321 §4.4): the date stands behind its last semicolon, which a comment may have, too.
 * Some leave the semicolon out.
 * @returns milliseconds since 1970, or null, also for a clock that was not set
 */
export function parseReceivedDate(body: string): number | null {
  const behind = (text: string): number | null => parseDateField(text.slice(text.lastIndexOf(';') + 1));
  const date =
    behind(body) ?? (body.includes('(') ? behind(withoutComments(body)) : null) ?? parseDateField(atEnd.exec(body.slice(-200))?.[1] ?? '');
  return date !== null && date < earliest ? null : date;
}

/** How far a clock may be wrong. */
const clockMs = 86_400_000;

/** Whether a message that a server took at a time may be of this date: written after that, or before there was mail, it is not. */
export const canBeTrue = (date: number, received: number): boolean => date >= earliest && date <= received + clockMs;
