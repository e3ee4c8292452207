import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';

/**
 * Finds tags and attributes in HTML source by one pass without a tree: a tree costs depth, and a parser that matches end tags with a stack
 * (htmlparser2, parse5) takes the square of it where mail is made to stall.
 */

/** Elements whose content is no text of the message; their end tag alone ends them (HTML §13.2.5, raw text). */
const silent = new Set(['script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'iframe', 'noembed']);

export interface HtmlHandler {
  /** Text as it stands between tags, references not decoded. */
  text(source: string): void;
  /** @param attributes what stands in the tag behind its name */
  tag(name: string, closing: boolean, attributes: string): void;
  /** Asked before each step: whether nothing more is wanted. */
  isFull(): boolean;
}

/** Walks over HTML source. Linear; an unclosed tag, comment or script ends with the text; silent elements are passed over. */
export function scanHtml(html: string, handler: HtmlHandler): void {
  let position = 0;
  while (position < html.length && !handler.isFull()) {
    const open = html.indexOf('<', position);
    if (open < 0) {
      handler.text(html.slice(position));
      return;
    }
    if (open > position) handler.text(html.slice(position, open));
    position = readMarkup(html, open, handler);
  }
}

/** Handles what begins with `<` and answers where text goes on. */
function readMarkup(html: string, open: number, handler: HtmlHandler): number {
  const next = html.charCodeAt(open + 1);
  if (next === 0x21 || next === 0x3f) return endOfDeclaration(html, open); // <! and <?
  const closing = next === 0x2f;
  const name = tagName(html, closing ? open + 2 : open + 1);
  if (name === '') {
    if (closing) return after(html, '>', open + 2);
    handler.text('<');
    return open + 1;
  }
  const end = endOfTag(html, open + 1 + name.length);
  if (silent.has(name) && !closing && html[end - 2] !== '/') return endOfSilent(html, end, name);
  handler.tag(name, closing, closing ? '' : html.slice(open + 1 + name.length, end - 1));
  return end;
}

/** The name of a tag in lower case, empty where no letter follows. */
function tagName(html: string, start: number): string {
  let end = start;
  while (end - start < 32 && isNameCharacter(html.charCodeAt(end))) end += 1;
  const first = html.charCodeAt(start) | 0x20;
  return first >= 0x61 && first <= 0x7a ? html.slice(start, end).toLowerCase() : '';
}

/** ASCII letters, digits, `:`, `_` and `-`; NaN, behind the end of the text, is none of them. */
const isNameCharacter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x3a) || code === 0x5f || code === 0x2d;

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found < 0 ? html.length : found + what.length;
}

const endOfDeclaration = (html: string, open: number): number =>
  html.startsWith('<!--', open) ? (html.startsWith('<!-->', open) ? open + 5 : after(html, '-->', open + 4)) : after(html, '>', open + 2);

/** The offset after the `>` of a tag; a `>` inside a quoted attribute value does not end it. */
function endOfTag(html: string, from: number): number {
  let quote = 0;
  let afterEquals = false;
  for (let position = from; position < html.length; position += 1) {
    const code = html.charCodeAt(position);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) {
      return position + 1;
    } else if ((code === 0x22 || code === 0x27) && afterEquals) {
      quote = code;
      afterEquals = false;
    } else if (code === 0x3d) {
      afterEquals = true;
    } else if (code > 0x20) {
      afterEquals = false;
    }
  }
  return html.length;
}

function endOfSilent(html: string, from: number, name: string): number {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(html);
  return found ? after(html, '>', found.index) : html.length;
}

/** The value of one attribute, references decoded, or null where the tag has none of this name. */
export function attributeOf(attributes: string, name: AttributeName): string | null {
  const found = patterns[name].exec(attributes);
  return found ? decodeHTMLAttribute(found[1] ?? found[2] ?? found[3] ?? '') : null;
}

const attributeNames = ['href', 'alt', 'start', 'value', 'type', 'border', 'width', 'height', 'colspan'] as const;
type AttributeName = (typeof attributeNames)[number];
const patternOf = (name: string): RegExp => new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
const patterns: Readonly<Record<AttributeName, RegExp>> = {
  href: patternOf('href'),
  alt: patternOf('alt'),
  start: patternOf('start'),
  value: patternOf('value'),
  type: patternOf('type'),
  border: patternOf('border'),
  width: patternOf('width'),
  height: patternOf('height'),
  colspan: patternOf('colspan'),
};

/** Decodes character references (HTML §13.2.5.72). */
export const decodeReferences = (text: string): string => (text.includes('&') ? decodeHTML(text) : text);
