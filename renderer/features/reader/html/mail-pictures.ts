/** What becomes of a picture in HTML mail: its own, a remote one that waits for the user's decision, or a tracking pixel. */
import { resolveAddress } from './links.ts';

export interface PictureFindings {
  /** Addresses of the pictures from elsewhere that can be fetched when the user asks; `data-remote` on an image is a place in this list. */
  readonly pictures: readonly string[];
  /** Content identifiers of the images that the text refers to (RFC 2392). */
  readonly contentIds: ReadonlySet<string>;
  /** Those of them that stand behind words. */
  readonly backgroundIds: readonly string[];
  /** Pictures too small to be seen: they are not drawn and not fetched. */
  readonly trackers: number;
}

export interface Findings {
  readonly pictures: string[];
  readonly contentIds: Set<string>;
  readonly backgroundIds: string[];
  trackers: number;
}

/** Pictures that can be shown from inside the message: no SVG, which is a document. */
const embedded = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,/i;
const fetching = /^https?:\/\//i;
/** Whether an address can be fetched when the user asks. */
export const isRemote = (address: string): boolean => fetching.test(address);

/** Its place in the list, or null where the list is full. */
export const rememberPicture = (address: string, { pictures }: Findings): number | null =>
  pictures.length < mostPictures ? pictures.push(address) - 1 : null;

/** Most pictures in one mail. */
const mostPictures = 300;
/** Pixels. Smaller pictures are not meant to be seen: tracking pixels, spacers. */
const smallest = 3;

/** A length in pixels that an attribute or the style gives; null where none does, or in another unit. */
function lengthOf(picture: HTMLElement, side: 'width' | 'height'): number | null {
  const style = /^(\d+(?:\.\d+)?)px$/.exec(picture.style[side])?.[1];
  const written = style ?? /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/i.exec(picture.getAttribute(side) ?? '')?.[1];
  return written === undefined ? null : Number(written);
}

const letterWidth = 7;
const lineHeight = 17;
const longestAlternative = 200;
const xmlNames: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Lines of text for a box of this size, as SVG; none where there is no room for one. */
function wordsInBox(text: string, width: number, height: number): string {
  const perLine = Math.floor((width - 12) / letterWidth);
  const most = Math.floor((height - 6) / lineHeight);
  if (perLine < 4 || most < 1 || text.trim() === '') return '';
  const lines: string[] = [];
  // A control character or half a pair would make the picture unreadable (XML 1.0 §2.2).
  const plain = text
    .slice(0, longestAlternative)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}\s]+/gu, ' ');
  for (const word of plain.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= perLine) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines
    .slice(0, most)
    .map(
      (line, at) => `<text x="6" y="${(at + 1) * lineHeight}">${line.replace(/[&<>]/g, (character) => xmlNames[character] ?? '')}</text>`,
    )
    .join('');
}

/** A picture of the size of the one that is kept out, with nothing but the words that stand for it: the text does not jump when it comes. */
function standIn(width: number, height: number, alternative: string): string {
  const words = wordsInBox(alternative, width, height);
  const look = words === '' ? '' : ' font-family="sans-serif" font-size="13" fill="#767c89"';
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"${look}>${words}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}

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
    const id = contentIdOf(source);
    found.contentIds.add(id);
    element.setAttribute('data-cid', id);
    return false;
  }
  const picture = element as HTMLElement; // an image
  const address = resolveAddress(source.startsWith('//') ? `https:${source}` : source, base);
  const width = lengthOf(picture, 'width');
  const height = lengthOf(picture, 'height');
  const isDot = (width ?? smallest) <= smallest && (height ?? smallest) <= smallest && (width !== null || height !== null);
  if (width !== null && height !== null) element.setAttribute('src', standIn(width, height, element.getAttribute('alt') ?? ''));
  element.setAttribute('data-blocked', '');
  if (!isRemote(address)) return false;
  if (isDot || isHidden(picture)) {
    element.setAttribute('data-tracker', '');
    found.trackers += 1;
  } else {
    const place = rememberPicture(address, found);
    if (place !== null) element.setAttribute('data-remote', String(place));
  }
  return !/^(?:https?:)?\/\//i.test(source);
}

/** RFC 2392 §2: the identifier is percent-encoded in the address. */
export function contentIdOf(address: string): string {
  const raw = address.slice(4);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw; // a stray percent sign: taken as written
  }
}
