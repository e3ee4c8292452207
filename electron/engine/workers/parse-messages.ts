/** What crosses between the engine and the parse worker. */
import type { ReadingDifference } from '../../contract/messages.ts';
import type { ParsedMessage } from '../mime/parse.ts';

export interface ToParser {
  readonly id: number;
  readonly raw: Uint8Array;
  /** To read it, or to say where a second parser reads it otherwise. */
  readonly task: 'read' | 'compare';
}

export type FromParser =
  | { readonly id: number; readonly parsed: ParsedMessage }
  | { readonly id: number; readonly differences: ReadingDifference[] }
  | { readonly id: number; readonly error: string };
