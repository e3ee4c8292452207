/**
 * Entry point of the thread that takes work off the only writer of the databases: it hashes and compresses fetched
 * messages, and reads the text of stored ones for the index.
 */
import { parentPort } from 'node:worker_threads';
import { decompress, packBody } from '../cache/blobs.ts';
import type { TextFacts } from '../cache/mail-reading.ts';
import { noText } from '../cache/text-pages.ts';
import { mailReading } from './mail-reading.ts';
import { packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';

if (!parentPort) throw new Error('pack-worker.ts is the entry point of a worker thread');
const parent = parentPort;
/** Node cuts small buffers from shared ones of this size, which are not ours to free. */
const pooled = Buffer.poolSize;

/** Freed now and not when a collection notices: hundreds of megabytes go through here, and collections cost more than packing. */
function free(pieces: readonly Uint8Array[]): void {
  for (const memory of new Set(pieces.map(({ buffer }) => buffer)))
    if (memory instanceof ArrayBuffer && memory.byteLength > pooled) memory.transfer(0);
}

function pack(id: number, raws: readonly Uint8Array[]): void {
  const bodies = raws.map(packBody);
  const { value, transfer } = packBytes<FromPacker>({ id, bodies });
  parent.postMessage(value, transfer);
  free([...raws, ...bodies.map(({ bytes }) => bytes)]);
}

function read(bytes: Uint8Array): TextFacts {
  if (bytes.length === 0) return noText;
  try {
    const raw = decompress(bytes);
    const facts = mailReading.textForIndex(raw);
    free([raw]);
    return facts;
  } catch {
    return noText; // shown with headers and source; its text cannot be searched
  }
}

parent.on('message', (message: ToPacker) => {
  const { id } = message;
  if ('raws' in message) return pack(id, message.raws);
  const answer: FromPacker = { id, texts: message.packed.map(read) };
  parent.postMessage(answer);
});
