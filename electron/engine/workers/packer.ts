/** The engine's side of the pack worker: raw messages go in, hashed and compressed ones come out. */
import { Worker } from 'node:worker_threads';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { PackedBody } from '../cache/blobs.ts';
import { packBytes } from './pack-bytes.ts';
import type { FromPacker, ToPacker } from './pack-messages.ts';

export interface Packer {
  /** False once its thread has died: it is not started again, and storage packs for itself. */
  readonly alive: boolean;
  /** In the order asked. The bytes are transferred. Fails with `storage-interrupted` when the thread dies. */
  pack(raws: readonly Uint8Array[]): Promise<Result<readonly PackedBody[]>>;
  close(): Promise<void>;
}

/** Starts its thread with the first message: most starts of the program fetch none. */
export function createPacker(url: URL): Packer {
  const waiting = new Map<number, (result: Result<readonly PackedBody[]>) => void>();
  let worker: Worker | null = null;
  let nextId = 1;
  let dead: string | null = null;

  const die = (reason: string) => {
    if (dead !== null) return;
    dead = reason;
    for (const resolve of waiting.values()) resolve(fail(failure('storage-interrupted', { detail: { message: reason } })));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(url, { name: 'pack' });
    started.unref();
    started.on('message', ({ id, bodies }: FromPacker) => {
      waiting.get(id)?.(succeed(bodies));
      waiting.delete(id);
    });
    started.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
    started.on('exit', (code) => die(`the pack thread ended with ${code}`));
    return started;
  };

  return {
    get alive() {
      return dead === null;
    },
    pack(raws) {
      if (dead !== null) return Promise.resolve(fail(failure('storage-interrupted', { detail: { message: dead } })));
      worker ??= start();
      const at = worker;
      const id = nextId++;
      const { value, transfer } = packBytes<ToPacker>({ id, raws });
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        at.postMessage(value, transfer);
      });
    },
    async close() {
      die('closed');
      await worker?.terminate();
    },
  };
}
