import type { Connection } from '../connection.ts';

/** What came after DATA. Dots are unstuffed, the final dot is not part of the message. */
type ReceivedData =
  | { kind: 'message'; bytes: Buffer }
  | { kind: 'too-large' }
  | { kind: 'line-too-long' }
  /** A CR or LF alone: the connection cannot be trusted to agree with us about where the message ends. */
  | { kind: 'bare-line-ending' }
  | { kind: 'gone' };

/** RFC 5321 §4.5.3.1.6: 1000 octets with CRLF. */
const lineLimit = 998;
/** Beyond this a line is not even read to its end. */
const hardLineLimit = 65_536;
const crlf = Buffer.from('\r\n');

/**
 * Reads a message up to `<CRLF>.<CRLF>`, and nothing else ends it (RFC 5321 §4.1.1.4; a server that also takes
 * `<LF>.<LF>` lets a sender smuggle a second message).
 * @param stopAfterLines gives up after so many lines, for the recipient that wants the connection cut in the middle
 */
export async function receiveData(
  connection: Connection,
  sizeLimit: number,
  stopAfterLines = Number.POSITIVE_INFINITY,
): Promise<ReceivedData> {
  const pieces: Buffer[] = [];
  let size = 0;
  let longLine = false;
  for (let lines = 0; lines < stopAfterLines; lines += 1) {
    const result = await connection.readLine(hardLineLimit);
    if (result.kind === 'end') return { kind: 'gone' };
    if (result.kind === 'too-long' || result.ending === 'lf' || result.line.includes(0x0d)) return { kind: 'bare-line-ending' };
    if (result.line.length === 1 && result.line[0] === 0x2e) {
      if (size > sizeLimit) return { kind: 'too-large' };
      return longLine ? { kind: 'line-too-long' } : { kind: 'message', bytes: Buffer.concat(pieces, size) };
    }
    const line = result.line[0] === 0x2e ? result.line.subarray(1) : result.line;
    longLine ||= line.length > lineLimit;
    size += line.length + 2;
    if (size > sizeLimit) pieces.length = 0;
    else pieces.push(line, crlf);
  }
  return { kind: 'gone' };
}
