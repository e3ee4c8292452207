/** Dot-stuffing (RFC 5321 §4.5.2, RFC 1939 §3): a line that begins with a dot has another one in front of it on the wire. */

const dot = 0x2e;
const lineStart = Buffer.from('\r\n.');

/** The bytes after every CRLF, and at the beginning, where a line begins with a dot. */
function dottedLines(bytes: Buffer): number[] {
  const found: number[] = bytes[0] === dot ? [0] : [];
  for (let at = bytes.indexOf(lineStart); at >= 0; at = bytes.indexOf(lineStart, at + 2)) found.push(at + 2);
  return found;
}

/** The message without its stuffing; null if a dotted line is not stuffed, so that stuffing it again would not give the same bytes. */
export function unstuff(wire: Buffer): Buffer | null {
  const dots = dottedLines(wire);
  if (dots.length === 0) return wire;
  if (dots.some((at) => wire[at + 1] !== dot)) return null;
  return cut(wire, dots, 1);
}

/** The message as it stands on the wire, without the line that ends it. */
export function stuff(message: Buffer): Buffer {
  const dots = dottedLines(message);
  return dots.length === 0 ? message : cut(message, dots, 0);
}

/** Copies with each dotted line's first dot left out (`skip` 1) or doubled (`skip` 0). */
function cut(bytes: Buffer, dots: readonly number[], skip: 0 | 1): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const at of dots) {
    pieces.push(bytes.subarray(from, skip ? at : at + 1));
    from = skip ? at + 1 : at;
  }
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}
