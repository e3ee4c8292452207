import { type Part, walkParts } from '../structure/structure.ts';

/** What relative addresses lead to where nothing names a base (RFC 2557 §5). */
const ownBase = 'thismessage:/';

/** The identifier that HTML cites a part by: its Content-ID, or one made of its number where it has only a Content-Location. */
export const citableId = (part: Part): string | null =>
  part.contentId ?? (part.contentLocation === null ? null : `part-${part.id}@location.invalid`);

/** The parts of a message by the absolute address that they stand for (RFC 2557 §4.2, §5). */
export interface Locations {
  /** The `cid:` address of the part that an address in this HTML part means, or null. */
  find(html: Part, address: string): string | null;
}

/** Gathers the parts that have a Content-Location; null where none has. Linear. */
export function locationsOf(root: Part): Locations | null {
  if (root.children.length === 0) return null;
  const bases = new Map<Part, string>();
  const parts = new Map<string, string>();
  bases.set(root, resolved(root.contentLocation, ownBase) ?? ownBase);
  for (const part of walkParts(root)) {
    const base = bases.get(part) ?? ownBase;
    for (const child of part.children) bases.set(child, resolved(child.contentLocation, base) ?? base);
    const id = part.contentLocation === null || part.children.length > 0 ? null : citableId(part);
    const address = id === null ? null : resolved(part.contentLocation, base);
    if (id !== null && address !== null && !parts.has(address)) parts.set(address, id);
  }
  if (parts.size === 0) return null;
  return {
    find: (html, address) => {
      const id = parts.get(resolved(address, bases.get(html) ?? ownBase) ?? '');
      return id === undefined ? null : `cid:${encodeURIComponent(id)}`;
    },
  };
}

function resolved(address: string | null, base: string): string | null {
  if (address === null || address.length > 8_192) return null;
  try {
    return new URL(address, base).href;
  } catch {
    return null; // no address: nothing can be meant by it
  }
}

const sources = /(\b(?:src|background)\s{0,8}=\s{0,8})(?:"([^"]{1,8192})"|'([^']{1,8192})'|([^\s"'>]{1,8192}))/gi;

/** Writes `cid:` where HTML source names a picture by the address of a part of the same message: what is here need not be fetched. Linear. */
export function citeLocations(html: string, part: Part, locations: Locations): string {
  return html.replace(sources, (whole: string, before: string, double?: string, single?: string, bare?: string) => {
    const written = (double ?? single ?? bare ?? '').trim().replaceAll('&amp;', '&');
    const cited = /^(?:cid|data):/i.test(written) ? null : locations.find(part, written);
    return cited === null ? whole : `${before}"${cited}"`;
  });
}
