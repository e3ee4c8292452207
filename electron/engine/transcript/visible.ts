/**
 * Wire bytes as safe text: controls, line ends and direction marks are shown as symbols, so that a server can neither
 * forge a line of the export nor write over one (security.md L5).
 */

import { charactersIn } from '../../base/characters.ts';

/** U+2400 and following are pictures of the control characters. */
const picture = (code: number) => (code === 0x7f ? '␡' : String.fromCodePoint(0x2400 + code));

/** C1 controls, bidirectional marks, and what separates lines or shows nothing. */
const treacherous = charactersIn(
  ['control', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'joiner', 'annotation', 'tag'],
  'g',
);

/** One line of text; anything that is not UTF-8 becomes U+FFFD. */
export const visibleText = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f]/g, (character) => picture(character.charCodeAt(0)))
    .replace(treacherous, (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);

/** Stands for one byte of a secret; nothing that a server sends is drawn with it. */
const maskMark = '\u2592';
/** Stands for a masked byte while the text is cut into lines: a character that no UTF-8 decodes to and that is shown as nothing else. */
const placeholder = '\ue000';

/**
 * Wire lines, one string each; CRLF at the end of a line is left out, every other line end is shown.
 * @param masked spans of secrets: each byte of them is drawn as a mask, whatever stands there
 */
export function visibleLines(bytes: Buffer, masked: readonly { readonly offset: number; readonly length: number }[] = []): string[] {
  const lines = textWithMasks(bytes, masked).split('\r\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => visibleText(line.replaceAll(maskMark, '‹U+2592›')).replaceAll(placeholder, maskMark));
}

function textWithMasks(bytes: Buffer, masked: readonly { readonly offset: number; readonly length: number }[]): string {
  if (masked.length === 0) return plainText(bytes);
  let text = '';
  let at = 0;
  for (const { offset, length } of masked) {
    const end = Math.min(offset + length, bytes.length);
    if (end <= at) continue;
    text += plainText(bytes.subarray(at, Math.max(at, offset))) + placeholder.repeat(end - Math.max(at, offset));
    at = end;
  }
  return text + plainText(bytes.subarray(at));
}

/** What a server sends in the place of our own placeholder is shown by its number. */
const plainText = (bytes: Buffer): string => bytes.toString('utf8').replaceAll(placeholder, '‹U+E000›');
