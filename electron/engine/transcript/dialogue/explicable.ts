/** What is known of a line when its explanation is looked for. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Explanation, LineKind } from '../../../contract/transcript.ts';

export interface Explicable {
  readonly protocol: Protocol;
  readonly kind: LineKind;
  readonly direction: 'client' | 'server' | 'note';
  /** Masked. */
  readonly text: string;
  /** IMAP tag. */
  readonly tag?: string | null;
  readonly command: string | null;
  readonly code: string | null;
  readonly enhanced: string | null;
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
  /** What base64 in the line stands for. */
  readonly decoded: string | null;
}

/** An entry of the glossary and what its sentence is filled in with. */
export type Keyed = Pick<Explanation, 'key' | 'parameters'>;

export type Parameters = Explanation['parameters'];
export type Term = NonNullable<Explanation['terms']>[number];

/** Terms of one line that are explained; a line of a hostile server may have any number. */
const mostTerms = 80;

export const explanation = (key: string, source: string | null, parameters: Parameters = {}, terms: readonly Term[] = []): Explanation => ({
  key,
  parameters,
  source,
  ...(terms.length > 0 ? { terms: terms.slice(0, mostTerms) } : {}),
});

/** Words of a line that an explanation repeats; a line of a hostile server may be long. */
const longestRepeated = 200;

/** A text of a line as a sentence can hold it; a dash where there is none. */
export const cut = (text: string): string => (text.length > longestRepeated ? `${text.slice(0, longestRepeated)}…` : text || '–');

/** A number as the user's language writes it; what is none, or beyond counting, as it stands. */
export const asNumber = (digits: string): string | number => (/^\d{1,15}$/.test(digits) ? Number(digits) : cut(digits));
