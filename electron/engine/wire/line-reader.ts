/**
 * Reads what a server sends line by line: single lines, and answers up to CRLF.CRLF with the dots unstuffed (RFC 1939 §3). Bounded in
 * everything; it refuses to know commands.
 */

/** The server sent more than the reader accepts. */
export class TooMuchError extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} octets`);
    this.limit = limit;
  }
}

interface LineReader {
  push(bytes: Buffer): void;
  /** Pending and later reads fail with this. */
  fail(error: Error): void;
  /** One line without its end. */
  line(limit: number): Promise<string>;
  /** Everything up to the line with the single dot, unstuffed, line ends as sent. */
  multiline(limit: number): Promise<Buffer>;
  /** Octets that arrived and were not asked for. */
  waiting(): number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dot = 0x2e;
// Only the full five octets end an answer: `LF.LF` inside a message must not, or its rest would be read as replies.
const terminator = Buffer.from('\r\n.\r\n');

export function createLineReader(): LineReader {
  let store = Buffer.alloc(16 * 1024);
  let start = 0;
  let end = 0;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const more = async () => {
    if (failure) throw failure;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (failure && start === end) throw failure;
  };

  const consume = (until: number): Buffer => {
    const bytes = store.subarray(start, until);
    start = until;
    return bytes;
  };

  return {
    push: (bytes) => {
      if (end + bytes.length > store.length) {
        const held = end - start;
        // Grown by doubling: a message of n octets is copied at most twice.
        const target = held + bytes.length > store.length / 2 ? Buffer.alloc(Math.max(store.length * 2, (held + bytes.length) * 2)) : store;
        store.copy(target, 0, start, end);
        store = target;
        start = 0;
        end = held;
      }
      bytes.copy(store, end);
      end += bytes.length;
      wake();
    },
    fail: (error) => {
      failure ??= error;
      wake();
    },
    line: async (limit) => {
      let searched = 0;
      for (;;) {
        const at = store.subarray(start, end).indexOf(lineFeed, searched);
        if (at >= 0) {
          if (at > limit) throw new TooMuchError(limit);
          const line = consume(start + at + 1);
          const length = line[at - 1] === carriageReturn ? at - 1 : at;
          return line.toString('utf8', 0, length);
        }
        searched = end - start;
        if (searched > limit) throw new TooMuchError(limit);
        await more();
      }
    },
    multiline: async (limit) => {
      let searched = 0;
      for (;;) {
        const held = store.subarray(start, end);
        // An empty answer: the dot is its first line.
        if (held.length >= 3 && held[0] === dot && held[1] === carriageReturn && held[2] === lineFeed) {
          consume(start + 3);
          return Buffer.alloc(0);
        }
        const at = held.indexOf(terminator, Math.max(0, searched - terminator.length));
        if (at >= 0) {
          if (at + 2 > limit) throw new TooMuchError(limit);
          const body = unstuff(held.subarray(0, at + 2));
          consume(start + at + terminator.length);
          shrink();
          return body;
        }
        searched = held.length;
        if (searched > limit + terminator.length) throw new TooMuchError(limit);
        await more();
      }
    },
    waiting: () => end - start,
  };

  /** One large message must not keep its memory for the rest of the session. */
  function shrink(): void {
    if (store.length <= 4 << 20 || end - start > 1 << 16) return;
    const smaller = Buffer.alloc(1 << 17);
    store.copy(smaller, 0, start, end);
    end -= start;
    start = 0;
    store = smaller;
  }
}

/** Removes the dot that stands before every line that begins with one (RFC 1939 §3). Always a copy. */
function unstuff(stuffed: Buffer): Buffer {
  const plain = Buffer.alloc(stuffed.length);
  let length = 0;
  let from = stuffed[0] === dot ? 1 : 0;
  for (;;) {
    const at = stuffed.indexOf('\r\n.', from, 'latin1');
    const until = at < 0 ? stuffed.length : at + 2;
    stuffed.copy(plain, length, from, until);
    length += until - from;
    if (at < 0) return plain.subarray(0, length);
    from = at + 3;
  }
}
