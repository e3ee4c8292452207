/** Lists of tags as DKIM, ARC and DMARC write them: `d=example.org; s=a; …` (RFC 6376 §3.2). */

/** @param text unfolded. Of two tags with one name the first counts. Linear; never throws. */
export function readTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of text.split(';', 100)) {
    const at = tag.indexOf('=');
    if (at <= 0) continue;
    const name = tag.slice(0, at).trim().toLowerCase();
    if (!tags.has(name)) tags.set(name, tag.slice(at + 1).trim());
  }
  return tags;
}
