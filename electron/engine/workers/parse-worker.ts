/** Entry point of the thread that parses messages for reading. It may hang or die on hostile mail: `parser.ts` replaces it. */
import { parentPort } from 'node:worker_threads';
import { parseMessage } from '../mime/parse.ts';
import { compareReadings } from '../mime/second-reading/compare.ts';
import { readAgain } from '../mime/second-reading/read-again.ts';
import type { FromParser, ToParser } from './parse-messages.ts';

if (!parentPort) throw new Error('parse-worker.ts is the entry point of a worker thread');
const parent = parentPort;

async function answer({ id, raw, task }: ToParser): Promise<FromParser> {
  try {
    const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    const parsed = parseMessage(bytes);
    return task === 'read' ? { id, parsed } : { id, differences: compareReadings(parsed, await readAgain(bytes)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parent.on('message', (asked: ToParser) => void answer(asked).then((answered) => parent.postMessage(answered)));
