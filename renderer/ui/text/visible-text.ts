/**
 * Makes untrusted text safe to show: controls and direction overrides are shown as visible symbols.
 */
import { charactersIn, withIsolates } from '../../../electron/base/characters.ts';

const marked = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'annotation'], 'g');
const unseen = charactersIn(['zeroWidth'], 'g');
const inSource = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'annotation'], 'g');

/**
 * One line. Treats controls (their pictures), tabs and line breaks (a blank), direction overrides, annotations and isolates that are left open
 * (U+FFFD), and zero-width characters, of which nothing is left: two lines that look alike are alike. Direction marks and balanced isolates do
 * their work, as Hebrew and Arabic need them.
 */
export const visible = (text: string): string =>
  boundMarks(withIsolates(text, 'keep', '\ufffd').replace(marked, picture).replace(unseen, ''));

/** The source of a message, of many lines: tabs and line ends are its own, and everything that turns direction around is shown. */
export const visibleLines = (text: string): string =>
  boundMarks(text).replace(inSource, (character) => (/[\t\r\n]/.test(character) ? character : picture(character)));

/** U+2400 and its followers are pictures of the control characters. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09 || code === 0x0a || code === 0x0d) return ' ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

/**
 * Marks on one letter (accents, vowel signs) beyond which no language goes (UAX #15 §13, Stream-Safe Text Format). A browser lays a letter out
 * with all of its marks at once, in time that grows with their square.
 */
const mostMarks = 30;
const tooManyMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu');

/** Drops the marks on a letter that no language writes. */
export const boundMarks = (text: string): string => text.replace(tooManyMarks, '$1');

/** Characters without a place to break beyond which a text is no word any more. */
const longRun = 400;

/** Blanks, and the scripts of East Asia, which are broken between any two characters (UAX #14, classes ID, H2 and H3). */
const breaks = (code: number): boolean => code <= 0x20 || (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff);

/** Whether a text holds a word so long that kerning its letters would hold the window up. */
export function hasLongRun(text: string): boolean {
  if (text.length <= longRun) return false;
  for (let at = 0, run = 0; at < text.length; at++) {
    run = breaks(text.charCodeAt(at)) ? 0 : run + 1;
    if (run > longRun) return true;
  }
  return false;
}

/** As `visible`, cut to what one line can hold: the whole of it stands elsewhere. */
export function visibleStart(text: string, most: number): string {
  if (text.length <= most) return visible(text);
  return `${visible(text.slice(0, most)).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What a change of script counts for, in characters: each run of letters is shaped by itself, and a hundred rows are laid out at once. */
const changeCost = 6;

/** Letters that are shaped together, by a number; null for blanks, digits and punctuation, which belong to the letters beside them. */
function scriptOf(code: number): number | null {
  if (code < 0x41 || (code >= 0x2000 && code <= 0x206f)) return null;
  if (code < 0x250) return 0;
  return breaks(code) || code >= 0xd800 ? 1 : code >> 8;
}

/**
 * As `visibleStart`, for a line among many: letters of another script at every turn, which no language writes, are cut sooner.
 * @param most characters of one script that there is room for
 */
export function visibleInRow(text: string, most: number): string {
  let room = most;
  let script: number | null = null;
  let end = 0;
  for (; end < text.length && room > 0; end++) {
    const next = scriptOf(text.charCodeAt(end));
    if (next !== null && script !== null && next !== script) room -= changeCost;
    script = next ?? script;
    room -= 1;
  }
  return visibleStart(text, end);
}
