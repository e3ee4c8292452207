/** Entry point of the thread that parses messages for reading. It may hang or die on hostile mail: `parser.ts` replaces it. */
import { parentPort } from 'node:worker_threads';
import { readAttachment } from '../mime/attachment-bytes.ts';
import { parseMessage } from '../mime/parse.ts';
import { isMessage } from '../mime/structure.ts';
import type { FromParser, ToParser } from './parse-messages.ts';

if (!parentPort) throw new Error('parse-worker.ts is the entry point of a worker thread');
const parent = parentPort;

parent.on('message', ({ id, raw: bytes, options, enclosed }: ToParser) => {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let answer: FromParser;
  try {
    answer = enclosed === null ? { id, parsed: parseMessage(raw, undefined, options) } : { id, enclosed: messageIn(raw, enclosed) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parent.postMessage(answer);
});

function messageIn(raw: Buffer, partId: string): Uint8Array | null {
  const part = readAttachment(raw, partId);
  return part && isMessage(part.type) ? part.bytes : null;
}
