/**
 * Entry point of the thread that takes work off the only writer of the databases: it hashes and compresses fetched
 * messages, and reads the text of stored ones for the index.
 */
import { parentPort } from 'node:worker_threads';
import { decompress, packBody } from '../cache/blobs.ts';
import type { TextFacts } from '../cache/mail-reading.ts';
import { noText } from '../cache/text-pages.ts';
import { mailReading } from './mail-reading.ts';
import { freeBytes, packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';

if (!parentPort) throw new Error('pack-worker.ts is the entry point of a worker thread');
const parent = parentPort;

function pack(id: number, raws: readonly Uint8Array[]): void {
  const bodies = raws.map(packBody);
  const { value, transfer } = packBytes<FromPacker>({ id, bodies });
  parent.postMessage(value, transfer);
  freeBytes([...raws, ...bodies.map(({ bytes }) => bytes)]);
}

function read(bytes: Uint8Array): TextFacts {
  if (bytes.length === 0) return noText;
  try {
    const raw = decompress(bytes);
    const facts = mailReading.textForIndex(raw);
    freeBytes([raw]);
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
