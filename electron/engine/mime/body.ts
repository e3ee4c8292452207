import { decodeCharset } from './charset.ts';
import { unfoldFlowed } from './flowed.ts';
import { htmlToText } from './html-text.ts';
import { decodedBytes, type MessageStructure, type Part } from './structure.ts';
import { visibleText } from './visible-text.ts';

/** One stretch of the body: a text part, an HTML part, or both as alternatives of each other. */
export interface BodySegment {
  readonly plain: Part | null;
  readonly html: Part | null;
}

/**
 * Chooses which parts are the body (RFC 2046 §5.1): of alternatives the first plain text and the last HTML, the root of a related set, the first
 * part of a signed one, and every inline text of a mixed one in order. Everything else is an attachment.
 */
export function selectBody(structure: MessageStructure): BodySegment[] {
  const segments: BodySegment[] = [];
  collect(structure.root, segments);
  return segments;
}

function collect(part: Part, segments: BodySegment[]): void {
  if (part.type === 'multipart/alternative' && part.children.length > 0) {
    segments.push(...bestAlternative(part));
  } else if (part.type === 'multipart/related' && part.children.length > 0) {
    const start = part.parameters.get('start')?.replace(/^<|>$/g, '');
    const root = (start && part.children.find((child) => child.contentId === start)) || part.children[0]; // RFC 2387 §3.2
    if (root) collect(root, segments);
  } else if ((part.type === 'multipart/signed' || part.type === 'multipart/appledouble') && part.children.length > 0) {
    const [content] = part.children;
    if (content) collect(content, segments);
  } else if (part.type.startsWith('multipart/')) {
    if (part.children.length === 0 && part.type !== 'multipart/encrypted') segments.push({ plain: part, html: null }); // no boundary was found: show what is there
    for (const child of part.children) collect(child, segments);
  } else if (isBodyText(part, segments.length === 0)) {
    segments.push(part.type === 'text/html' ? { plain: null, html: part } : { plain: part, html: null });
  }
}

/** An alternative may hold several segments (Apple Mail: HTML, attachment, HTML): the richest one wins, plain text beside it. */
function bestAlternative(part: Part): BodySegment[] {
  const candidates = part.children.map((child) => {
    const inner: BodySegment[] = [];
    collect(child, inner);
    return inner;
  });
  const plain = candidates.find((inner) => inner.length > 0 && inner.every((segment) => segment.plain && !segment.html));
  const html = candidates.findLast((inner) => inner.some((segment) => segment.html));
  if (plain?.length === 1 && html?.length === 1) return [{ plain: plain[0]?.plain ?? html[0]?.plain ?? null, html: html[0]?.html ?? null }];
  return html ?? plain ?? [];
}

/** A text with the file name of a text is still the body where nothing else is: some mailers name the only text they send. */
function isBodyText(part: Part, first: boolean): boolean {
  if (part.disposition === 'attachment' || (part.fileName !== null && !(first && /\.(?:txt|text|asc|html?)$/i.test(part.fileName))))
    return false;
  return part.type === 'text/plain' || part.type === 'text/html' || part.type === 'text/enriched' || part.type === 'text/richtext';
}

/** The parts that the segments show. */
export const shownParts = (segments: readonly BodySegment[]): Set<Part> =>
  new Set(segments.flatMap((segment) => [segment.plain, segment.html]).filter((part) => part !== null));

/** A text and whether it was cut at the limit. */
export interface BoundedText {
  readonly text: string;
  readonly truncated: boolean;
}

/** The text of one part: transfer encoding and charset undone, at most `most` characters. */
export function partText(structure: MessageStructure, part: Part, most: number): BoundedText {
  const bytes = decodedBytes(structure, part);
  // No charset writes a character with more than six bytes (RFC 2279), so this cut loses nothing that would be shown.
  const window = bytes.length > most * 6 ? bytes.subarray(0, most * 6) : bytes;
  const text = decodeCharset(window, part.parameters.get('charset') ?? (part.type === 'text/html' ? htmlCharset(window) : null));
  const truncated = text.length > most || window.length < bytes.length;
  return { text: text.length > most ? text.slice(0, most) : text, truncated };
}

/** The charset that an HTML text names in its own head (HTML §13.2.3.2), for mail that forgot the parameter. */
const htmlCharset = (bytes: Buffer): string | null =>
  /<meta[^>]{0,200}charset\s{0,8}=\s{0,8}["']?([a-z0-9_:-]{1,40})/i.exec(bytes.toString('latin1', 0, 2_048))?.[1] ?? null;

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
    if (!part) continue;
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

/** Markup outweighs words, so the source may be some times as long as the text that is wanted. */
function htmlWords(structure: MessageStructure, part: Part, most: number): BoundedText {
  const source = partText(structure, part, most * 8);
  const text = visibleText(htmlToText(source.text, most));
  return { text, truncated: source.truncated || text.length >= most };
}

/** The HTML that the segments show, as sent; null where no segment has any. Plain segments between are escaped. */
export function bodyHtml(structure: MessageStructure, segments: readonly BodySegment[], most: number): BoundedText | null {
  if (!segments.some((segment) => segment.html)) return null;
  const pieces: string[] = [];
  let left = most;
  let truncated = false;
  for (const segment of segments) {
    if (left <= 0) {
      truncated = true;
      break;
    }
    const read = segment.html ? partText(structure, segment.html, left) : segment.plain ? plainText(structure, segment.plain, left) : null;
    if (!read) continue;
    truncated ||= read.truncated;
    left -= read.text.length;
    if (read.text.trim() !== '')
      pieces.push(segment.html ? read.text : `<div style="white-space: pre-wrap">${escapeHtml(read.text)}</div>`);
  }
  return { text: pieces.join('\n'), truncated };
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character: string) => `&#${character.charCodeAt(0)};`);
