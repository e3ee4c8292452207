/**
 * Pictures behind words: `background`, `background-image`. What has to be fetched stands in the style as a variable that means nothing until the
 * picture is there, and the element is marked, because letters made for the picture may not be readable without it.
 */
import { resolveAddress } from './links.ts';
import { contentIdOf, type Findings, isRemote, rememberPicture } from './mail-pictures.ts';
import { isColourVariable, isFetching, isHarmlessPicture, splitSelectors } from './style-rules.ts';

/** On elements whose background is not drawn, or not yet. Declared in `frame-style.ts`: it is not inherited. */
export const missingBackground = '--mail-background';

/** The variable of a picture of the message itself, by its place in `backgroundIds`. */
export const ownBackground = (place: number): string => `--mail-own-${place}`;
/** The variable of a picture from elsewhere, by its place in `pictures`. */
export const remoteBackground = (place: number): string => `--mail-remote-${place}`;

/** Names of variables that no mail may set. */
export const isHouseVariable = (name: string): boolean => name.startsWith('--mail-');

/** Where pictures found in style are written down; `base` is for relative addresses. */
export interface BackgroundNotes {
  readonly found: Findings;
  readonly base: string | null;
}

const gradient = /^(?:-webkit-)?(?:linear|radial)-gradient\(/i;
const longestGradient = 400;

/**
 * Cleans the background of one block of style in place: colours, gradients and pictures inside the style stay.
 * @returns how much of it would have fetched something
 */
export function cleanBackground(style: CSSStyleDeclaration, notes: BackgroundNotes): number {
  const whole = style.getPropertyValue('background');
  // Until it is computed nobody knows what such a shorthand sets (CSS Variables §4.2); only variables that are colours are kept.
  if (whole.includes('var(')) {
    const priority = style.getPropertyPriority('background');
    style.removeProperty('background');
    if (isColourVariable(whole)) style.setProperty('background-color', whole, priority);
    style.setProperty(missingBackground, 'out');
    return isFetching(whole) ? 1 : 0;
  }
  const value = style.getPropertyValue('background-image');
  if (value === '' || value === 'none' || value === 'initial' || isHarmlessPicture(value)) return 0;
  const priority = style.getPropertyPriority('background-image');
  let dropped = 0;
  let isMissing = false;
  const layers = splitSelectors(value).map((layer) => {
    if (layer === 'none' || isHarmlessPicture(layer)) return layer;
    if (gradient.test(layer) && layer.length <= longestGradient && isOnlyGradient(layer)) return layer;
    isMissing = true;
    const address = addressOf(layer);
    if (address === null || !/^cid:/i.test(address)) dropped += isFetching(layer) ? 1 : 0;
    const variable = address === null ? null : variableOf(address, notes);
    return variable === null ? 'none' : `var(${variable}, none)`;
  });
  style.removeProperty('background-image');
  if (layers.some((layer) => layer !== 'none')) style.setProperty('background-image', layers.join(', '), priority);
  if (isMissing) style.setProperty(missingBackground, 'out');
  return dropped;
}

const gradientFunctions = /^(?:(?:-webkit-)?(?:linear|radial)-gradient|rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|calc|min|max|clamp)$/i;
const isOnlyGradient = (layer: string): boolean =>
  [...layer.matchAll(/([a-z-]+)\(/gi)].every(([, name = '']) => gradientFunctions.test(name)) && !/\d{5}|e\+/.test(layer);

/** The address of a layer that is nothing but one. */
function addressOf(layer: string): string | null {
  const found = /^url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'()]*))\s*\)$/is.exec(layer);
  if (!found) return null;
  const written = found[1] ?? found[2] ?? found[3] ?? '';
  return written.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_whole, code: string | undefined, sign: string | undefined) =>
    code === undefined ? (sign ?? '') : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  );
}

function variableOf(address: string, { found, base }: BackgroundNotes): string | null {
  if (/^cid:/i.test(address)) {
    const id = contentIdOf(address);
    found.contentIds.add(id);
    const known = found.backgroundIds.indexOf(id);
    if (known >= 0) return ownBackground(known);
    return found.backgroundIds.length < mostOwn ? ownBackground(found.backgroundIds.push(id) - 1) : null;
  }
  const whole = resolveAddress(address.startsWith('//') ? `https:${address}` : address, base);
  const place = isRemote(whole) ? rememberPicture(whole, found) : null;
  return place === null ? null : remoteBackground(place);
}

/** Backgrounds of the message's own pictures; each new one is looked for among them. */
const mostOwn = 100;

/** Makes an attribute `background` (HTML §16.3.10) part of the style, which is cleaned next. */
export function moveBackground(element: HTMLElement): void {
  const address = element.getAttribute('background');
  if (address === null) return;
  element.removeAttribute('background');
  const plain = address.replace(/[\u0000-\u0020]+/g, ' ').trim();
  if (plain === '' || plain.length > 8_192 || element.style.backgroundImage !== '') return;
  element.style.backgroundImage = `url("${plain.replace(/["\\]/g, '\\$&')}")`;
}
