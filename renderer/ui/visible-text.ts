/**
 * Text that somebody else wrote, made safe to show: what would act or turn the direction of writing around is shown as what it is instead.
 */
import { charactersIn, withIsolates } from '../../electron/base/characters.ts';

const marked = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'annotation'], 'g');
const unseen = charactersIn(['zeroWidth'], 'g');
const inSource = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'annotation'], 'g');

/**
 * One line. Treats controls (their pictures), tabs and line breaks (a blank), direction overrides, annotations and isolates that are left open
 * (U+FFFD), and zero-width characters, of which nothing is left: two lines that look alike are alike. Direction marks and balanced isolates do
 * their work, as Hebrew and Arabic need them.
 */
export const visible = (text: string): string => withIsolates(text, 'keep', '\ufffd').replace(marked, picture).replace(unseen, '');

/** The source of a message, of many lines: tabs and line ends are its own, and everything that turns direction around is shown. */
export const visibleLines = (text: string): string =>
  text.replace(inSource, (character) => (/[\t\r\n]/.test(character) ? character : picture(character)));

/** U+2400 and its followers are pictures of the control characters. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09 || code === 0x0a || code === 0x0d) return ' ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
