/**
 * A pool of large buffers: touching a fresh one for the first time costs more than filling it, and collecting it as much again. At most
 * `mostSpare` unused ones are kept, and none that was unused for a second.
 */
import type { Clock } from '../../../base/clock.ts';

export interface BufferPool {
  /** Octets of each buffer. */
  readonly length: number;
  /** A buffer with anything in it. */
  take(): Buffer;
  /** Returns a buffer that is no longer used. */
  give(buffer: Buffer): void;
}

/** Milliseconds. */
const idle = 1_000;

export function createBufferPool({ clock, length, mostSpare }: { clock: Clock; length: number; mostSpare: number }): BufferPool {
  const spare: Buffer[] = [];
  /** The least number of spare buffers since the last trim. */
  let unneeded = 0;
  let isWatched = false;

  function watch(): void {
    if (isWatched) return;
    isWatched = true;
    clock.after(idle, () => {
      isWatched = false;
      for (const buffer of spare.splice(0, unneeded)) free(buffer);
      unneeded = spare.length;
      if (spare.length > 0) watch();
    });
  }

  return {
    length,
    take() {
      const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(length);
      unneeded = Math.min(unneeded, spare.length);
      return buffer;
    },
    give(buffer) {
      if (spare.length < mostSpare) spare.push(buffer);
      else free(buffer);
      watch();
    },
  };
}

/** Frees the memory at once instead of at the next garbage collection. */
function free({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
