const crlf = Buffer.from('\r\n');

/** A message as it crosses the wire: dots doubled at the beginning of lines, CRLF at the end, then the final dot (RFC 1939 §3). */
export function transmitted(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let dot = bytes[0] === 0x2e ? 0 : nextStuffed(bytes, 0); dot >= 0; dot = nextStuffed(bytes, dot)) {
    pieces.push(bytes.subarray(start, dot), Buffer.from('.'));
    start = dot;
  }
  pieces.push(bytes.subarray(start));
  if (bytes.length > 0 && !bytes.subarray(-2).equals(crlf)) pieces.push(crlf);
  pieces.push(Buffer.from('.\r\n'));
  return Buffer.concat(pieces);
}

function nextStuffed(bytes: Buffer, from: number): number {
  const position = bytes.indexOf('\n.', from);
  return position < 0 ? -1 : position + 1;
}

/** The header, the empty line, and so many lines of the body. */
export function topOf(bytes: Buffer, lines: number): Buffer {
  const headerEnd = bytes.indexOf('\r\n\r\n');
  if (headerEnd < 0) return bytes;
  let end = headerEnd + 4;
  for (let left = lines; left > 0 && end < bytes.length; left -= 1) {
    const next = bytes.indexOf('\n', end);
    end = next < 0 ? bytes.length : next + 1;
  }
  return bytes.subarray(0, end);
}
