/** Text of TXT records, and the lists of tags that most of those about mail are (RFC 6376 §3.2). */
import { characterStrings } from '../../dns/record-data.ts';

/** The text of a TXT record: its strings one after the other (RFC 7208 §3.3, RFC 6376 §3.6.2.2). @param data as a zone file has it */
export const textOf = (data: string): string => characterStrings(data).join('');

/** A TXT record as it is published, in strings of at most 255 octets (RFC 1035 §3.3.14). */
export function txtData(text: string): string {
  const parts = [];
  for (let at = 0; at < text.length || at === 0; at += 255) parts.push(text.slice(at, at + 255));
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}

export interface TagList {
  /** By their names in lower case; values without white space around them. */
  readonly tags: ReadonlyMap<string, string>;
  /** The first part that is no `name=value`, or whose name stands there already; null: all are right. */
  readonly fault: string | null;
  /** Names in the order in which they stand. */
  readonly names: readonly string[];
}

/** Reads `v=DMARC1; p=none; …`. White space stands anywhere around names, values and semicolons. */
export function readTags(text: string): TagList {
  const tags = new Map<string, string>();
  let fault: string | null = null;
  const parts = text.split(';').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (equals < 1 || !/^[a-z][a-z0-9_]*$/.test(name) || tags.has(name)) fault ??= part;
    else tags.set(name, part.slice(equals + 1).trim());
  }
  return { tags, fault, names: [...tags.keys()] };
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
