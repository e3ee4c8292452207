/** What crosses between the engine and the pack worker. */
import type { PackedBody } from '../cache/blobs.ts';
import type { TextFacts } from '../cache/mail-reading.ts';

export type ToPacker =
  | { readonly id: number; readonly raws: readonly Uint8Array[] }
  | { readonly id: number; readonly packed: readonly Uint8Array[] };

export type FromPacker =
  | { readonly id: number; readonly bodies: readonly PackedBody[] }
  | { readonly id: number; readonly texts: readonly TextFacts[] };
