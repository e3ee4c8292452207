import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { Tokenizer } from 'htmlparser2';

/**
 * Finds text, tags and attributes in HTML source, in one pass and without a tree: the tokenizer of htmlparser2 alone. Its parser, like
 * parse5, keeps a stack of open elements and matches end tags against it, which takes time proportional to the square of a hostile mail.
 */

/** Elements whose content is no text of the message; their end tag alone ends them (HTML §13.2.5, raw text). */
export const silent: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'noscript',
  'template',
  'svg',
  'math',
  'object',
  'iframe',
  'noembed',
]);

export interface HtmlHandler {
  /** Text as it stands between tags, references not decoded. */
  text(source: string): void;
  /** @param attributes what stands in the tag behind its name */
  tag(name: string, closing: boolean, attributes: string): void;
  /** Asked after each step: whether nothing more is wanted. */
  isFull(): boolean;
}

/** Walks over HTML source. Linear. Silent elements are passed over, up to the first end tag of their name. */
export function scanHtml(html: string, handler: HtmlHandler): void {
  let name = '';
  let nameEnd = 0;
  /** The silent element that is open. */
  let silence: string | null = null;
  const nameAt = (start: number, end: number): string => html.slice(start, Math.min(end, start + longestName)).toLowerCase();
  const pauseWhenFull = (): void => {
    if (handler.isFull()) tokenizer.pause();
  };
  const tag = (end: number, isSelfClosing: boolean): void => {
    if (silence !== null) return;
    if (silent.has(name) && !isSelfClosing) {
      silence = name;
      return;
    }
    handler.tag(name, false, html.slice(nameEnd, end));
    pauseWhenFull();
  };
  // References are decoded by the handler, which may not want this text; attributes by `attributeOf`, few of which are ever asked for.
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...ignored,
      ontext(start, end) {
        if (silence !== null) return;
        handler.text(html.slice(start, end));
        pauseWhenFull();
      },
      onopentagname(start, end) {
        name = nameAt(start, end);
        nameEnd = end;
      },
      onopentagend: (end) => tag(end, false),
      onselfclosingtag: (end) => tag(end, true),
      onclosetag(start, end) {
        const closed = nameAt(start, end);
        if (silence === closed) silence = null;
        else if (silence === null) handler.tag(closed, true, '');
        pauseWhenFull();
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

/** Characters; longer names are no element of HTML. */
const longestName = 32;

const nothing = (): void => {};
/** Parts of the source that are neither text nor tag. */
export const ignored = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onprocessinginstruction: nothing,
  ontextentity: nothing,
};

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
