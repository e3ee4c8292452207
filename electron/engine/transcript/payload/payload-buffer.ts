/**
 * Holds fetched messages until the store has them: copied one behind the other into large pooled buffers. Keeping the socket's own buffers
 * would move them into the old generation, whose collection cost several times as much as copying.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../../base/clock.ts';
import { type BufferPool, createBufferPool } from './buffer-pool.ts';
import type { Payload } from './payload.ts';
import { fingerprintOfPieces } from './payload-fingerprint.ts';

export interface PayloadBuffer {
  /** Reserves space for one message. */
  begin(): HeldMessage;
}

interface Slab {
  readonly buffer: Buffer;
  used: number;
  /** Parts of messages in it. */
  parts: number;
}

interface Part {
  readonly slab: Slab;
  readonly start: number;
  end: number;
}

const slabLength = 1024 * 1024;
const mostSpare = 8;

export const createPayloadBuffer = (clock: Clock): PayloadBuffer => {
  const slabs = new Slabs(createBufferPool({ clock, length: slabLength, mostSpare }));
  return { begin: () => new HeldMessage(slabs) };
};

class Slabs {
  private readonly pool: BufferPool;
  private current: Slab | null = null;

  constructor(pool: BufferPool) {
    this.pool = pool;
  }

  /** One with room in it. */
  open(): Slab {
    if (!this.current || this.current.used === slabLength) this.current = { buffer: this.pool.take(), used: 0, parts: 0 };
    return this.current;
  }

  /** A part is not looked at any more; with the last of them the slab is free. */
  leave(slab: Slab): void {
    slab.parts -= 1;
    if (slab.parts > 0) return;
    if (slab === this.current) this.current = null;
    this.pool.give(slab.buffer);
  }
}

/** A message while it comes, and while it waits. A class, because there is one for every message of a bulk synchronisation. */
export class HeldMessage implements Payload {
  length = 0;
  private readonly slabs: Slabs;
  private parts: Part[] = [];

  constructor(slabs: Slabs) {
    this.slabs = slabs;
  }

  add(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; ) {
      const slab = this.slabs.open();
      const copied = bytes.copy(slab.buffer, slab.used, from);
      const last = this.parts.at(-1);
      if (last && last.slab === slab && last.end === slab.used) last.end += copied;
      else {
        slab.parts += 1;
        this.parts.push({ slab, start: slab.used, end: slab.used + copied });
      }
      slab.used += copied;
      from += copied;
    }
    this.length += bytes.length;
  }

  head(octets: number): Buffer {
    const [first] = this.parts;
    if (!first || first.end - first.start < Math.min(octets, this.length)) return this.whole().subarray(0, octets);
    return first.slab.buffer.subarray(first.start, Math.min(first.end, first.start + octets));
  }

  /** A copy, because the space is reused. */
  whole(): Buffer {
    return Buffer.concat(this.pieces());
  }

  hash(): string {
    const hash = createHash('sha256');
    for (const piece of this.pieces()) hash.update(piece);
    return hash.digest('hex');
  }

  fingerprint(): number {
    return fingerprintOfPieces(this.pieces(), this.length);
  }

  release(): void {
    const { parts } = this;
    this.parts = [];
    for (const { slab } of parts) this.slabs.leave(slab);
  }

  private pieces(): Buffer[] {
    return this.parts.map(({ slab, start, end }) => slab.buffer.subarray(start, end));
  }
}
