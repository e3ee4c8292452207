import { defaultLimits } from '../limits.ts';
import { decodedBytes, type MessageStructure, opensAsMessage, type Part } from '../structure/structure.ts';
import { decodeCharset, htmlCharset } from './charset.ts';
import { citeLocations } from './cite-locations.ts';
import { type Locations, locationsOf } from './content-location.ts';
import { takeDataUrls } from './data-urls.ts';
import { findEmbeddedFiles } from './embedded-files.ts';
import { unfoldFlowed } from './flowed.ts';
import { withoutBulk } from './html-bulk.ts';
import { htmlToText } from './html-text.ts';
import { filesInHtml, filesInText, type InnerFile } from './inner-files.ts';
import { showsAnything } from './shows-anything.ts';
import { hasWords, visibleText } from './visible-text.ts';

/** One stretch of the body: a text part, an HTML part, or both as alternatives of each other. */
interface BodySegment {
  readonly plain: Part | null;
  readonly html: Part | null;
  /** Alternatives that say nothing: neither shown nor attachments. */
  readonly empty: readonly Part[];
  /** It belongs to one view alone, because the other has segments of its own: alternatives with different numbers of texts. */
  readonly only?: 'text' | 'html';
}

/**
 * Chooses which parts are the body (RFC 2046 §5.1): of alternatives the first plain text and the last HTML that have words, the root of a related set,
 * the first part of a signed one, and every inline text of a mixed one in order. Where there is none, the first text of a kind that is not
 * known. Everything else is an attachment.
 * @param root an enclosed message to choose for, instead of the whole
 */
export function selectBody(structure: MessageStructure, root: Part = structure.root): BodySegment[] {
  const segments: BodySegment[] = [];
  collect(structure, root, segments);
  if (segments.length > 0) return segments;
  const unknown = firstUnknownText(root);
  return unknown ? [{ plain: unknown, html: null, empty: [] }] : segments;
}

/** Kinds of text that are the work of other programs. */
const textForPrograms =
  /^text\/(?:plain|html|calendar|x-vcalendar|v-?card|x-vcard|directory|csv|tab-separated-values|css|javascript|ecmascript|xml|rtf|x-amp-html|rfc822-headers|cache-manifest)$/;

/** RFC 2046 §4.1.4: a text of an unknown kind is to be treated as plain text. Not one inside an enclosed message. */
function firstUnknownText(part: Part): Part | null {
  if (opensAsMessage(part)) return null;
  if (part.children.length > 0) {
    for (const child of part.children) {
      const found = firstUnknownText(child);
      if (found) return found;
    }
    return null;
  }
  const isBody = part.disposition !== 'attachment' && part.fileName === null;
  return isBody && part.type.startsWith('text/') && !textForPrograms.test(part.type) ? part : null;
}

function collect(structure: MessageStructure, part: Part, segments: BodySegment[]): void {
  if (part.type === 'multipart/alternative' && part.children.length > 0) {
    segments.push(...bestAlternative(structure, part));
  } else if (part.type === 'multipart/related' && part.children.length > 0) {
    const start = part.parameters.get('start')?.replace(/^<|>$/g, '');
    const root = (start && part.children.find((child) => child.contentId === start)) || part.children[0]; // RFC 2387 §3.2
    // A root that is no text is no root: senders put the pictures first, or name one.
    const before = segments.length;
    for (const child of root ? [root, ...part.children] : []) if (segments.length === before) collect(structure, child, segments);
  } else if ((part.type === 'multipart/signed' || part.type === 'multipart/appledouble') && part.children.length > 0) {
    const [content] = part.children;
    if (content) collect(structure, content, segments);
  } else if (part.type.startsWith('multipart/')) {
    if (part.children.length === 0 && part.type !== 'multipart/encrypted') segments.push({ plain: part, html: null, empty: [] }); // no boundary was found: show what is there
    for (const child of part.children) collect(structure, child, segments);
  } else if (isBodyText(part, segments.length === 0)) {
    segments.push(part.type === 'text/html' ? { plain: null, html: part, empty: [] } : { plain: part, html: null, empty: [] });
  }
}

/**
 * An alternative may hold several segments (Apple Mail: HTML, attachment, HTML): the richest one wins, and the plain text beside it is what is read as
 * text. One that has no words gives way to one that has: senders leave the plain text empty, and gateways the HTML.
 */
function bestAlternative(structure: MessageStructure, part: Part): BodySegment[] {
  const candidates = part.children.map((child) => {
    const inner: BodySegment[] = [];
    collect(structure, child, inner);
    return inner;
  });
  const saying = candidates.filter((inner) => inner.some((segment) => saysAnything(structure, segment)));
  const considered = saying.length > 0 ? saying : candidates;
  const plain = considered.find((inner) => inner.length > 0 && inner.every((segment) => segment.plain && !segment.html));
  const html = considered.findLast((inner) => inner.some((segment) => segment.html));
  const silent = candidates.filter((inner) => !considered.includes(inner)).flatMap(partsOf);
  const chosen: BodySegment[] =
    plain?.length === 1 && html?.length === 1
      ? [{ plain: plain[0]?.plain ?? html[0]?.plain ?? null, html: html[0]?.html ?? null, empty: [] }]
      : plain && html
        ? [...inView('text', plain), ...inView('html', html)]
        : (html ?? plain ?? []);
  const [first, ...others] = chosen;
  return first ? [{ ...first, empty: [...first.empty, ...silent] }, ...others] : chosen;
}

const inView = (only: 'text' | 'html', segments: readonly BodySegment[]): BodySegment[] =>
  segments.flatMap((segment) => (segment.only && segment.only !== only ? [] : [{ ...segment, only }]));

/** Bytes of a text that are looked at first. */
const firstLook = 4_096;

function saysAnything(structure: MessageStructure, { plain, html }: BodySegment): boolean {
  return [plain, html].some((part) => part !== null && hasContent(structure, part));
}

/** A letter or figure at the beginning settles it nearly always, without decoding the text twice. */
function hasContent(structure: MessageStructure, part: Part): boolean {
  const says = (text: string, words: (text: string) => boolean): boolean =>
    part.type === 'text/html' ? showsAnything(text, words) : words(text);
  const start = decodedBytes(structure, part).toString('latin1', 0, firstLook);
  return says(start, (text) => /[A-Za-z0-9]/.test(text)) || says(partText(structure, part, defaultLimits.htmlSource).text, hasWords);
}

const partsOf = (segments: readonly BodySegment[]): Part[] =>
  segments.flatMap(({ plain, html, empty }) => [plain, html, ...empty]).filter((part) => part !== null);

const bodyType = /^text\/(?:plain|html|enriched|richtext|(?:x-)?markdown)$/;

/** A text with the file name of a text is still the body where nothing else is: some mailers name the only text they send. */
function isBodyText(part: Part, first: boolean): boolean {
  if (part.disposition === 'attachment' || (part.fileName !== null && !(first && /\.(?:txt|text|asc|html?)$/i.test(part.fileName))))
    return false;
  return bodyType.test(part.type);
}

/** The parts that the segments show, and those that say nothing beside them. */
export const shownParts = (segments: readonly BodySegment[]): Set<Part> => new Set(partsOf(segments));

/** A text and whether it was cut at the limit. */
interface BoundedText {
  readonly text: string;
  readonly truncated: boolean;
}

/** The text of one part: transfer encoding and charset undone, files inside it taken out, at most `most` characters. */
function partText(structure: MessageStructure, part: Part, most: number): BoundedText {
  const decoded = decodedBytes(structure, part);
  const bytes = part.type === 'text/html' ? decoded : findEmbeddedFiles(decoded).rest;
  // No charset writes a character with more than six bytes (RFC 2279), so this cut loses nothing that would be shown.
  const window = bytes.length > most * 6 ? bytes.subarray(0, most * 6) : bytes;
  const named = part.parameters.get('charset') ?? (part.type === 'text/html' ? htmlCharset(window) : null);
  const text = decodeCharset(window, structure.chosenCharset ?? named, structure.chosenCharset !== null);
  const truncated = text.length > most || window.length < bytes.length;
  return { text: text.length > most ? text.slice(0, most) : text, truncated };
}

/** The plain text that the segments show, HTML reduced to its words where there is no plain part. */
export function bodyText(structure: MessageStructure, segments: readonly BodySegment[], most: number): BoundedText {
  const texts: string[] = [];
  let left = most;
  let truncated = false;
  for (const segment of segments) {
    if (left <= 0) {
      truncated = true;
      break;
    }
    const part = segment.plain ?? segment.html;
    if (!part || segment.only === 'html') continue;
    const read = segment.plain ? plainText(structure, part, left) : htmlWords(structure, part, left);
    truncated ||= read.truncated;
    left -= read.text.length;
    texts.push(read.text);
  }
  return { text: texts.join('\n'), truncated };
}

function plainText(structure: MessageStructure, part: Part, most: number): BoundedText {
  const read = partText(structure, part, most);
  const flowed = part.parameters.get('format')?.toLowerCase() === 'flowed';
  const text = flowed ? unfoldFlowed(read.text, part.parameters.get('delsp')?.toLowerCase() === 'yes') : read.text.replace(/\r\n/g, '\n');
  return { text: visibleText(text), truncated: read.truncated };
}

/** Markup outweighs words, and a picture in the source outweighs markup: the source is read until there are as many words as are wanted. */
function htmlWords(structure: MessageStructure, part: Part, most: number): BoundedText {
  const source = partText(structure, part, defaultLimits.htmlSource);
  const text = visibleText(htmlToText(source.text, most));
  return { text, truncated: source.truncated || text.length >= most };
}

/**
 * The HTML that the segments show, as sent but for the addresses of pictures that the message itself holds: large `data:` pictures and parts with a
 * Content-Location are `cid:` addresses. Null where no segment has any, or only HTML that shows nothing. Plain segments between are escaped.
 */
export function bodyHtml(structure: MessageStructure, segments: readonly BodySegment[], most: number): BoundedText | null {
  if (!segments.some((segment) => segment.html)) return null;
  const pieces: string[] = [];
  const locations = locationsOf(structure.root);
  let left = most;
  let truncated = false;
  for (const segment of segments) {
    if (left <= 0) {
      truncated = true;
      break;
    }
    if (segment.only === 'text') continue;
    const read = segment.html
      ? htmlSource(structure, segment.html, locations, left)
      : segment.plain
        ? plainText(structure, segment.plain, left)
        : null;
    if (!read) continue;
    truncated ||= read.truncated;
    left -= read.text.length;
    if (read.text.trim() !== '')
      pieces.push(segment.html ? read.text : `<div style="white-space: pre-wrap">${escapeHtml(read.text)}</div>`);
  }
  // An empty block ends a line: the words of two pages would run into each other.
  const html = apartFromFirst(pieces).join('\n<div></div>\n');
  // A page of frames, or of nothing, would be a blank sheet in place of the words.
  return showsAnything(html, hasWords) ? { text: html, truncated } : null;
}

const colouredBody = /<body\s[^<>]{0,2000}?\b(?:bgcolor|text|background|style)\s{0,8}=/i;

/**
 * Pages after the first as elements of their own: a browser that meets a second `body` adds its attributes to the first one, so that letters of
 * one page would stand on the background of another (HTML §13.2.6.4.7). Where no page has colours nothing is changed.
 */
function apartFromFirst(pieces: readonly string[]): readonly string[] {
  if (pieces.length < 2 || !pieces.some((piece) => colouredBody.test(piece))) return pieces;
  const [first = '', ...others] = pieces;
  const apart = others.map((piece) => {
    const page = piece.replace(/<body(?=[\s/>])/i, '<div data-mail-page');
    return page === piece ? `<div data-mail-page>${piece}</div>` : page.replace(/<\/body(?=[\s>])/i, '</div');
  });
  return [first, ...apart];
}

function htmlSource(structure: MessageStructure, part: Part, locations: Locations | null, most: number): BoundedText {
  const source = partText(structure, part, defaultLimits.htmlSource);
  const taken = takeDataUrls(source.text, part.id).html;
  const slim = taken.length > most ? withoutBulk(taken) : taken;
  const html = locations ? citeLocations(slim, part, locations) : slim;
  if (html.length <= most) return { text: html, truncated: source.truncated };
  // Not inside a tag: what is left of one would swallow the words before it.
  const open = html.lastIndexOf('<', most);
  return { text: html.slice(0, html.lastIndexOf('>', most) < open ? open : most), truncated: true };
}

/** The files inside the texts that the segments show. */
export const innerFiles = (structure: MessageStructure, segments: readonly BodySegment[]): InnerFile[] =>
  segments.flatMap(({ plain, html }) => [
    ...(plain ? filesInText(decodedBytes(structure, plain), plain.id) : []),
    ...(html && decodedBytes(structure, html).includes('data:')
      ? filesInHtml(decodedBytes(structure, html).toString('latin1'), html.id)
      : []),
  ]);

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character: string) => `&#${character.charCodeAt(0)};`);
