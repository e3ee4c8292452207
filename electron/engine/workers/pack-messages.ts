/** What crosses between the engine and the pack worker. */
import type { PackedBody } from '../cache/blobs.ts';

export interface ToPacker {
  readonly id: number;
  readonly raws: readonly Uint8Array[];
}

export interface FromPacker {
  readonly id: number;
  readonly bodies: readonly PackedBody[];
}
