/**
 * What can be wrong with a screen whatever it shows: words nobody translated, text that is cut off, a style that reaches another part, and
 * whatever axe finds (contrast, parts without a name). Knows the page as it stands and the catalogues; refuses to know which feature drew it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { type Language, type Words, words } from './pictures.ts';
import { findReach } from './reach.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Sentences about what is wrong; none for a good screen. */
export async function findFaults(page: Page, language: Language): Promise<string[]> {
  return [
    ...(await findUntranslated(page, language)),
    ...(await findClipped(page, language)),
    ...(await findClippedHints(page)),
    ...(await findPartedAddresses(page)),
    ...(await findOutside(page)),
    ...(await findReach(page)),
    ...(await findByAxe(page)),
  ];
}

/** Keys on the screen, and English sentences where the language has its own. */
async function findUntranslated(page: Page, language: Language): Promise<string[]> {
  const spoken = await page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // Mail, names of people, header fields and keys are what they are in every language.
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest('[role=row], bdi, th, kbd')) found.add(walker.currentNode.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) found.add(element.getAttribute(name)?.trim() ?? '');
    return [...found];
  });
  const own = words[language];
  const ownValues = new Set(Object.values(own));
  const foreign = new Set(Object.values(words.en).filter((value) => !ownValues.has(value) && !value.includes('{')));
  const keys = new Set(Object.keys(words.en));
  return spoken.flatMap((text) => {
    if (keys.has(text)) return [`the key ${text} stands on the screen`];
    return language !== 'en' && foreign.has(text) ? [`“${text}” is English`] : [];
  });
}

/** Text that does not fit. Mail may end in an ellipsis; the program's own words may not. */
async function findClipped(page: Page, language: Language): Promise<string[]> {
  const own: Words = words[language];
  return page.evaluate((values) => {
    const fixed = new Set(values);
    return [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? '')
        .join('')
        .trim();
      if (text === '' || element.closest('.visually-hidden, [aria-hidden=true]') || !element.checkVisibility()) return [];
      const style = getComputedStyle(element);
      // Words that stand for an icon's name only are clipped away whole.
      if (style.clipPath === 'inset(50%)') return [];
      if (style.display === 'inline' || ['auto', 'scroll'].includes(style.overflowX)) return [];
      const isCut = element.scrollWidth > element.clientWidth + 1;
      // An ellipsis is drawn in a block only: text that stands in a flexible box by itself ends in the middle of a letter.
      const mayBeCut = style.textOverflow === 'ellipsis' && !/flex|grid/.test(style.display) && !fixed.has(text);
      return isCut && !mayBeCut ? [`“${text.slice(0, 60)}” is cut off (${element.scrollWidth} in ${element.clientWidth} px)`] : [];
    });
  }, Object.values(own));
}

/** What stands in an empty field is drawn by the browser itself and ends in the middle of a letter where the field does. */
function findClippedHints(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input')].flatMap((field) => {
      if (field.value !== '' || field.placeholder === '' || !field.checkVisibility()) return [];
      const style = getComputedStyle(field);
      const pen = document.createElement('canvas').getContext('2d');
      if (!pen) return [];
      pen.font = style.font;
      const needed = pen.measureText(field.placeholder).width;
      const room = field.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd);
      return needed > room + 1 ? [`“${field.placeholder}” is cut off in its field (${Math.ceil(needed)} in ${Math.floor(room)} px)`] : [];
    }),
  );
}

/** Text that stands on two lines though no letter of it may be parted from the next: an IP address. */
function findPartedAddresses(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{1,4}(?::[\da-f]{0,4}){2,7})$/i;
    return [...document.querySelectorAll('td, th, dd, span, bdi')].flatMap((element) => {
      const text = element.childElementCount === 0 ? (element.textContent ?? '').trim() : '';
      if (!address.test(text) || !element.checkVisibility()) return [];
      const range = document.createRange();
      range.selectNodeContents(element);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      return lines.size > 1 ? [`the address ${text} stands in ${lines.size} pieces`] : [];
    });
  });
}

/** A dialog that is wider than the window, and a window that was scrolled by itself. */
async function findOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const moved = [document.scrollingElement, document.body, document.querySelector('.window')].some((part) => (part?.scrollTop ?? 0) > 0);
    const dialogs = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].flatMap((dialog) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const isIn = left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      return isIn ? [] : [`a dialog stands outside of the window (${Math.round(left)} to ${Math.round(right)} of ${innerWidth} px)`];
    });
    return [...(moved ? ['the window itself is scrolled'] : []), ...dialogs];
  });
}

interface Axe {
  run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}

async function findByAxe(page: Page): Promise<string[]> {
  // Evaluated, not added as an element: the policy of the page lets no script in.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe }; // what the script above has put there
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`),
    );
  });
}
