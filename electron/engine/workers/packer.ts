/**
 * The engine's side of the pack worker: stored messages go in, and their texts, or the same compressed, come out. A thread that
 * dies or hangs is replaced a few times; what was under way is answered as lost.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { CompressedAnswer } from '../cache/bodies/compressed-page.ts';
import type { TextAnswer } from '../cache/search/text-pages.ts';
import { freeBytes, packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';

interface PackerOptions {
  /** Entry point of the worker. */
  readonly url: URL;
  readonly after: Clock['after'];
  /** The longest that one request may take, its turn included. */
  readonly milliseconds?: number;
}

interface Packer {
  /** Texts of stored messages, in the order asked. The bytes are given away and empty afterwards. */
  read(bodies: readonly StoredBytes[]): Promise<TextAnswer>;
  /** The messages compressed, in the order asked. The bytes are given away and empty afterwards. */
  compress(raws: readonly Uint8Array[]): Promise<CompressedAnswer>;
  close(): Promise<void>;
}

/** Consecutive crashes before giving up. */
const maxCrashes = 10;
const defaultMilliseconds = 60_000;

interface Waiting {
  answered(answer: FromPacker): void;
  lost(reason: string): void;
  stopTimer(): void;
}

/** Starts its thread with the first message: most starts of the program fetch none. */
export function createPacker({ url, after, milliseconds = defaultMilliseconds }: PackerOptions): Packer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let nextId = 1;
  let crashes = 0;
  let closed = false;
  const isAlive = () => !closed && crashes < maxCrashes;

  const end = (ended: Worker, reason: string) => {
    if (ended !== worker) return;
    worker = null;
    crashes += 1;
    ended.terminate().catch(() => {}); // it may have ended already
    const lost = [...waiting.values()];
    waiting.clear();
    for (const { stopTimer } of lost) stopTimer();
    for (const each of lost) each.lost(reason);
  };
  const start = (): Worker => {
    const started = new Worker(url, { name: 'pack', resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 } });
    started.unref();
    started.on('message', (answer: FromPacker) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      crashes = 0;
      asked?.stopTimer();
      asked?.answered(answer);
    });
    started.on('error', (error) => end(started, error instanceof Error ? error.message : String(error)));
    started.on('exit', (code) => end(started, `the pack thread ended with ${code}`));
    return started;
  };
  const ask = (request: (id: number) => ToPacker, pieces: readonly Uint8Array[], asked: Omit<Waiting, 'stopTimer'>) => {
    worker ??= start();
    const at = worker;
    const id = nextId++;
    const { value, transfer } = packBytes(request(id));
    const stopTimer = after(milliseconds, () => end(at, `nothing was packed within ${milliseconds} ms`));
    waiting.set(id, { ...asked, stopTimer });
    at.postMessage(value, transfer);
    freeBytes(pieces);
  };

  return {
    compress: (raws) =>
      new Promise((resolve) => {
        if (!isAlive()) return resolve(null);
        ask((id) => ({ id, compress: raws }), raws, {
          answered: (answer) => 'compressed' in answer && resolve(answer.compressed),
          lost: () => resolve(null),
        });
      }),
    read: (bodies) =>
      new Promise((resolve) => {
        if (!isAlive()) return resolve('gone');
        const pieces = bodies.map(({ bytes }) => bytes);
        ask((id) => ({ id, read: bodies }), pieces, {
          answered: (answer) => 'texts' in answer && resolve(answer.texts),
          // A requested end is no crash.
          lost: () => resolve(closed ? 'gone' : 'lost'),
        });
      }),
    async close() {
      closed = true;
      const last = worker;
      if (last) end(last, 'closed');
      await last?.terminate();
    },
  };
}
