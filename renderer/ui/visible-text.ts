/**
 * Text that somebody else wrote, made safe to show on one line: control characters, line breaks and the characters
 * that turn the direction of writing around are shown as what they are instead of doing what they do.
 */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

/** The same for a text of many lines, whose tabs and line ends are its own: the raw source of a message. */
export function visibleLines(text: string): string {
  return text.replace(controls, (character) => (/[\t\r\n]/.test(character) ? character : visible(character)));
}

/** U+2400 and its followers are pictures of the control characters. */
export function visible(text: string): string {
  return text.replace(controls, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x09 || code === 0x0a || code === 0x0d) return ' ';
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return '\ufffd';
  });
}
