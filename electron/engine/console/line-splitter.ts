/** Cuts what a server sends into lines, whatever the chunks it comes in. A longer line than the limit is passed on in parts. */

const lineFeed = 0x0a;
/** Octets held of one line. */
const longest = 64 * 1024;

interface LineSplitter {
  push(bytes: Buffer): void;
}

/** @param onLine called with a line and its end, and the octets of the same chunk that stand after it */
export function createLineSplitter(onLine: (line: Buffer, rest: number) => void): LineSplitter {
  let held: Buffer[] = [];
  let length = 0;
  return {
    push(bytes) {
      let left = bytes;
      while (left.length > 0) {
        const found = left.indexOf(lineFeed);
        const end = Math.min(found < 0 ? left.length : found + 1, longest - length);
        const isWhole = found >= 0 && end === found + 1;
        held.push(Buffer.from(left.subarray(0, end)));
        length += end;
        left = left.subarray(end);
        if (!isWhole && length < longest) return;
        const line = Buffer.concat(held);
        held = [];
        length = 0;
        onLine(line, left.length);
      }
    },
  };
}
