/**
 * The final dot (RFC 5321 §4.1.1.4) is the instant at which a message changes hands. The body is handed over as an
 * async generator whose end the library answers with CRLF.CRLF; so the dot leaves only when the generator returns, and
 * it returns only after the system has taken every byte of the body and the caller has recorded that the dot is due.
 */

/** How far the body has got on its way from here to the system. */
interface BodyProgress {
  /** Bytes handed to the socket. After `allowDot` the first of them is the dot. */
  written(count: number): void;
  /** Bytes that the system has taken. */
  flushed(count: number): void;
  begin(): void;
  /** Whether the server is reading a message and not commands. */
  begun(): boolean;
  flushedBytes(): number;
  allowDot(): void;
  /** From here on only the server knows the outcome. */
  dotWritten(): boolean;
  onFlush: () => void;
}

export function createBodyProgress(): BodyProgress {
  let counting = false;
  let flushed = 0;
  let pending = 0;
  let allowed = false;
  let dot = false;
  const progress: BodyProgress = {
    onFlush: () => undefined,
    written: (count) => {
      if (!counting) pending += count;
      // Decided before the bytes are passed on: a crash in between must count as written.
      else if (allowed) dot = true;
    },
    flushed: (count) => {
      // What was written before the body (DATA, say) is reported late and is no part of it.
      if (pending > 0) pending -= count;
      else if (counting) flushed += count;
      progress.onFlush();
    },
    begin: () => {
      counting = true;
    },
    begun: () => counting,
    flushedBytes: () => flushed,
    allowDot: () => {
      allowed = true;
    },
    dotWritten: () => dot,
  };
  return progress;
}

interface BodyParts {
  readonly raw: Buffer;
  readonly progress: BodyProgress;
  /** The library's dot-stuffing stream, which counts what went in and what came out. */
  readonly dataStream: () => { readonly inByteCount: number; readonly outByteCount: number } | false;
  /** The server has asked for the body. */
  readonly onBegin: () => void;
  readonly beforeDot: () => Promise<void>;
  readonly onDot: () => void;
  readonly broken: Promise<never>;
}

const pieceSize = 64 * 1024;

/** The body in pieces, and then nothing until the dot may go. */
export async function* bodyBeforeDot({ raw, progress, dataStream, onBegin, beforeDot, onDot, broken }: BodyParts): AsyncGenerator<Buffer> {
  progress.begin();
  onBegin();
  for (let at = 0; at < raw.length; at += pieceSize) yield raw.subarray(at, at + pieceSize);
  await Promise.race([everythingFlushed(), broken]);
  await beforeDot();
  progress.allowDot();
  onDot();

  /** Resolves when all of `raw` went through the stuffing and the system has taken what came of it. */
  function everythingFlushed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      const stream = dataStream();
      if (stream && stream.inByteCount === raw.length && progress.flushedBytes() >= stream.outByteCount) resolve();
    };
    progress.onFlush = look;
    look();
    return promise;
  }
}
