/** A parse worker that does what the message says: hangs for ever, dies, eats all memory, or answers. */
import { parentPort } from 'node:worker_threads';
import { decode } from '../../../electron/engine/cache/bodies/blobs.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import type { ToParser } from '../../../electron/engine/workers/parse-messages.ts';

parentPort?.on('message', ({ id, message }: ToParser) => {
  const bytes = decode(message);
  const text = bytes.toString('latin1');
  if (text.includes('please hang')) for (;;);
  if (text.includes('please die')) process.exit(3);
  if (text.includes('please throw')) throw new Error('thrown by the worker');
  if (text.includes('please eat')) {
    const eaten: string[][] = [];
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_, index) => `${index}${eaten.length}`));
  }
  parentPort?.postMessage({ id, parsed: parseMessage(bytes) });
});
parentPort?.postMessage({ isReady: true });
