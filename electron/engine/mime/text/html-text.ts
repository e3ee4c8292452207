import { attributeOf, decodeReferences, type HtmlHandler, scanHtml } from './html-scan.ts';
import { Tables } from './table-text.ts';
import { withoutFiller } from './visible-text.ts';

/** Elements that begin and end a line of their own. */
export const blocks = new Set(
  'address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html li main nav noframes ol option p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
/** Blocks that are set apart by an empty line. */
const paragraphs = new Set('blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
export const cells = new Set(['td', 'th']);

/**
 * What an HTML text says, as plain text: for the index, for the text view, and for replies and forwards, which must not change what was
 * said. Addresses of links stand behind their words, a picture's description stands in brackets, lists keep their numbers, quotations their
 * `>` and tables their columns. One pass over the source, without a tree: nesting costs nothing. What comes out is text, not HTML: never
 * insert it as HTML.
 * @param most characters of text at which to stop.
 */
export function htmlToText(html: string, most: number): string {
  const output = new TextOutput(most);
  scanHtml(html, output);
  return withoutFiller(output.finish()).slice(0, most);
}

interface List {
  readonly ordered: boolean;
  next: number;
}

interface Link {
  readonly address: string;
  /** Where its words begin. */
  readonly chunk: number;
}

/** Deeper levels of lists and quotations look like this one. */
const deepest = 32;
const longestAddress = 4_000;
/** That one cell spans: more is no table that can be read as text. */
const mostColumns = 20;

/** Collects text: white space collapses outside `pre`, blocks begin lines, paragraphs are set apart. */
class TextOutput implements HtmlHandler {
  private length = 0;
  private readonly most: number;
  private readonly chunks: string[] = [];
  /** Line ends owed before the next word. */
  private breaks = 0;
  private blank = false;
  private preformatted = 0;
  private quotes = 0;
  /** Level of quotation of the line that was written last. */
  private written = 0;
  private readonly lists: List[] = [];
  private readonly tables = new Tables();
  /** At the beginning of a cell a paragraph begins no line of its own. */
  private atCell = false;
  private link: Link | null = null;
  /** Inside `sup`. */
  private raised = false;

  constructor(most: number) {
    this.most = most;
  }

  isFull(): boolean {
    return this.length >= this.most;
  }

  text(source: string): void {
    const decoded = this.raised ? asExponent(decodeReferences(source)) : decodeReferences(source);
    if (this.preformatted > 0) {
      this.write(decoded.replace(/\r\n?/g, '\n'));
      return;
    }
    const collapsed = decoded.replace(/[ \t\r\n\f]+/g, ' ');
    // Cells of layouts are kept open by a no-break space: such a cell is empty.
    if (collapsed === ' ' || collapsed === '' || (this.atCell && collapsed.trim() === '')) {
      this.blank ||= collapsed !== '' && !this.atCell;
      return;
    }
    if (collapsed.startsWith(' ')) this.blank = true;
    this.write(collapsed.trim() === '' ? collapsed : collapsed.replace(/^ | $/g, ''));
    this.blank = collapsed.endsWith(' ');
  }

  tag(name: string, closing: boolean, attributes: string): void {
    if (cells.has(name) || blocks.has(name)) this.raised = false; // never closed
    if (cells.has(name)) {
      if (!closing) this.beginCell(name === 'th', attributes);
      return;
    }
    if (name === 'table' || name === 'tr') this.tableTag(name, closing, attributes);
    if (blocks.has(name)) this.block(name, closing);
    switch (name) {
      case 'pre':
        this.preformatted = Math.max(0, this.preformatted + (closing ? -1 : 1));
        break;
      case 'blockquote':
        this.quotes = Math.max(0, this.quotes + (closing ? -1 : 1));
        break;
      case 'ol':
      case 'ul':
        this.list(name === 'ol', closing, attributes);
        break;
      case 'li':
        if (!closing) this.item(attributes);
        break;
      case 'a':
        this.closeLink();
        if (!closing) this.openLink(attributes);
        break;
      case 'img':
      case 'area':
        this.picture(attributes);
        break;
      case 'sup':
        this.raised = !closing;
        break;
      case 'q':
        this.mark(closing);
        break;
      case 'frame':
        this.write('');
        break;
    }
  }

  finish(): string {
    this.closeLink();
    return this.chunks.join('');
  }

  private block(name: string, closing: boolean): void {
    if (this.atCell) return;
    const inList = (name === 'ol' || name === 'ul') && this.lists.length > (closing ? 1 : 0);
    if (inList) this.breaks = Math.max(this.breaks, 1);
    else if (name === 'br') this.breaks = Math.min(this.breaks + 1, 2);
    else if (paragraphs.has(name)) this.breaks = 2;
    else this.breaks = Math.max(this.breaks, 1);
  }

  private tableTag(name: string, closing: boolean, attributes: string): void {
    this.atCell &&= name === 'table' && !closing;
    if (name === 'tr') {
      if (this.tables.row()) this.breaks = 1;
    } else if (closing) {
      this.tables.end();
    } else {
      if (this.chunks.length > 0 && this.atCell) this.breaks = Math.max(this.breaks, 1);
      this.tables.begin(Number(attributeOf(attributes, 'border') ?? 0) > 0);
    }
  }

  private beginCell(heading: boolean, attributes: string): void {
    const columns = Number.parseInt(attributeOf(attributes, 'colspan') ?? '1', 10) || 1;
    const separator = this.tables.cell(heading, Math.min(mostColumns, Math.max(1, columns)));
    if (separator === 'blank') this.blank = true;
    if (separator === 'line') this.breaks = Math.max(this.breaks, 1);
    if (separator === 'tab') this.breaks = 0;
    if (separator !== 'blank') this.atCell = true;
  }

  private list(ordered: boolean, closing: boolean, attributes: string): void {
    if (closing) this.lists.pop();
    else if (this.lists.length < deepest)
      this.lists.push({ ordered, next: Number.parseInt(attributeOf(attributes, 'start') ?? '1', 10) || 1 });
  }

  private item(attributes: string): void {
    const list = this.lists.at(-1);
    const indent = '  '.repeat(Math.max(0, this.lists.length - 1));
    if (list?.ordered) {
      const own = Number.parseInt(attributeOf(attributes, 'value') ?? '', 10);
      if (!Number.isNaN(own)) list.next = own;
      this.write(`${indent}${list.next}.`);
      list.next += 1;
    } else {
      this.write(`${indent}-`);
    }
    this.atCell = true; // a paragraph inside an item stands beside its number
    this.blank = true;
  }

  private openLink(attributes: string): void {
    const address = linkAddress(attributeOf(attributes, 'href'));
    if (address !== null) this.link = { address, chunk: this.chunks.length };
  }

  /** Puts the address behind the words that it belongs to, unless they say it themselves. */
  private closeLink(): void {
    const { link } = this;
    this.link = null;
    if (!link || this.isFull()) return;
    const words = this.chunks.slice(link.chunk).join('').trim();
    if (saysAddress(words, link.address)) return;
    const { breaks, blank } = this;
    this.breaks = words === '' ? breaks : 0;
    this.blank = true;
    this.write(`<${link.address}>`);
    this.breaks = words === '' ? 0 : breaks;
    this.blank = blank;
  }

  private picture(attributes: string): void {
    const words = (attributeOf(attributes, 'alt') ?? '').replace(/\s+/g, ' ').trim();
    const size = [attributeOf(attributes, 'width'), attributeOf(attributes, 'height')];
    if (words !== '' && !size.every((side) => side === '1' || side === '0')) this.write(`[${words}]`);
  }

  /** Quotation marks of `q`, which a browser draws. */
  private mark(closing: boolean): void {
    if (closing) this.push('\u201d');
    else this.write('\u201c');
  }

  private write(text: string): void {
    const first = this.chunks.length === 0;
    if (!first && this.breaks > 0) this.tables.lineBreak();
    const tabs = this.tables.words();
    this.atCell = false;
    const prefix = this.quotes > 0 ? `${'>'.repeat(Math.min(this.quotes, deepest))} ` : '';
    // A change of quotation always begins a line.
    if (!first && this.breaks === 0 && this.written !== this.quotes) this.breaks = 1;
    if (first) {
      this.push(prefix);
    } else if (this.breaks > 0) {
      const between = '>'.repeat(Math.min(this.quotes, this.written, deepest));
      this.push(`${this.breaks > 1 ? `\n${between}` : ''}\n${prefix}`);
    } else if (tabs === 0 && this.blank) {
      this.push(' ');
    }
    if (tabs > 0) this.push('\t'.repeat(tabs));
    this.written = this.quotes;
    this.breaks = 0;
    this.blank = false;
    this.push(prefix !== '' && text.includes('\n') ? text.replaceAll('\n', `\n${prefix}`) : text);
  }

  private push(text: string): void {
    if (text === '') return;
    this.chunks.push(text);
    this.length += text.length;
  }
}

const exponents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-\u2212'].map((sign, at) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻'.charAt(at)]),
);

/** A raised number as Unicode writes it: on the line it would be another number. Raised words stay. */
const asExponent = (text: string): string =>
  /^\s*[-+\u2212]?[0-9]{1,20}\s*$/.test(text) ? text.replace(/\S/g, (sign) => exponents[sign] ?? sign) : text;

/** The address of a link as it can stand in a text, or null where it leads nowhere outside the message. */
function linkAddress(href: string | null): string | null {
  const address = (href ?? '').replace(/[\u0000-\u0020\u007f]+/g, '');
  const whole = address.startsWith('//') ? `https:${address}` : address;
  if (!/^(?:https?|ftp|mailto|tel|sms|xmpp|geo):./i.test(whole) || whole.length > longestAddress) return null;
  return whole.replaceAll('<', '%3C').replaceAll('>', '%3E');
}

const comparable = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(?:https?|ftp|mailto|tel):(?:\/\/)?(?:www\.)?/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');

/** Whether the words of a link are its address already. */
const saysAddress = (words: string, address: string): boolean => comparable(words) === comparable(address);
