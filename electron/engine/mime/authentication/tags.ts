/** Lists of tags as DKIM, ARC, DMARC and the other records about mail write them: `d=example.org; s=a; …` (RFC 6376 §3.2). */

export interface TagList {
  /** By their names in lower case; values without white space around them. Of two with one name the first. */
  readonly tags: ReadonlyMap<string, string>;
  /** The first part that is no `name=value`, or whose name stands there already; null: all are right. */
  readonly fault: string | null;
  /** Names in the order in which they stand. */
  readonly names: readonly string[];
}

/** Parts that are read: no record has twenty. */
const most = 100;

/** @param text unfolded. White space stands anywhere around names, values and semicolons. Linear; never throws. */
export function readTags(text: string): TagList {
  const tags = new Map<string, string>();
  let fault: string | null = null;
  const parts = text.split(';', most).map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (equals < 1 || !/^[a-z][a-z0-9_]*$/.test(name) || tags.has(name)) fault ??= part;
    else tags.set(name, part.slice(equals + 1).trim());
  }
  return { tags, fault, names: [...tags.keys()] };
}
