/** Writes `cid:` where HTML source names a picture by the address of a part of the same message: what is here need not be fetched. */
import { decodeHTMLAttribute } from 'entities/decode';
import { Tokenizer } from 'htmlparser2';
import type { Part } from '../structure/structure.ts';
import type { Locations } from './content-location.ts';
import { attributeOf, ignored } from './html-scan.ts';

/** The `cid:` address that stands for an address as HTML source has it, or null. */
type Cite = (source: string) => string | null;

const quote = `"|'|&quot;|&#(?:34|39);|&#x2[27];|&apos;`;
/** Addresses in style (CSS Values §4.5); quotes are references inside an attribute. */
const styleAddress = new RegExp(`url\\(\\s{0,8}(${quote})?([^"'()<>]{1,8192}?)(?:${quote})?\\s{0,8}\\)`, 'gi');

const citeInStyle = (style: string, cite: Cite): string =>
  style.replace(styleAddress, (whole: string, _quote: string | undefined, address: string) => {
    const cited = cite(address);
    return cited === null ? whole : `url(${cited})`;
  });

/** The first of several sizes that is in the message. */
function citedCandidate(sizes: string, cite: Cite): string | null {
  for (const candidate of sizes.split(/,\s/, 20)) {
    const cited = cite(candidate.trim().replace(/\s.*$/s, ''));
    if (cited !== null) return cited;
  }
  return null;
}

/** A stretch of the source that another text takes the place of. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Attribute {
  readonly name: string;
  readonly nameStart: number;
  readonly start: number;
  readonly end: number;
}

/** What one tag shows by an address that the message itself holds. */
function changesIn(html: string, attributes: readonly Attribute[], cite: Cite): Change[] {
  const changes: Change[] = [];
  let shown = false;
  const put = ({ start, end }: Attribute, text: string | null): boolean => text !== null && changes.push({ start, end, text }) > 0;
  for (const attribute of attributes) {
    const value = html.slice(attribute.start, attribute.end);
    if (attribute.name === 'style') {
      const text = citeInStyle(value, cite);
      if (text !== value) put(attribute, text);
    } else if (attribute.name === 'background') put(attribute, cite(value));
    else if (attribute.name === 'src') shown ||= put(attribute, cite(value));
  }
  const sizes = shown ? undefined : attributes.find(({ name }) => name === 'srcset');
  const cited = sizes && citedCandidate(html.slice(sizes.start, sizes.end), cite);
  if (!sizes || !cited) return changes;
  const source = attributes.find(({ name }) => name === 'src');
  // The list of sizes is not shown: the one that is here becomes the source.
  if (source) put(source, cited);
  else changes.push({ start: sizes.nameStart, end: sizes.nameStart + sizes.name.length, text: 'src' }, { ...sizes, text: cited });
  return changes;
}

const asked = new Set(['src', 'srcset', 'background', 'style']);

/** The source with `cid:` addresses in attributes and style sheets. Words, comments and links stay as they are. Linear. */
export function citeLocations(html: string, part: Part, locations: Locations): string {
  const base = /<base\s[^<>]{0,8192}>/i.exec(html)?.[0];
  const baseAddress = base === undefined ? null : attributeOf(base, 'href');
  const cite: Cite = (source) => {
    const address = decodeHTMLAttribute(source).trim();
    return /^(?:cid|data):/i.test(address) ? null : locations.find(part, address, baseAddress);
  };
  const changes: Change[] = [];
  let attributes: Attribute[] = [];
  let name = { start: 0, end: 0 };
  let value = { start: 0, end: 0 };
  let element = '';
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...ignored,
      ontext(start, end) {
        if (element !== 'style') return;
        const sheet = html.slice(start, end);
        const text = citeInStyle(sheet, cite);
        if (text !== sheet) changes.push({ start, end, text });
      },
      onopentagname(start, end) {
        element = html.slice(start, Math.min(end, start + 16)).toLowerCase();
        attributes = [];
      },
      onattribname(start, end) {
        name = { start, end };
        value = { start: end, end };
      },
      onattribdata(start, end) {
        value = { start: value.end > value.start ? value.start : start, end };
      },
      onattribend() {
        const key = html.slice(name.start, Math.min(name.end, name.start + 16)).toLowerCase();
        if (asked.has(key) && value.end > value.start) attributes.push({ name: key, nameStart: name.start, ...value });
      },
      onopentagend: () => void changes.push(...changesIn(html, attributes, cite)),
      onselfclosingtag: () => void changes.push(...changesIn(html, attributes, cite)),
      onclosetag() {
        element = '';
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, text } of changes.toSorted((one, other) => one.start - other.start)) {
    pieces.push(html.slice(from, start), text);
    from = end;
  }
  return pieces.join('') + html.slice(from);
}
