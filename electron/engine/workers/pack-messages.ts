/** What crosses between the engine and the pack worker. */
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { TextFacts } from '../cache/messages/mail-reading.ts';

export type ToPacker =
  | { readonly id: number; readonly read: readonly StoredBytes[] }
  | { readonly id: number; readonly compress: readonly Uint8Array[] };

export type FromPacker =
  | { readonly id: number; readonly compressed: readonly Uint8Array[] }
  | { readonly id: number; readonly texts: readonly TextFacts[] };
