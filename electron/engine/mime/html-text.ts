import { htmlEntities } from './html-entities.ts';

/** Elements that begin and end a line of their own. */
const blocks = new Set(
  'address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);
/** Blocks that are set apart by an empty line. */
const paragraphs = new Set('blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
/** Elements whose content is no text of the message; their end tag alone ends them (HTML §13.2.5, raw text). */
const silent = new Set(['script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'iframe', 'noembed', 'noframes']);
const cells = new Set(['td', 'th']);

/**
 * The words of an HTML text, for the index, for snippets and for people who read plain text. One pass over the source, without a tree:
 * nesting costs nothing and an unclosed tag, comment or script ends with the text. What comes out is text, not HTML: never insert it as HTML.
 * @param most characters of text at which to stop.
 */
export function htmlToText(html: string, most: number): string {
  const output = new TextOutput();
  let position = 0;
  while (position < html.length && output.length < most) {
    const open = html.indexOf('<', position);
    if (open < 0) {
      output.text(html.slice(position));
      break;
    }
    if (open > position) output.text(html.slice(position, open));
    position = readMarkup(html, open, output);
  }
  return output.finish().slice(0, most);
}

/** Handles what begins with `<` and answers where text goes on. */
function readMarkup(html: string, open: number, output: TextOutput): number {
  const next = html.charCodeAt(open + 1);
  if (next === 0x21 || next === 0x3f) return endOfDeclaration(html, open); // <! and <?
  const closing = next === 0x2f;
  const name = tagName(html, closing ? open + 2 : open + 1);
  if (name === '') {
    if (closing) return after(html, '>', open + 2);
    output.text('<');
    return open + 1;
  }
  const end = endOfTag(html, open + 1 + name.length);
  if (silent.has(name) && !closing && html[end - 2] !== '/') return endOfSilent(html, end, name);
  output.tag(name, closing);
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

/** Decodes character references (HTML §13.2.5.72); numbers in the C1 range mean windows-1252, as browsers have it. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,8}));?/g, (whole, number?: string, name?: string) => {
    if (name !== undefined) return htmlEntities.get(name) ?? whole;
    const code = /^[xX]/.test(number ?? '') ? Number.parseInt((number ?? '').slice(1), 16) : Number(number);
    if (code >= 0x80 && code < 0xa0) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  });
}

/** Collects text: white space collapses outside `pre`, blocks begin lines, paragraphs are set apart. */
class TextOutput {
  length = 0;
  private readonly chunks: string[] = [];
  /** Line ends owed before the next word. */
  private breaks = 0;
  private blank = false;
  private preformatted = 0;

  text(source: string): void {
    const decoded = decodeEntities(source);
    if (this.preformatted > 0) {
      this.write(decoded.replace(/\r\n?/g, '\n'));
      return;
    }
    const collapsed = decoded.replace(/[ \t\r\n\f]+/g, ' ');
    if (collapsed === ' ' || collapsed === '') {
      this.blank ||= collapsed !== '';
      return;
    }
    if (collapsed.startsWith(' ')) this.blank = true;
    this.write(collapsed.trim());
    this.blank = collapsed.endsWith(' ');
  }

  tag(name: string, closing: boolean): void {
    if (name === 'br') this.breaks = Math.min(this.breaks + 1, 2);
    else if (paragraphs.has(name)) this.breaks = 2;
    else if (blocks.has(name)) this.breaks = Math.max(this.breaks, 1);
    else if (cells.has(name)) this.blank = true;
    if (name === 'pre') this.preformatted = Math.max(0, this.preformatted + (closing ? -1 : 1));
    if (name === 'li' && !closing) {
      this.write('-');
      this.blank = true;
    }
  }

  finish(): string {
    return this.chunks.join('');
  }

  private write(text: string): void {
    if (this.chunks.length > 0) {
      if (this.breaks > 0) this.push('\n'.repeat(this.breaks));
      else if (this.blank) this.push(' ');
    }
    this.breaks = 0;
    this.blank = false;
    this.push(text);
  }

  private push(text: string): void {
    this.chunks.push(text);
    this.length += text.length;
  }
}
