/** A message of several HTML texts is one page here: each text after the first is an element, which stands for the `body` that it had. */
import { inks, papers } from './frame-style.ts';
import type { Scheme } from './sanitise-style.ts';

/** Colours of attributes (HTML §2.3.6): a name, or figures with or without their sign. */
function colourOf(element: Element, name: string): string {
  const written = element.getAttribute(name)?.trim() ?? '';
  if (/^[0-9a-f]{6}$/i.test(written)) return `#${written}`;
  return CSS.supports('color', written) ? written : '';
}

/**
 * Gives such an element the colours that its body asked for.
 * @param scheme of the page: its background and letters where the body asked for none, because those of the first text are not meant; null where
 *   style sheets speak of the body, which hold for all texts
 */
export function dressLaterPage(element: HTMLElement, scheme: Scheme | null): void {
  const { style } = element;
  const background = colourOf(element, 'bgcolor') || (scheme ? papers[scheme] : '');
  const letters = colourOf(element, 'text') || (scheme ? inks[scheme] : '');
  if (style.backgroundColor === '') style.backgroundColor = background;
  if (style.color === '') style.color = letters;
  element.removeAttribute('bgcolor');
}
