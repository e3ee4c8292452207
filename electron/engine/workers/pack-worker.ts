/**
 * Entry point of the pack thread, which takes background work off the only writer of the databases: it extracts the text of
 * stored messages for the index, and compresses them.
 */
import { parentPort } from 'node:worker_threads';
import { compress, decode, type StoredBytes } from '../cache/bodies/blobs.ts';
import type { TextFacts } from '../cache/messages/mail-reading.ts';
import { noText } from '../cache/search/text-pages.ts';
import { mailReading } from './mail-reading.ts';
import { freeBytes, packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';
import { lowerThreadPriority, niceness } from './threads/lower-thread-priority.ts';

if (!parentPort) throw new Error('pack-worker.ts is the entry point of a worker thread');
const parent = parentPort;
lowerThreadPriority(niceness.packing);

function compressEach(id: number, raws: readonly Uint8Array[]): void {
  const compressed = raws.map(compress);
  const { value, transfer } = packBytes<FromPacker>({ id, compressed });
  parent.postMessage(value, transfer);
  freeBytes([...raws, ...compressed]);
}

function read(body: StoredBytes): TextFacts {
  if (body.bytes.length === 0) return noText;
  try {
    return mailReading.textForIndex(decode(body));
  } catch {
    return noText; // shown with headers and source; its text cannot be searched
  }
}

parent.on('message', (message: ToPacker) => {
  const { id } = message;
  if ('compress' in message) return compressEach(id, message.compress);
  const answer: FromPacker = { id, texts: message.read.map(read) };
  parent.postMessage(answer);
  freeBytes(message.read.map(({ bytes }) => bytes));
});
