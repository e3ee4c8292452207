/**
 * Where a secret lies in base64, and how to overwrite it there. Base64 groups straddle what is secret and what is not
 * (AUTH PLAIN's user name and password share a character), so the decoded bytes are overwritten and rendered again:
 * the span is every character that carries a bit of the secret, and a straddling character keeps the bits that are not.
 */

/** A run of bytes: offset and length. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** What stands in a secret's place. */
export const fill = 0x2a; // '*'

/** Strict base64 (RFC 4648 §4) with whole groups; SASL allows nothing else (RFC 4954 §4, RFC 9051 §6.2.2). */
export const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

/** The characters of the base64 form that carry bits of a run of decoded bytes; padding never does. */
export function base64Span(decoded: Span): Span {
  const first = Math.floor((decoded.offset * 8) / 6);
  const end = Math.ceil(((decoded.offset + decoded.length) * 8) / 6);
  return { offset: first, length: decoded.length === 0 ? 0 : end - first };
}

/**
 * Overwrites secrets inside base64, in place.
 * @param encoded the base64 characters
 * @param decoded the bytes they stand for
 * @param secrets runs within `decoded`
 * @returns the overwritten spans within `encoded`; characters outside them are untouched
 */
export function maskBase64(encoded: Buffer, decoded: Buffer, secrets: readonly Span[]): Span[] {
  const hidden = Buffer.from(decoded);
  for (const secret of secrets) hidden.fill(fill, secret.offset, secret.offset + secret.length);
  const rendered = Buffer.from(hidden.toString('base64'), 'latin1');
  const spans = secrets.filter((secret) => secret.length > 0).map(base64Span);
  for (const span of spans) rendered.copy(encoded, span.offset, span.offset, span.offset + span.length);
  return spans;
}
