/**
 * Sanitises the HTML of a message, in the browser engine that will show it. First of three layers: this file, then a frame
 * that may not run scripts, then the frame's own content policy. Each must hold alone; none relies on the others.
 *
 * Done in pieces, so that a long mail does not block the window: the text is parsed at once, its tree is cleaned branch by branch, and the
 * caller may yield between two of them.
 */
import createPurifier, { type DOMPurify, type WindowLike } from 'dompurify';
import { moveBackground } from './backgrounds.ts';
import type { MailPage } from './frame-style.ts';
import { dressLaterPage } from './later-page.ts';
import { readBase, readLink, resolveAddress } from './links.ts';
import { markPicture, type PictureFindings } from './mail-pictures.ts';
import { cleanStyleAttribute, cleanStyleSheet, type Scheme } from './sanitise-style.ts';
import { cutText } from './sanitise-text.ts';

export interface CleanMail extends PictureFindings {
  /** Images and other things that would have been fetched from elsewhere. */
  readonly remote: number;
}

interface CleaningOptions {
  readonly html: string;
  /** The window of the frame that will show it: parsed there, the text is under the frame's policy from the first moment. */
  readonly realm: Window;
  /** Where the cleaned text goes, piece by piece. */
  readonly target: Node;
  /** Told once, before the first piece. */
  readonly onPage?: (page: MailPage) => void;
  /** The colour scheme that the mail is shown in. */
  readonly scheme?: Scheme;
}

const list = (words: string): string[] => words.trim().split(/\s+/);

const allowedTags = list(`
  a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt em
  figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main map mark menu nav ol p pre q rp rt ruby s samp section small
  span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr`);
const isAllowedTag: ReadonlySet<string> = new Set(allowedTags);

const allowedAttributes = list(`
  abbr align alink alt axis bgcolor border cellpadding cellspacing cite class clear color cols colspan coords datetime dir face height href
  hspace id lang link noshade nowrap reversed rowspan rules scope shape size span src start style summary text title type usemap valign value
  vlink vspace width`);

/** Elements that go with everything in them. */
const forbidden = list('script style title noscript template svg math object iframe frame select textarea embed applet noembed noframes');
const isForbidden: ReadonlySet<string> = new Set(forbidden);

/** Values that begin like this would have been fetched. */
const fetching = /^(?:https?:)?\/\//i;
const fetchingAttributes = ['src', 'srcset', 'poster', 'data', 'lowsrc', 'dynsrc', 'longdesc'];

function countRemote(node: Element): number {
  let count = 0;
  for (const attribute of fetchingAttributes) {
    const value = node.getAttribute(attribute);
    if (value && fetching.test(value.trim())) count++;
  }
  return count;
}

/** Nodes cleaned at once: a few milliseconds. */
const pieceSize = 120;
/** A text this long is a piece of its own. */
const longText = 1_000;

/** Under another name, because the frame's policy allows no base and says so in the console, once for each. */
const baseTag = /<base(?=[\s/>])/gi;

/** What the parser made of a text that was counted before it came here; more than this is a miscount. */
const mostElements = 60_000;

/** HTML that is more than its source let expect. */
class TooComplexError extends Error {}

/** The nodes of a branch, counted no further than to `most`; a long text is as much. */
function sizeOf(root: Node, most: number): number {
  let count = 0;
  for (let node: Node | null = root; node && count <= most; ) {
    count += node.nodeType === 3 && (node.nodeValue?.length ?? 0) > longText ? most : 1;
    let next: Node | null = node.firstChild;
    for (let at: Node | null = node; !next && at && at !== root; at = at.parentNode) next = at.nextSibling;
    node = next;
  }
  return count;
}

/**
 * An element and what follows it, up to the size of a piece: the library makes a document for each call, which costs more than a short
 * branch. What needs a look of its own ends it: a forbidden element, a long text, a larger branch.
 */
function smallNeighbours(first: Element, size: number): { readonly neighbours: readonly ChildNode[]; readonly next: Node | null } {
  const neighbours: ChildNode[] = [first];
  let count = size;
  let next = first.nextSibling;
  for (; next; next = next.nextSibling) {
    if (next.nodeType === 1 && isForbidden.has((next as Element).localName)) break; // nodeType 1
    count += next.nodeType === 1 || next.nodeType === 3 ? sizeOf(next, pieceSize) : 0;
    if (count > pieceSize) break;
    neighbours.push(next);
  }
  return { neighbours, next };
}

const configuration = {
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: allowedAttributes,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // These schemes, and whatever has none (a width is tested too); what each attribute may hold is decided below.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|cid:|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  FORBID_CONTENTS: forbidden,
  RETURN_DOM_FRAGMENT: true,
} as const;

function createBranchCleaner(purifier: DOMPurify): (branch: Element | DocumentFragment) => DocumentFragment | null {
  purifier.setConfig({
    ...configuration,
    ALLOWED_TAGS: [...allowedTags],
    ALLOWED_ATTR: [...allowedAttributes],
    FORBID_CONTENTS: [...forbidden],
  });
  // With `RETURN_DOM_FRAGMENT` a fragment is answered, or null where nothing is left; the declaration follows the arguments of each call.
  return (branch) => purifier.sanitize(branch) as unknown as DocumentFragment | null;
}

/** Cleans a mail in pieces; between two of them the caller may do something else. Throws `TooComplexError`. */
export function* cleanMail({ html, realm, target, onPage, scheme = 'light' }: CleaningOptions): Generator<void, CleanMail> {
  // The frame's window has all that the library asks for; the two declarations of a window differ.
  const purifier = createPurifier(realm as unknown as WindowLike);
  const cleanBranch = createBranchCleaner(purifier);
  let remote = 0;
  const contentIds = new Set<string>();
  const pictures: string[] = [];
  const found = { contentIds, backgroundIds: [], pictures, trackers: 0 };

  // The constructor belongs to the frame's realm; a window's declaration does not list them.
  const parsed = new (realm as Window & typeof globalThis).DOMParser().parseFromString(
    html.replace(baseTag, '<meta data-base'),
    'text/html',
  );
  if (parsed.getElementsByTagName('*').length > mostElements) throw new TooComplexError('more elements than the source let expect');
  const base = readBase(parsed.querySelector('meta[data-base][href]')?.getAttribute('href') ?? null);
  yield;

  purifier.addHook('uponSanitizeElement', (node) => {
    if (node.nodeType === 1) remote += countRemote(node as Element); // nodeType 1
  });
  const notes = { found, base };
  const sheets = [...parsed.querySelectorAll('style')].map((style) => style.textContent ?? '').join('\n');
  const isRuled = /(?:^|[\s,}])(?:body|html)\b/i.test(sheets);
  purifier.addHook('beforeSanitizeAttributes', (node) => {
    if (node.nodeType !== 1) return; // texts come here too
    const element = node as HTMLElement; // only HTML is allowed
    if (element.hasAttribute('data-mail-page')) dressLaterPage(element, isRuled ? null : scheme);
    if (element.hasAttribute('background')) moveBackground(element);
  });
  purifier.addHook('afterSanitizeAttributes', (element) => {
    remote += cleanStyleAttribute(element as HTMLElement, notes); // only HTML is allowed
    if (element.hasAttribute('src') && markPicture(element, base, found)) remote++;
    if (element.hasAttribute('href')) {
      const isLink = element.localName === 'a' || element.localName === 'area';
      const link = isLink ? readLink(resolveAddress(element.getAttribute('href') ?? '', base)) : null;
      if (link) element.setAttribute('href', link.url);
      else element.removeAttribute('href');
    }
  });

  const style = cleanStyleSheet(sheets, scheme, notes);
  remote += style.dropped;
  onPage?.({ css: style.css, html: cleanRoot(parsed.documentElement, cleanBranch), body: cleanRoot(parsed.body, cleanBranch) });
  yield;

  const open: { next: Node | null; readonly into: Node }[] = [
    { next: parsed.body?.localName === 'body' ? parsed.body.firstChild : null, into: target },
  ];
  const document = target.ownerDocument ?? realm.document;
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const node = level.next;
    if (!node) {
      open.pop();
      continue;
    }
    level.next = node.nextSibling;
    if (node.nodeType === 3) {
      for (const piece of cutText(node.nodeValue ?? '', document)) {
        level.into.appendChild(piece);
        if ((piece.textContent?.length ?? 0) > longText) yield;
      }
      continue;
    }
    if (node.nodeType !== 1) continue;
    const element = node as Element; // nodeType 1
    if (isForbidden.has(element.localName)) {
      remote += countRemote(element);
      continue;
    }
    const size = sizeOf(element, pieceSize);
    if (size <= pieceSize) {
      const { neighbours, next } = smallNeighbours(element, size);
      level.next = next;
      const together = parsed.createDocumentFragment();
      together.append(...neighbours);
      const clean = cleanBranch(together);
      if (clean) level.into.appendChild(cutTexts(document.importNode(clean, true), document));
      yield;
      continue;
    }
    // Too large for one piece: the element alone, and then what is in it.
    const bare = cleanBranch(element.cloneNode(false) as Element); // of an element
    const kept = isAllowedTag.has(element.localName) ? bare?.firstChild : null;
    const into = kept ? level.into.appendChild(document.importNode(kept, false)) : level.into;
    open.push({ next: element.firstChild, into });
  }
  return { ...found, remote };
}

/** The attributes of the root of a page, cleaned as those of any other element. */
function cleanRoot(root: HTMLElement | null, cleanBranch: ReturnType<typeof createBranchCleaner>): HTMLElement {
  const document = root?.ownerDocument ?? new Document();
  const stand = document.createElement('div');
  for (const { name, value } of [...(root?.attributes ?? [])]) {
    // A name that the parser took may be one that cannot be set.
    if (/^[a-z][a-z-]*$/.test(name) && !name.startsWith('on')) stand.setAttribute(name, value);
  }
  const clean = cleanBranch(stand)?.firstElementChild;
  // Made just above, of the same kind.
  return (clean as HTMLElement | null | undefined) ?? document.createElement('div');
}

/** Cuts the long texts of a branch that is in no page yet. */
function cutTexts(branch: DocumentFragment, document: Document): DocumentFragment {
  const walker = document.createTreeWalker(branch, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text); // only texts are walked to
  for (const text of texts) {
    const pieces = cutText(text.data, document);
    if (pieces.length !== 1) text.replaceWith(...pieces);
  }
  return branch;
}
