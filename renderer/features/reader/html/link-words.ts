/**
 * What a reader sees on a link, for the question whether it says where it goes (links.ts). The text in the document is not what is seen: a
 * picture shows its alternative text, letters may be without size, colour or opacity, or stand in reversed order, and a link may lie over words that
 * are not its own. Reads the computed page; knows nothing of what is done with the words.
 */
import { warnOfLink } from './links.ts';

/** Texts and pictures of one link that are looked at, and elements below one point: more is no link, and the pointer must not wait. */
const mostPieces = 200;
const mostSteps = 5_000;
const mostBelow = 30;
/** Characters of a text whose lines are measured: the lines of a longer one would take longer than a pointer may wait. */
const longestBelow = 20_000;

/** Letters smaller than this, in CSS pixels, count as invisible. */
const smallestLetter = 3;

const isClear = (colour: string): boolean => colour === 'transparent' || /^rgba\(.*,\s*0(?:\.0\d*)?\)$/.test(colour);

/** Elements around a text that are looked at. */
const mostAround = 20;

/** Whether a text is cut away by a box of no size around it, or stands left of the page or above it, where nobody scrolls. */
function isCutAway(element: Element, link: Element, view: Window): boolean {
  let at: Element | null = element;
  for (let count = 0; at !== null && count < mostAround; count++, at = at === link ? null : at.parentElement) {
    const { right, bottom, width, height } = at.getBoundingClientRect();
    if (right + view.scrollX <= 0 || bottom + view.scrollY <= 0) return true;
    if ((width < 1 || height < 1) && view.getComputedStyle(at).overflow !== 'visible') return true;
  }
  return false;
}

function isSeen(element: Element, style: CSSStyleDeclaration): boolean {
  // Letters that lie over each other are blanks at best.
  if (Number.parseFloat(style.letterSpacing) <= -Number.parseFloat(style.fontSize) / 2) return false;
  if (Number.parseFloat(style.fontSize) < smallestLetter || style.visibility !== 'visible' || isClear(style.color)) return false;
  // Opacity and display are not inherited: `checkVisibility` looks at what stands around.
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Letter by letter from the right, where style or <bdo> says so (CSS Writing Modes 3 §2.2). */
const inOrder = (text: string, { direction, unicodeBidi }: CSSStyleDeclaration): string =>
  direction === 'rtl' && unicodeBidi.endsWith('override') ? [...text].reverse().join('') : text;

/** The words of a link as they are seen. */
function wordsOn(link: Element): string {
  const view = link.ownerDocument.defaultView;
  if (!view) return '';
  const walker = link.ownerDocument.createTreeWalker(link, view.NodeFilter.SHOW_TEXT | view.NodeFilter.SHOW_ELEMENT);
  const seen: string[] = [];
  let pieces = 0;
  for (let step = 0, node = walker.nextNode(); node !== null && step < mostSteps && pieces < mostPieces; step++, node = walker.nextNode()) {
    const element = node.nodeType === node.ELEMENT_NODE ? (node as Element) : null; // by its type
    if (element !== null) {
      if (element.localName === 'img') seen.push(` ${element.getAttribute('alt') ?? ''} `);
      continue;
    }
    pieces++;
    const around = node.parentElement;
    const style = around && view.getComputedStyle(around);
    if (around && style && isSeen(around, style) && !isCutAway(around, link, view)) seen.push(inOrder(node.nodeValue ?? '', style));
  }
  if (link.localName === 'area') seen.push(link.getAttribute('alt') ?? '');
  return seen.join('');
}

/** Texts that stand at a point of the page outside the link: what the link was laid over. */
function wordsBelow(link: Element, x: number, y: number): string[] {
  const page = link.ownerDocument;
  const found: string[] = [];
  for (const element of page.elementsFromPoint(x, y).slice(0, mostBelow)) {
    if (element === link || link.contains(element)) continue;
    if (element.localName === 'img' && !element.contains(link)) found.push(element.getAttribute('alt') ?? '');
    for (const node of [...element.childNodes].slice(0, mostPieces)) {
      if (node.nodeType !== node.TEXT_NODE || (node.nodeValue?.length ?? 0) > longestBelow) continue;
      const range = page.createRange();
      range.selectNodeContents(node);
      const isThere = [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
      if (isThere) found.push(node.nodeValue ?? '');
    }
  }
  return found;
}

/**
 * The words that a reader takes for the link's: those on it, unless it lies over others that name another site.
 * @param point where it is pointed at, in the coordinates of its page; null: by the keyboard
 */
export function wordsAt(link: HTMLAnchorElement, point: { readonly x: number; readonly y: number } | null): string {
  const own = wordsOn(link);
  const said = [own, link.textContent ?? '', ...(point ? wordsBelow(link, point.x, point.y) : [])];
  return said.find((words) => warnOfLink(words, link.href) === 'other-host') ?? (own.trim() === '' ? (link.textContent ?? '') : own);
}
