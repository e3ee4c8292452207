/** Finds the explanation of a line. The sentences are in `words/explanations`; here are only keys, parameters and sources. */
import type { Protocol } from '../../../contract/failure.ts';
import type { Explanation, LineKind } from '../../../contract/transcript.ts';

export interface Explicable {
  readonly protocol: Protocol;
  readonly kind: LineKind;
  readonly direction: 'client' | 'server' | 'note';
  readonly text: string;
  readonly command: string | null;
  readonly code: string | null;
  readonly enhanced: string | null;
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
}

export function explain(_line: Explicable): Explanation | null {
  return null;
}
