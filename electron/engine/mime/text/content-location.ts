import { type Part, walkParts } from '../structure/structure.ts';

/** What relative addresses lead to where nothing names a base (RFC 2557 §5). */
const ownBase = 'thismessage:/';
const longestAddress = 8_192;

/** The identifier that HTML cites a part by: its Content-ID, or one made of its number where it has only a Content-Location. */
export const citableId = (part: Part): string | null =>
  part.contentId ?? (part.contentLocation === null ? null : `part-${part.id}@location.invalid`);

/** The parts of a message by the addresses that they stand for (RFC 2557 §4.2, §5). */
export interface Locations {
  /** The `cid:` address of the part that an address in this HTML part means, or null. @param base what the HTML itself names as its base */
  find(html: Part, address: string, base: string | null): string | null;
}

/**
 * Gathers the parts that have a Content-Location; null where none has. A relative location is resolved against those of the multiparts
 * around it, an address in a text against the location of the text too (RFC 2557 §5). Senders forget that, so what both
 * sides write in the same words is the same as well. Linear.
 */
export function locationsOf(root: Part): Locations | null {
  if (root.children.length === 0) return null;
  /** What the addresses in a part are relative to. */
  const bases = new Map<Part, string>([[root, resolved(root.contentLocation, ownBase) ?? ownBase]]);
  const parts = new Map<string, string>();
  const written = new Map<string, string>();
  for (const part of walkParts(root)) {
    const base = bases.get(part) ?? ownBase;
    for (const child of part.children) {
      const address = resolved(child.contentLocation, base);
      bases.set(child, address ?? base);
      const id = child.contentLocation === null || child.children.length > 0 ? null : citableId(child);
      if (id === null || address === null) continue;
      add(parts, comparable(address), id);
      add(written, comparable(resolved(child.contentLocation, ownBase) ?? address), id);
    }
  }
  if (parts.size === 0) return null;
  return {
    find: (html, address, base) => {
      const place = bases.get(html) ?? ownBase;
      const meant = resolved(address, resolved(base, place) ?? place);
      if (meant === null) return null;
      const id = parts.get(comparable(meant)) ?? written.get(comparable(resolved(address, ownBase) ?? meant));
      return id === undefined ? null : `cid:${encodeAll(id)}`;
    },
  };
}

function add(to: Map<string, string>, key: string, id: string): void {
  if (!to.has(key)) to.set(key, id);
}

function resolved(address: string | null, base: string): string | null {
  if (address === null || address.trim() === '' || address.length > longestAddress) return null;
  try {
    return new URL(address.trim().replaceAll('\\', '/'), base).href;
  } catch {
    return null; // no address: nothing can be meant by it
  }
}

/** Without fragment, escapes and blanks: a header field loses the blanks of an address that is folded (RFC 2557 §4.4.1). */
function comparable(address: string): string {
  const whole = address.replace(/#.*$/s, '');
  try {
    return decodeURIComponent(whole).replace(/\s+/g, '');
  } catch {
    return whole.replace(/(?:%20|\s)+/g, ''); // a stray percent sign
  }
}

/** Percent-encodes what could end an attribute or a `url()` too. */
const encodeAll = (id: string): string => encodeURIComponent(id).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
