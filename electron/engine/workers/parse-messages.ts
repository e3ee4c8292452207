/** What crosses between the engine and the parse worker. */
import type { ParsedMessage, ParseOptions } from '../mime/parse.ts';

export interface ToParser {
  readonly id: number;
  readonly raw: Uint8Array;
  readonly options: ParseOptions;
  /** The number of a part: its bytes are wanted if it is a message, instead of a reading of the whole. */
  readonly enclosed: string | null;
}

export type FromParser =
  | { readonly id: number; readonly parsed: ParsedMessage }
  | { readonly id: number; readonly enclosed: Uint8Array | null }
  | { readonly id: number; readonly error: string };
