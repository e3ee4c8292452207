/**
 * HTML from a stranger made harmless, in the engine that will show it. First of three layers: this file, then a frame
 * that may not run scripts, then the frame's own content policy. Each must hold alone; none relies on the others.
 */
import createPurifier, { type WindowLike } from 'dompurify';
import { readLink } from './links.ts';
import { cleanDeclarations, cleanStyleSheet } from './sanitise-style.ts';

export interface CleanMail {
  /** For the frame's body; images of other parts carry `data-cid` instead of an address. */
  readonly fragment: DocumentFragment;
  /** Images and other things that would have been fetched from elsewhere. */
  readonly remote: number;
  /** Addresses of the pictures among them that can be fetched when the user asks; `data-remote` on an image is a place in this list. */
  readonly pictures: readonly string[];
  /** Content identifiers of the images that the text refers to (RFC 2392). */
  readonly contentIds: ReadonlySet<string>;
}

const allowedTags = (
  'a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn dir div dl dt em ' +
  'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main map mark menu nav ol p pre q rp rt ruby s samp section small ' +
  'span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ');

const allowedAttributes = (
  'abbr align alt axis bgcolor border cellpadding cellspacing cite class clear color cols colspan coords datetime dir face height href hspace id ' +
  'lang noshade nowrap open reversed rowspan rules scope shape size span src start style summary title type usemap valign value vspace width'
).split(' ');

/** Pictures that can be shown from inside the message: no SVG, which is a document. */
const embedded = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,/i;

/** Elements whose attributes would have fetched something, counted before they are taken out. */
const fetching = /^(?:https?:)?\/\//i;

function countRemote(node: Element, attributes: readonly string[]): number {
  let count = 0;
  for (const attribute of attributes) {
    const value = node.getAttribute(attribute);
    if (value && fetching.test(value.trim())) count++;
  }
  return count;
}

/** More pictures in one mail are no letter. */
const mostPictures = 300;

const fetchingAttributes = ['src', 'srcset', 'background', 'poster', 'data', 'lowsrc', 'dynsrc', 'longdesc'];

/**
 * Cleans the HTML of one mail.
 * @param html as sent
 * @param realm the window of the frame that will show it: parsed there, the text is under the frame's policy from the first moment
 */
export function sanitiseMail(html: string, realm: Window): CleanMail {
  // The frame's window has all that the library asks for; the two declarations of a window differ.
  const purifier = createPurifier(realm as unknown as WindowLike);
  let remote = 0;
  const contentIds = new Set<string>();
  const pictures: string[] = [];

  purifier.addHook('uponSanitizeElement', (node) => {
    if (!(node.nodeType === 1)) return;
    const element = node as Element; // nodeType 1
    remote += countRemote(element, fetchingAttributes);
    if (element.localName === 'style') {
      const { css, dropped } = cleanStyleSheet(element.textContent ?? '');
      remote += dropped;
      element.textContent = css;
    }
  });

  purifier.addHook('afterSanitizeAttributes', (element) => {
    const style = element.getAttribute('style');
    if (style !== null) {
      const { css, dropped } = cleanDeclarations(style);
      remote += dropped;
      if (css === '') element.removeAttribute('style');
      else element.setAttribute('style', css);
    }
    if (element.hasAttribute('src')) {
      const source = element.getAttribute('src')?.trim() ?? '';
      if (element.localName !== 'img' || !embedded.test(source)) element.removeAttribute('src');
      if (element.localName === 'img' && /^cid:/i.test(source)) {
        const id = readContentId(source);
        contentIds.add(id);
        element.setAttribute('data-cid', id);
      } else if (element.localName === 'img' && !embedded.test(source)) {
        element.setAttribute('data-blocked', '');
        if (fetching.test(source) && pictures.length < mostPictures) element.setAttribute('data-remote', String(pictures.push(source) - 1));
      }
    }
    if (element.hasAttribute('href')) {
      const link = element.localName === 'a' || element.localName === 'area' ? readLink(element.getAttribute('href') ?? '') : null;
      if (link) element.setAttribute('href', link.url);
      else element.removeAttribute('href');
    }
  });

  // The library answers null where the parser made no body, as it does of a frameset.
  const cleaned: DocumentFragment | null = purifier.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    // These schemes, and whatever has none (a width is tested too); what each attribute may hold is decided above.
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|cid:|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
    FORBID_CONTENTS: ['script', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'iframe', 'frame', 'select', 'textarea'],
    // A style element at the start of a mail is in the head, which the parser would drop with the body alone.
    FORCE_BODY: true,
    RETURN_DOM_FRAGMENT: true,
  });
  return { fragment: cleaned ?? realm.document.createDocumentFragment(), remote, pictures, contentIds };
}

/** RFC 2392 §2: the identifier is percent-encoded in the address. */
function readContentId(address: string): string {
  const raw = address.slice(4);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw; // a stray percent sign: taken as written
  }
}
