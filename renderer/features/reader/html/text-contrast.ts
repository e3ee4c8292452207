/**
 * Letters on the backgrounds that a mail sets: where it says nothing of their colour they would have that of the page, dark on dark. It
 * touches no colour that the mail chose.
 */
import { inks } from './frame-style.ts';
import type { Scheme } from './sanitise-style.ts';

/** Elements looked at: some ten milliseconds. */
const mostElements = 5_000;
/** Backgrounds that let more through are no background of their own. */
const leastOpacity = 0.5;

/** Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of a computed `rgb()`; null of others and of what is see-through. */
function luminanceOf(colour: string): number | null {
  const numbers = /^rgba?\(([^)]*)\)$/
    .exec(colour)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (!numbers || numbers.length < 3 || (numbers[3] ?? 1) < leastOpacity) return null;
  const [red = 0, green = 0, blue = 0] = numbers.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Above it dark letters have more contrast than light ones: where (L + 0.05)² is the product of the two ends of the scale. */
const middle = Math.sqrt(1.05 * 0.05) - 0.05;

/**
 * Gives letters without a colour of their own one that can be read on the background that the mail sets behind them. All is read before
 * anything is written, so that the page is computed twice at most.
 */
export function makeReadable(page: Document, scheme: Scheme): void {
  const view = page.defaultView;
  if (!view) return;
  const sheets = [...page.querySelectorAll('style')].slice(1);
  const byRule = sheets.some((sheet) => sheet.textContent.includes('background'));
  const found = page.body.querySelectorAll<HTMLElement>(byRule ? '*' : '[bgcolor], [style*="background"]');
  const wanted: { readonly element: HTMLElement; readonly ink: Scheme }[] = [];
  for (const element of [page.documentElement, page.body, ...[...found].slice(0, mostElements)]) {
    const { backgroundColor, color } = view.getComputedStyle(element);
    const luminance = color === inks.light || color === inks.dark ? luminanceOf(backgroundColor) : null;
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
