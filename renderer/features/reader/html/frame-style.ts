/** The default style of HTML mail, and the page properties it cannot override. */
import { missingBackground } from './backgrounds.ts';
import type { Scheme } from './sanitise-style.ts';

/** What a mail says of its page as a whole. */
export interface MailPage {
  /** For the head of the frame, in one style element. */
  readonly css: string;
  /** The attributes of the two roots on elements that are in no document: colours, style, class, language, direction. */
  readonly html: HTMLElement;
  readonly body: HTMLElement;
}

/** The colour of letters where the mail gives none, as a browser writes it when it is asked what it computed. */
export const inks: Readonly<Record<Scheme, string>> = { light: 'rgb(28, 31, 38)', dark: 'oklch(0.93 0.006 258)' };

/** The colour of the page. */
export const papers: Readonly<Record<Scheme, string>> = { light: '#fff', dark: 'oklch(0.215 0.012 262)' };

const colours: Readonly<Record<Scheme, string>> = {
  light: `color-scheme: light; background: ${papers.light}; color: ${inks.light};`,
  dark: `color-scheme: dark; background: ${papers.dark}; color: ${inks.dark};`,
};

/** In a layer, because `!important` of the first layer stands above all others (CSS Cascade §6.1): the frame takes its height from its page. */
const frameStyle = (scheme: Scheme): string => `
  @property ${missingBackground} { syntax: "*"; inherits: false; }
  @layer house { html, body { display: block !important; position: static !important; float: none !important; height: auto !important;
    min-height: 0 !important; max-height: none !important; margin-block: 0 !important; overflow: visible !important;
    visibility: visible !important; opacity: 1 !important; } }
  :root { ${colours[scheme]} font: 15.5px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
  body { margin: 0; padding: 16px 20px; overflow-wrap: break-word; }
  img { max-width: 100%; height: auto; }
  img[data-blocked], img[data-cid]:not([src]) { min-width: 20px; min-height: 14px; outline: 1px dashed #8a90a0; outline-offset: -1px; }
  img[data-tracker] { min-width: 0; min-height: 0; visibility: hidden; outline: 0; }
  blockquote { margin-inline: 0; padding-inline-start: 12px; border-inline-start: 2px solid #8a90a0; }
  a:focus-visible { outline: 2px solid #2f6fde; }
  .mail-passage { display: block; content-visibility: auto; contain-intrinsic-block-size: auto 3000px; }
  .mail-run { display: inline-block; max-width: 100%; font-kerning: none; font-variant-ligatures: none; overflow-wrap: anywhere; }
`;

/** Properties of the roots that would hide the mail or take the frame its height, in a `style` attribute, which stands above all layers. */
const kept = /^(?:display|position|float|(?:min-|max-)?(?:height|block-size)|margin-(?:top|bottom|block.*)|overflow.*|visibility|opacity)$/;

/** Puts what a mail says of its page onto that of the frame. */
export function dressPage(page: Document, { css, html, body }: MailPage, scheme: Scheme): void {
  const house = page.createElement('style');
  house.textContent = frameStyle(scheme);
  const own = page.createElement('style');
  own.textContent = css;
  page.head.replaceChildren(house, own);
  for (const [root, said] of [
    [page.documentElement, html],
    [page.body, body],
  ] as const) {
    for (const { name } of [...root.attributes]) root.removeAttribute(name);
    for (const { name, value } of said.attributes) root.setAttribute(name, value);
    for (const property of [...root.style]) if (kept.test(property)) root.style.removeProperty(property);
  }
}
