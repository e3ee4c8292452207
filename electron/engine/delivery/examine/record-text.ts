/** Text of TXT records, and which of them are of one kind. */
import { characterStrings } from '../../dns/record-data.ts';

/** The text of a TXT record: its strings one after the other (RFC 7208 §3.3, RFC 6376 §3.6.2.2). @param data as a zone file has it */
export const textOf = (data: string): string => characterStrings(data).join('');

/** A TXT record as it is published, in strings of at most 255 octets (RFC 1035 §3.3.14). */
export function txtData(text: string): string {
  const parts = [];
  for (let at = 0; at < text.length || at === 0; at += 255) parts.push(text.slice(at, at + 255));
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}

/** The records of a TXT answer that begin as one kind of record does. @param beginning in lower case, its version tag */
export const recordsThatBegin = (data: readonly string[], beginning: string): string[] =>
  data.map(textOf).filter((text) => {
    const plain = text
      .trimStart()
      .slice(0, 64)
      .toLowerCase()
      .replace(/\s*=\s*/, '=');
    if (!plain.startsWith(beginning)) return false;
    const next = plain.charAt(beginning.length);
    return next === '' || next === ';' || /\s/.test(next);
  });
