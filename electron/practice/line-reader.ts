/** What reading a line can end in. A line comes without its line ending; of one that is too long only the beginning is kept. */
export type LineResult = { kind: 'line'; line: Buffer; ending: 'crlf' | 'lf' } | { kind: 'too-long'; beginning: Buffer } | { kind: 'end' };

interface ByteReader {
  /** Bytes from the peer. */
  push(bytes: Buffer): void;
  /** The peer will send nothing more. */
  end(): void;
  /** Bytes that have arrived and were not read yet. */
  readonly buffered: number;
  /** Bytes needed to complete the block that is being read; 0 when none is. */
  readonly wanted: number;
  /** Reads up to the next LF. A line of more than `limit` octets is swallowed to its end and reported as too long. */
  readLine(limit: number): Promise<LineResult>;
  /** Reads exactly `count` octets; undefined when the peer stops before that. */
  readExactly(count: number): Promise<Buffer | undefined>;
  /** Forgets what has arrived and was not read; returns how many octets that were. */
  discard(): number;
}

const keptOfLongLine = 128;

/**
 * Turns arriving chunks into lines and counted blocks. It knows nothing of sockets or protocols.
 * @param onTaken called after bytes left the buffer, so that a paused socket can be resumed
 */
export function createByteReader(onTaken: () => void): ByteReader {
  let chunks: Buffer[] = [];
  let size = 0;
  let ended = false;
  let wanted = 0;
  let wake: (() => void) | undefined;

  const notify = () => {
    const waiting = wake;
    wake = undefined;
    waiting?.();
  };
  const more = async (): Promise<boolean> => {
    if (ended) return false;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    return true;
  };
  const joined = (): Buffer => {
    if (chunks.length !== 1) chunks = [Buffer.concat(chunks, size)];
    return chunks[0] ?? Buffer.alloc(0);
  };
  const take = (count: number): Buffer => {
    const all = joined();
    chunks = count < all.length ? [all.subarray(count)] : [];
    size -= count;
    onTaken();
    return all.subarray(0, count);
  };

  return {
    push(bytes) {
      chunks.push(bytes);
      size += bytes.length;
      notify();
    },
    end() {
      ended = true;
      notify();
    },
    get buffered() {
      return size;
    },
    async readLine(limit) {
      let beginning: Buffer | undefined;
      for (;;) {
        const position = joined().indexOf(0x0a);
        if (position >= 0) {
          const line = take(position + 1);
          if (beginning || position > limit) return { kind: 'too-long', beginning: beginning ?? line.subarray(0, keptOfLongLine) };
          const crlf = line.at(-2) === 0x0d;
          return { kind: 'line', line: line.subarray(0, crlf ? -2 : -1), ending: crlf ? 'crlf' : 'lf' };
        }
        if (size > limit) {
          beginning ??= Buffer.from(joined().subarray(0, keptOfLongLine));
          take(size);
        }
        if (!(await more())) return { kind: 'end' };
      }
    },
    get wanted() {
      return wanted;
    },
    async readExactly(count) {
      wanted = count;
      try {
        while (size < count) {
          onTaken(); // the block may be larger than the mark at which the socket was paused
          if (!(await more())) return undefined;
        }
      } finally {
        wanted = 0;
      }
      return take(count);
    },
    discard() {
      const count = size;
      chunks = [];
      size = 0;
      onTaken();
      return count;
    },
  };
}
