/** Whether there is anything to look at in an HTML text: one without is passed over for the text beside it. */
import { decodeReferences, scanHtml } from './html-scan.ts';
import { blocks, cells } from './html-text.ts';

/**
 * Whether an HTML text has words, or anything else to look at: a picture, a line, a form. Stops at the first of them. Frames show nothing in mail,
 * and the content of `noframes` is not drawn either.
 * @param hasWords what counts as words
 */
export function showsAnything(html: string, hasWords: (text: string) => boolean): boolean {
  const words = { found: false, withoutFrames: false };
  const hidden = new Hidden(html);
  scanHtml(html, {
    isFull: () => words.found,
    text: (source) => {
      words.found ||= !words.withoutFrames && !hidden.isOpen && hasWords(decodeReferences(source));
    },
    tag: (name, closing, attributes) => {
      hidden.tag(name, closing, attributes);
      if (name === 'noframes') words.withoutFrames = !closing;
      if (hidden.isOpen) return;
      words.found ||= pictures.has(name) || /\bbackground(?:-image)?\s*[=:]/i.test(attributes.slice(0, 2_000));
    },
  });
  return words.found;
}

/** Elements that end where their end tag stands; `p` ends at the next block too. */
const enclosing = new Set('p div span table center font section article main h1 h2 h3 h4 ul ol blockquote'.split(' '));
const hiddenStyle = /\bstyle\s*=\s*(?:"[^"]*|'[^']*|\S*)\b(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const values = /"[^"]*"|'[^']*'/g;
const notDrawn = (attributes: string): boolean =>
  hiddenStyle.test(attributes) || /\shidden(?=[\s=]|$)/i.test(attributes.replace(values, ''));

/** Follows an element that its own tag keeps from being drawn. Where there is a style sheet nothing is known: it may show it all the same. */
class Hidden {
  private readonly hasSheet: boolean;
  private name = '';
  private depth = 0;

  constructor(html: string) {
    this.hasSheet = /<(?:style|link)[\s>]/i.test(html);
  }

  get isOpen(): boolean {
    return this.depth > 0;
  }

  tag(name: string, closing: boolean, attributes: string): void {
    if (this.depth > 0 && this.name === 'p' && (blocks.has(name) || cells.has(name)) && name !== 'br') this.depth = 0;
    else if (this.depth > 0 && name === this.name) this.depth += closing ? -1 : 1;
    if (this.depth > 0 || closing || this.hasSheet || !enclosing.has(name) || !notDrawn(attributes.slice(0, 2_000))) return;
    this.name = name;
    this.depth = 1;
  }
}
const pictures = new Set(['img', 'video', 'audio', 'input', 'button', 'hr', 'image']);
