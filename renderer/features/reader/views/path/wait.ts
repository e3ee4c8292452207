/** Times of the way of a message in words. */
import type { Language } from '../../../../../electron/contract/application.ts';
import { formatDuration, formatSeconds } from '../../../../i18n/format.ts';

/** A time between two trace fields, which count in seconds: `0 s`, `41 s`, `12 min`, `68 h`. */
export const formatWait = (milliseconds: number, language: Language): string =>
  milliseconds < 5_400_000 ? formatSeconds(Math.round(milliseconds / 1_000), language) : formatDuration(milliseconds, language);
