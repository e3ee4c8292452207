/** What is known of a line when its explanation is looked for. */
import type { Protocol } from '../../../contract/failure.ts';
import type { Explanation, LineKind } from '../../../contract/transcript.ts';

export interface Explicable {
  readonly protocol: Protocol;
  readonly kind: LineKind;
  readonly direction: 'client' | 'server' | 'note';
  /** Masked. */
  readonly text: string;
  readonly command: string | null;
  readonly code: string | null;
  readonly enhanced: string | null;
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
  /** What base64 in the line stands for. */
  readonly decoded: string | null;
}

type Parameters = Explanation['parameters'];

export const explanation = (key: string, source: string | null, parameters: Parameters = {}): Explanation => ({ key, parameters, source });
