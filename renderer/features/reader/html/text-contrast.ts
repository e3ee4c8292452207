/**
 * Letters on the backgrounds that a mail sets: where it says nothing of their colour they would have that of the page, dark on dark; where
 * their background is a picture that is not drawn, white on white. It touches no colour that the mail chose.
 */

import { missingBackground } from './backgrounds.ts';
import { inks } from './frame-style.ts';
import { contrastOf, luminanceOf, luminanceOfBackground } from './luminance.ts';
import type { Scheme } from './sanitise-style.ts';

/** Elements looked at: some ten milliseconds. */
const mostElements = 5_000;
/** Above it dark letters have more contrast than light ones: where (L + 0.05)² is the product of the two ends of the scale. */
const middle = Math.sqrt(1.05 * 0.05) - 0.05;
/** Less is not read. */
const leastContrast = 2;
/** In place of a picture: behind light letters, behind dark ones. */
const standIns = { dark: 'rgb(58, 63, 75)', light: 'rgb(241, 242, 245)' };

/**
 * Gives letters without a colour of their own one that can be read on the background that the mail sets behind them, and those that were made for a
 * picture a plain background until it is there. All is read before anything is written, so that the page is computed three times at most.
 */
export function makeReadable(page: Document, scheme: Scheme): void {
  const view = page.defaultView;
  if (!view) return;
  const sheets = [...page.querySelectorAll('style')].slice(1);
  // The mark of a missing one (`missingBackground`) has the word in it too.
  const byRule = sheets.some((sheet) => sheet.textContent.includes('background'));
  const found = [...page.body.querySelectorAll<HTMLElement>(byRule ? '*' : '[bgcolor], [style*="background"]')];
  const elements = [page.documentElement, page.body, ...found.slice(0, mostElements)];
  fillMissingBackgrounds(page, view, elements, scheme);
  const wanted: { readonly element: HTMLElement; readonly ink: Scheme }[] = [];
  for (const element of elements) {
    const computed = view.getComputedStyle(element);
    const luminance = computed.color === inks.light || computed.color === inks.dark ? luminanceOfBackground(computed) : null;
    if (luminance === null) continue;
    const ink: Scheme = luminance > middle ? 'light' : 'dark';
    // Inside one that was turned, also what could be read before is said.
    if (ink !== scheme || wanted.length > 0) wanted.push({ element, ink });
  }
  for (const { element, ink } of wanted) {
    element.style.color = inks[ink];
    // Links have the colour of their scheme.
    element.style.colorScheme = ink;
  }
}

/** Letters over a background that is missing, by the number of those that can be read without it and of those that cannot. */
interface Letters {
  readable: number;
  unreadable: number;
  /** Sum of the luminance of the latter. */
  light: number;
}

function fillMissingBackgrounds(page: Document, view: Window, elements: readonly HTMLElement[], scheme: Scheme): void {
  const missing = new Map<Element, Letters>();
  for (const element of elements)
    if (view.getComputedStyle(element).getPropertyValue(missingBackground) === 'out')
      missing.set(element, { readable: 0, unreadable: 0, light: 0 });
  if (missing.size === 0) return;
  const backgrounds = backgroundsOf(view, missing, scheme);
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < mostElements && walker.nextNode(); count += 1) {
    const { data, parentElement } = walker.currentNode as Text; // only texts are walked to
    const length = Math.min(data.trim().length, 1_000);
    const { owner, luminance } = parentElement && length > 0 ? backgrounds(parentElement) : { owner: null, luminance: 1 };
    const letters = owner ? missing.get(owner) : undefined;
    const { color } = view.getComputedStyle(parentElement ?? page.body);
    // Those without a colour of their own are given one that can be read.
    const colour = letters && color !== inks.light && color !== inks.dark ? luminanceOf(color) : null;
    if (!letters || colour === null) continue;
    if (contrastOf(colour, luminance) >= leastContrast) letters.readable += length;
    else {
      letters.unreadable += length;
      letters.light += colour * length;
    }
  }
  for (const [element, { readable, unreadable, light }] of missing) {
    if (unreadable <= readable) continue;
    const background = light / unreadable > middle ? standIns.dark : standIns.light;
    (element as HTMLElement).style.setProperty('background-color', background, 'important'); // one of `elements`
  }
}

interface Background {
  /** The element whose picture is missing here; null where another background lies over it. */
  readonly owner: Element | null;
  readonly luminance: number;
}

/** Tells what letters in an element stand on. Each element is asked once. */
function backgroundsOf(view: Window, missing: ReadonlyMap<Element, Letters>, scheme: Scheme): (element: Element) => Background {
  const page: Background = { owner: null, luminance: scheme === 'light' ? 1 : 0.01 };
  const known = new Map<Element, Background>();
  return (element) => {
    const path: Element[] = [];
    let at: Element | null = element;
    while (at && !known.has(at)) {
      path.push(at);
      at = at.parentElement;
    }
    let background = (at && known.get(at)) ?? page;
    for (const one of path.toReversed()) {
      const own = luminanceOfBackground(view.getComputedStyle(one));
      if (missing.has(one)) background = { owner: one, luminance: own ?? background.luminance };
      else if (own !== null) background = { owner: null, luminance: own };
      known.set(one, background);
    }
    return background;
  };
}
