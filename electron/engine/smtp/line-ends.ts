/** What a piece of a message needs on its way out (RFC 5321 §2.3.8 and §4.5.2), found by searching and not by looking at every byte. */

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dot = 0x2e;

/**
 * Whether it goes out as it is: every line ends with CRLF and none begins with a dot.
 * @param lastByte what was sent before it; `false` at the beginning of the message
 */
export function goesAsItIs(piece: Buffer, lastByte: number | false): boolean {
  let at = 0;
  if (lastByte === carriageReturn) {
    if (piece[0] !== lineFeed) return false;
    at = 1;
  }
  const begins = at === 1 || lastByte === false || lastByte === lineFeed;
  if (begins && piece[at] === dot) return false;
  while (at < piece.length) {
    const end = piece.indexOf(carriageReturn, at);
    const feed = piece.indexOf(lineFeed, at);
    // The other half of a CRLF may stand in the next piece.
    if (feed === -1) return end === -1 || end === piece.length - 1;
    if (feed !== end + 1 || end === -1 || piece[feed + 1] === dot) return false;
    at = feed + 1;
  }
  return true;
}
