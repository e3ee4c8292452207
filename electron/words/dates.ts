/** Days in sentences. */
import type { Language } from '../contract/application.ts';

/**
 * A day as the language writes it, `1 October 2026`; what is no time stays as it is.
 * @param time an instant in ISO 8601; the day is that of UTC, in which certificates are dated (RFC 5280 §4.1.2.5)
 */
export function dayWords(language: Language, time: string): string {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return time;
  // American English would put the month first, which readers elsewhere take for a mistake.
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(milliseconds);
}
