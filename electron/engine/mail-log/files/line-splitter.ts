/** Cuts chunks of bytes into lines; a line of any length takes the memory of a short one. */

/** Octets of a line that are kept: Postfix and Sendmail cut theirs at 2,000 to 4,000 characters. */
const longestLine = 4_096;

export interface LineSplitter {
  /** @returns the lines that this chunk ends, without their ends */
  push(chunk: Buffer): string[];
  /** The last line, where it has no end; null: there is none. */
  end(): string | null;
}

export function createLineSplitter(): LineSplitter {
  let waiting: Buffer[] = [];
  let waits = 0;
  const hold = (bytes: Buffer): void => {
    const kept = bytes.subarray(0, Math.max(0, longestLine - waits));
    waits += bytes.length;
    // A copy: the chunk is given back.
    if (kept.length > 0) waiting.push(Buffer.from(kept));
  };
  const take = (): string => {
    const line = (waiting.length === 1 ? waiting[0] : Buffer.concat(waiting)) ?? Buffer.alloc(0);
    waiting = [];
    waits = 0;
    return withoutReturn(line);
  };
  return {
    push(chunk) {
      const lines: string[] = [];
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        if (waits === 0) lines.push(withoutReturn(chunk.subarray(from, Math.min(at, from + longestLine))));
        else {
          hold(chunk.subarray(from, at));
          lines.push(take());
        }
        from = at + 1;
      }
      if (from < chunk.length) hold(chunk.subarray(from));
      return lines;
    },
    end: () => (waits === 0 ? null : take()),
  };
}

const withoutReturn = (line: Buffer): string => line.toString('utf8', 0, line.at(-1) === 13 ? line.length - 1 : line.length);
