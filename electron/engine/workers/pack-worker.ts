/** Entry point of the thread that hashes and compresses fetched messages, so that the only writer of the databases need not. */
import { parentPort } from 'node:worker_threads';
import { packBody } from '../cache/blobs.ts';
import { packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';

if (!parentPort) throw new Error('pack-worker.ts is the entry point of a worker thread');
const parent = parentPort;
/** Node cuts small buffers from shared ones of this size, which are not ours to free. */
const pooled = Buffer.poolSize;

parent.on('message', ({ id, raws }: ToPacker) => {
  const bodies = raws.map(packBody);
  const { value, transfer } = packBytes<FromPacker>({ id, bodies });
  parent.postMessage(value, transfer);
  // Freed now and not when a collection notices: hundreds of megabytes go through here, and collections cost more than packing.
  for (const memory of new Set([...raws, ...bodies.map(({ bytes }) => bytes)].map(({ buffer }) => buffer)))
    if (memory instanceof ArrayBuffer && memory.byteLength > pooled) memory.transfer(0);
});
