/** Where two readings of one message disagree. Blanks and line ends never count; what is left is what a reader or a filter would see. */
import type { ReadingDifference } from '../../../contract/messages.ts';
import type { ParsedMessage } from '../parse.ts';
import { visibleLine } from '../text/visible-text.ts';
import type { SecondReading } from './read-again.ts';

/** Characters of text shown before and after the first difference. */
const contextBefore = 40;
const contextAfter = 160;
/** Attachments and addresses named at most; more are only counted into the comparison. */
const mostNamed = 50;

/**
 * Compares sender, subject, date, text, HTML and attachments.
 * @returns one entry for each that differs, in that order, with what each reading says; null where it says nothing. Dates are ISO 8601.
 */
export function compareReadings(first: ParsedMessage, second: SecondReading): ReadingDifference[] {
  const said: readonly (readonly [ReadingDifference['what'], string, string])[] = [
    ['from', addresses(first.from), addresses(second.from)],
    ['subject', words(first.subject), words(second.subject)],
    ['date', instant(first.dateField), instant(second.date)],
    ['text', ...bodies(first, second)],
    ['html', ...markup(first, second)],
    ['attachments', files(first.attachments), files(second.attachments)],
  ];
  return said.flatMap(([what, here, there]) => {
    if (what === 'attachments' ? sameFiles(first.attachments, second.attachments) : here === there) return [];
    const [shownHere, shownThere] = what === 'text' || what === 'html' ? aroundDifference(here, there) : [here, there];
    return [{ what, first: shownHere || null, second: shownThere || null }];
  });
}

/** The first reading makes text out of HTML where there is no plain text; the second is not asked to. */
function bodies(first: ParsedMessage, second: SecondReading): [string, string] {
  const isMadeOfHtml = words(second.text) === '' && second.html !== null;
  return isMadeOfHtml ? ['', ''] : [words(first.text), words(second.text)];
}

/** HTML that is too complex for the window is not handed out by the first reading; event handlers it names away (`html-bounds.ts`). */
function markup(first: ParsedMessage, second: SecondReading): [string, string] {
  if (first.html === null && first.warnings.includes('too-complex')) return ['', ''];
  const named = (html: string | null) => words(html).replace(/(\s)xn(?=\w+\s*=)/gi, '$1on');
  return [named(first.html), named(second.html)];
}

/** Without control characters, blanks of every kind as one: what a person reads. */
const words = (text: string | null): string =>
  (text ?? '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g, '')
    .replace(/<br\/>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const addresses = (list: SecondReading['from']): string =>
  visibleLine(
    list
      .slice(0, mostNamed)
      .map(({ name, address }) => (name.trim() === '' ? `<${address}>` : `${words(name)} <${address}>`))
      .join(', '),
  );

const instant = (milliseconds: number | null): string => (milliseconds === null ? '' : new Date(milliseconds).toISOString());

const files = (list: SecondReading['attachments']): string =>
  visibleLine(
    list
      .slice(0, mostNamed)
      .map(({ name, type, size }) => `${words(name) || '–'} (${type}, ${size})`)
      .join(', '),
  ) + (list.length > mostNamed ? ` … ${list.length}` : '');

/** By name and size: mailparser takes the type from the file name where the message says application/octet-stream. */
const sameFiles = (one: SecondReading['attachments'], other: SecondReading['attachments']): boolean =>
  one.length === other.length &&
  one.every(({ name, size }, index) => words(name) === words(other[index]?.name ?? null) && size === other[index]?.size);

/** A piece of each text that holds the first place where they differ. Linear in the shorter of the two. */
function aroundDifference(one: string, other: string): [string, string] {
  let at = 0;
  while (at < one.length && at < other.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  const start = Math.max(0, at - contextBefore);
  const piece = (text: string) =>
    text === ''
      ? ''
      : visibleLine(`${start > 0 ? '…' : ''}${text.slice(start, at + contextAfter)}${text.length > at + contextAfter ? '…' : ''}`);
  return [piece(one), piece(other)];
}
