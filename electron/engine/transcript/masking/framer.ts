/**
 * Cuts one direction's stream into lines and runs (literals, message bodies), whatever the chunks it came in. The
 * consumer of a line decides what follows it: `takeBytes` and `takeUntilDot` switch the framer before it looks at the next
 * byte. A run is passed on as it comes, without copying or waiting.
 */

interface FrameReader {
  /**
   * A line with its end, or a part of one that is longer than the limit or was cut off.
   * @param first whether the line begins here
   * @param whole whether it ends here with LF
   * @param at when its first byte came
   */
  line(bytes: Buffer, at: number, first: boolean, whole: boolean): void;
  /**
   * Where a line that is too long is cut, 1 to `most`: what has to be read as a whole is left for the next part.
   * @param bytes what is cut, with what follows as far as it matters
   */
  cut?(bytes: Buffer, most: number): number;
  /** Bytes of a run; `last` when it is complete, `total` its length if that was announced. A run of no bytes is announced too. */
  run(bytes: Buffer, at: number, last: boolean, total: number | null): void;
}

interface Framer {
  push(bytes: Buffer, at: number): void;
  /** The next `count` bytes are a run. */
  takeBytes(count: number): void;
  /** Everything that follows is a run, until the end of the connection. */
  takeRest(): void;
  /** What follows is a run up to the line that holds a single dot (RFC 5321 §4.5.2, RFC 1939 §3); that line follows as a line. */
  takeUntilDot(): void;
  /** Cancels a run that was announced: one that has not begun, or of counted bytes any; true if there was one. */
  abandonRun(isAny?: boolean): boolean;
  /** Whether counted bytes are waited for. */
  isInRun(): boolean;
  /** Passes on what is still held, as a part of a line. */
  end(): void;
}

const none = Buffer.alloc(0);
/** Octets behind a cut that are waited for before it is made: a token has about so many. */
const ahead = 4_096;
const lineFeed = 0x0a;
/** Only this ends a body: a bare LF around the dot is SMTP smuggling (VU#302671). */
const terminator = Buffer.from('\r\n.\r\n');

/** @param longestLine a longer line is passed on in parts of this many bytes */
export function createFramer(reader: FrameReader, longestLine: number): Framer {
  let mode: 'line' | 'bytes' | 'dot' | 'rest' = 'line';
  let remaining = 0;
  let total = 0;
  let begun = false;
  /** Undecided bytes: a line's beginning, or the dot that may end a body. Pieces are joined only when the line is complete. */
  let held: Buffer[] = [];
  let heldLength = 0;
  let heldAt = 0;
  let lineBegins = true;
  /** What the bytes of a body that were already passed on end with. */
  let before: '' | '\r' | '\r\n' = '';

  const hold = (bytes: Buffer, at: number) => {
    if (heldLength === 0) heldAt = at;
    held.push(Buffer.from(bytes)); // the buffer belongs to the caller
    heldLength += bytes.length;
  };
  const release = (last: Buffer): Buffer => {
    const joined = heldLength === 0 ? last : Buffer.concat([...held, last]);
    held = [];
    heldLength = 0;
    return joined;
  };

  function pushLine(bytes: Buffer, at: number): Buffer {
    const end = bytes.indexOf(lineFeed);
    const room = longestLine - heldLength;
    if (end >= 0 && end < room) {
      const since = heldLength === 0 ? at : heldAt;
      const line = release(bytes.subarray(0, end + 1));
      const first = lineBegins;
      lineBegins = true;
      reader.line(line, since, first, true);
      return bytes.subarray(end + 1);
    }
    // Where a part ends depends on what comes behind it.
    const needed = reader.cut ? room + ahead : room;
    if (end < 0 && bytes.length < needed) {
      hold(bytes, at);
      return none;
    }
    const since = heldLength === 0 ? at : heldAt;
    const before = heldLength;
    const joined = release(bytes.subarray(0, Math.max(0, end < 0 ? needed : Math.min(needed, end + 1))));
    const length = passPart(joined, since);
    if (length >= before) return bytes.subarray(length - before);
    hold(joined.subarray(length, before), since);
    return bytes;
  }

  /** @returns octets of the part */
  function passPart(joined: Buffer, since: number): number {
    const length = reader.cut?.(joined, longestLine) ?? longestLine;
    const first = lineBegins;
    lineBegins = false;
    reader.line(joined.subarray(0, length), since, first, false);
    return length;
  }

  function pushBytes(bytes: Buffer, at: number): Buffer {
    begun = true;
    const count = Math.min(remaining, bytes.length);
    remaining -= count;
    if (remaining === 0) mode = 'line';
    reader.run(bytes.subarray(0, count), at, remaining === 0, total);
    return bytes.subarray(count);
  }

  function pushDot(bytes: Buffer, at: number): Buffer {
    begun = true;
    const since = heldLength === 0 ? at : heldAt;
    const data = release(bytes);
    const found = endOfBody(data, before);
    if (found >= 0) {
      mode = 'line';
      before = '';
      reader.run(data.subarray(0, found), since, true, null);
      return data.subarray(found);
    }
    const undecided = undecidedTail(data, before);
    const body = data.subarray(0, data.length - undecided);
    if (body.length > 0) {
      before = endingOf(body, before);
      reader.run(body, since, false, null);
    }
    if (undecided > 0) hold(data.subarray(data.length - undecided), at);
    return none;
  }

  return {
    push(bytes, at) {
      let left = bytes;
      while (left.length > 0) {
        if (mode === 'rest') return reader.run(left, at, false, null);
        left = mode === 'line' ? pushLine(left, at) : mode === 'bytes' ? pushBytes(left, at) : pushDot(left, at);
      }
    },
    takeBytes(count) {
      if (count === 0) {
        reader.run(none, heldAt, true, 0);
        return;
      }
      mode = 'bytes';
      begun = false;
      remaining = count;
      total = count;
    },
    takeRest() {
      mode = 'rest';
    },
    takeUntilDot() {
      mode = 'dot';
      begun = false;
      // The line before the body ended with CRLF, so a dot may stand first.
      before = '\r\n';
    },
    abandonRun(isAny = false) {
      if (mode === 'dot' && !begun && heldLength === 0) {
        mode = 'line';
        return true;
      }
      if (mode !== 'bytes' || (begun && !isAny)) return false;
      if (begun) reader.run(none, heldAt, true, total);
      mode = 'line';
      remaining = 0;
      return true;
    },
    isInRun: () => mode === 'bytes',
    end() {
      if (heldLength === 0) return;
      const since = heldAt;
      let left = release(none);
      if (mode === 'dot') reader.run(left, since, false, null);
      else {
        while (left.length > longestLine) left = left.subarray(passPart(left, since));
        const first = lineBegins;
        lineBegins = true;
        reader.line(left, since, first, false);
      }
    },
  };
}

/** Where the body ends and the dot's line begins, or -1. */
function endOfBody(data: Buffer, before: '' | '\r' | '\r\n'): number {
  if (before === '\r\n' && startsWith(data, '.\r\n')) return 0;
  if (before === '\r' && startsWith(data, '\n.\r\n')) return 1;
  const found = data.indexOf(terminator);
  return found < 0 ? -1 : found + 2;
}

/** How many bytes at the end may yet be the dot's line. */
function undecidedTail(data: Buffer, before: '' | '\r' | '\r\n'): number {
  const tail = before + data.subarray(-4).toString('latin1');
  if (tail.endsWith('\r\n.\r')) return Math.min(2, data.length);
  if (tail.endsWith('\r\n.')) return 1;
  return 0;
}

function endingOf(data: Buffer, before: '' | '\r' | '\r\n'): '' | '\r' | '\r\n' {
  const tail = data.length === 1 ? before + data.toString('latin1') : data.subarray(-2).toString('latin1');
  if (tail.endsWith('\r\n')) return '\r\n';
  return tail.endsWith('\r') ? '\r' : '';
}

const startsWith = (data: Buffer, text: string) => data.length >= text.length && data.subarray(0, text.length).toString('latin1') === text;
