/** A text as it is typed, as the octets that cross the wire. */

/** Lines with CRLF, whatever ends they were typed with (RFC 5321 §2.3.8). A text that ends with a line end has no empty line after it. */
export function linesOf(text: string): Buffer[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => Buffer.from(`${line}\r\n`, 'utf8'));
}

const dot = Buffer.from('.');

/**
 * The text of a message with the line that ends it.
 * @param stuffing doubles a dot that begins a line (RFC 5321 §4.5.2)
 */
export function messageLines(text: string, stuffing: boolean): Buffer[] {
  const lines = linesOf(text).map((line) => (stuffing && line[0] === dot[0] ? Buffer.concat([dot, line]) : line));
  return [...lines, Buffer.from('.\r\n')];
}
