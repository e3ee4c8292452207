/** Reads response codes (RFC 9051 §7.1) and the numbers in them: a server's, so that each is bounded. */
import { type Attribute, attributeText, type ParsedResponse } from './library.ts';

/** The bracketed code of an OK, NO or BAD. */
export function responseCode(response: ParsedResponse): Attribute[] | null {
  const [first] = response.attributes ?? [];
  return first && !Array.isArray(first) && first.section ? first.section : null;
}

export const readModseq = (value: string | null): string | null => (value !== null && /^[1-9]\d{0,18}$/.test(value) ? value : null);

/** A 32-bit number of the server; null for anything else (a longer run of digits would become Infinity and poison every range). */
export function readNumber(attribute: Attribute | undefined): number | null {
  const value = attributeText(attribute);
  return value !== null && /^\d{1,10}$/.test(value) && Number(value) <= 0xffffffff ? Number(value) : null;
}
