/**
 * Wire bytes as text that cannot lie: controls, line ends and marks of writing direction are shown instead of obeyed,
 * so a server can neither forge a line of the export nor write over one (security.md L5).
 */

/** U+2400 and following are pictures of the control characters. */
const picture = (code: number) => (code === 0x7f ? '␡' : String.fromCodePoint(0x2400 + code));

/** C1 controls, bidirectional marks, and what separates lines or shows nothing. */
const treacherous = /[\u0080-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** One line of text; anything that is not UTF-8 becomes U+FFFD. */
export const visibleText = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f]/g, (character) => picture(character.charCodeAt(0)))
    .replace(treacherous, (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);

/** Wire lines, one string each; CRLF at the end of a line is left out, every other line end is shown. */
export function visibleLines(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\r\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map(visibleText);
}
