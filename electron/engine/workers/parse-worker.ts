/** Entry point of the thread that parses messages for reading. It may hang or die on hostile mail: `parser.ts` replaces it. */
import { parentPort } from 'node:worker_threads';
import { parseMessage } from '../mime/parse.ts';
import type { FromParser, ToParser } from './parse-messages.ts';

if (!parentPort) throw new Error('parse-worker.ts is the entry point of a worker thread');
const parent = parentPort;

parent.on('message', ({ id, raw }: ToParser) => {
  let answer: FromParser;
  try {
    answer = { id, parsed: parseMessage(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parent.postMessage(answer);
});
