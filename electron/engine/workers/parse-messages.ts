/** What crosses between the engine and the parse worker. */
import type { ParsedMessage } from '../mime/parse.ts';

export interface ToParser {
  readonly id: number;
  readonly raw: Uint8Array;
}

export type FromParser = { readonly id: number; readonly parsed: ParsedMessage } | { readonly id: number; readonly error: string };
