/** What becomes of a picture in HTML mail: its own, one from elsewhere that waits for the user's word, or a dot that only tells on the reader. */
import { resolveAddress } from './links.ts';

export interface PictureFindings {
  /** Addresses of the pictures from elsewhere that can be fetched when the user asks; `data-remote` on an image is a place in this list. */
  readonly pictures: readonly string[];
  /** Content identifiers of the images that the text refers to (RFC 2392). */
  readonly contentIds: ReadonlySet<string>;
  /** Pictures too small to be seen: they are not drawn and not fetched. */
  readonly trackers: number;
}

interface Findings {
  readonly pictures: string[];
  readonly contentIds: Set<string>;
  trackers: number;
}

/** Pictures that can be shown from inside the message: no SVG, which is a document. */
const embedded = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,/i;
const fetching = /^https?:\/\//i;
/** More pictures in one mail are no letter. */
const mostPictures = 300;
/** Pixels: whoever sends so small a picture does not mean it to be seen. */
const smallest = 3;

/** A length in pixels that an attribute or the style gives; null where none does, or in another unit. */
function lengthOf(picture: HTMLElement, side: 'width' | 'height'): number | null {
  const style = /^(\d+(?:\.\d+)?)px$/.exec(picture.style[side])?.[1];
  const written = style ?? /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/i.exec(picture.getAttribute(side) ?? '')?.[1];
  return written === undefined ? null : Number(written);
}

/** A picture without any paint, of the size of the one that is kept out: the text does not jump when it comes. */
const standIn = (width: number, height: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)}`;

const isHidden = ({ style }: HTMLElement): boolean => style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0';

/**
 * Decides what an element with `src` shows; nothing but an image shows anything. Answers whether it names something elsewhere only together
 * with its base: what is named in full was counted before.
 * @param base for relative addresses; null: none
 */
export function markPicture(element: Element, base: string | null, found: Findings): boolean {
  const source = element.getAttribute('src')?.trim() ?? '';
  if (element.localName !== 'img') {
    element.removeAttribute('src');
    return false;
  }
  if (embedded.test(source)) return false;
  element.removeAttribute('src');
  if (/^cid:/i.test(source)) {
    const id = readContentId(source);
    found.contentIds.add(id);
    element.setAttribute('data-cid', id);
    return false;
  }
  const picture = element as HTMLElement; // an image
  const address = resolveAddress(source.startsWith('//') ? `https:${source}` : source, base);
  const width = lengthOf(picture, 'width');
  const height = lengthOf(picture, 'height');
  const isDot = (width ?? smallest) <= smallest && (height ?? smallest) <= smallest && (width !== null || height !== null);
  if (width !== null && height !== null) element.setAttribute('src', standIn(width, height));
  element.setAttribute('data-blocked', '');
  if (!fetching.test(address)) return false;
  if (isDot || isHidden(picture)) {
    element.setAttribute('data-tracker', '');
    found.trackers += 1;
  } else if (found.pictures.length < mostPictures) element.setAttribute('data-remote', String(found.pictures.push(address) - 1));
  return !/^(?:https?:)?\/\//i.test(source);
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
