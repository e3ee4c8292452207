/**
 * What the base64 of an authentication exchange stands for. The bytes are masked already: what decodes to asterisks was
 * a secret, and is left out.
 */
import { fill, isBase64, type Span } from '../../wire/authentication/base64-mask.ts';

/**
 * @param text the line
 * @param sasl mechanism and step of a client's line; null for a server's challenge
 * @param masked masked spans within the line
 * @returns for example `Username:`, `ana`, `ana · ·····`, or null if there is nothing to say
 */
export function decodeBase64(
  text: string,
  sasl: { readonly mechanism: string; readonly step: number } | null,
  masked: readonly Span[],
): string | null {
  const line = text.replace(/\r?\n$/, '');
  // ManageSieve has it in quotation marks (RFC 5804 §4); they are no base64.
  const quoted = /(?:^|[ \t(])"([^"\s]*)"(?:\)|$)/.exec(line)?.[1];
  const encoded = quoted ?? (sasl ? /(?:^|[ \t])(\S+)$/.exec(line)?.[1] : /^(?:334|\+)[ ](\S+)$/.exec(line)?.[1]);
  if (!encoded || encoded === '=' || encoded === '*' || !isBase64(encoded)) return null;
  const start = line.lastIndexOf(encoded);
  const end = start + encoded.replace(/=+$/, '').length;
  // A whole answer of an unknown mechanism: its asterisks are no base64 and are caught above; one of nothing but secret says nothing.
  if (sasl && masked.some((span) => span.offset <= start && span.offset + span.length >= end)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  const parts = readable(bytes);
  return parts === '' ? null : parts;
}

/** NUL and 0x01 separate fields (RFC 4616 §2, RFC 7628 §3.1); what is not text is not shown. */
function readable(bytes: Buffer): string {
  const fields = bytes
    .toString('utf8')
    .split(/[\0\x01]/)
    .map(withoutStars)
    .filter((field) => field !== '' && field !== '…');
  const text = fields.join(' · ');
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) && !text.includes(String.fromCharCode(fill)) ? '' : text;
}

/** More than three asterisks at the end stand for a secret. Counted from behind: a pattern tries every asterisk of a long run. */
function withoutStars(field: string): string {
  let end = field.length;
  while (end > 0 && field[end - 1] === '*') end -= 1;
  return field.length - end > 3 ? `${field.slice(0, end)}…` : field;
}
