/**
 * Whether a style reaches an element of another folder, as far as only a drawn page can say: a rule that ends in an element (`.proof dt`)
 * means what lies below its class, and that may hold a control or another part with elements of its own.
 */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ownersOf, sharedFolder } from '../support/styles/ownership.ts';
import { readSheets } from '../support/styles/sheets.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The owner of each class that is not for everybody. */
const owners = [...ownersOf(readSheets(root, 'renderer'))].flatMap(([name, folders]) =>
  folders.has(sharedFolder) ? [] : [[name, [...folders][0] ?? ''] as const],
);

/** One sentence for each selector that reaches too far on this page. A child that a part places by `>` is placed and not reached. */
export function findReach(page: Page): Promise<string[]> {
  return page.evaluate((pairs) => {
    const owner = new Map(pairs);
    const ownerOf = (names: readonly string[]) => names.map((name) => owner.get(name)).find((folder) => folder !== undefined);
    const selectorsOf = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => [
        ...(rule instanceof CSSStyleRule ? rule.selectorText.split(/,(?![^(]*\))/) : []),
        ...('cssRules' in rule && rule.cssRules instanceof CSSRuleList ? selectorsOf(rule.cssRules) : []),
      ]);
    const selectors = new Set([...document.styleSheets].flatMap(({ cssRules }) => selectorsOf(cssRules)).map((one) => one.trim()));
    return [...selectors].flatMap((selector) => {
      const mine = ownerOf([...selector.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name));
      const last = selector.replace(/\([^)]*\)/g, '').match(/[^\s>+~]+$/)?.[0] ?? '';
      if (mine === undefined || last.includes('.') || /[>+~]\s*[^\s]+$/.test(selector)) return [];
      const reached = [...document.querySelectorAll(selector.replace(/::?(before|after|placeholder|hover|-webkit-[\w-]+)/g, ''))];
      const strange = reached.flatMap((element) => {
        let part: Element | null = element;
        while (part && ownerOf([...part.classList]) === undefined) part = part.parentElement;
        const theirs = part ? ownerOf([...part.classList]) : undefined;
        return theirs === undefined || theirs === mine ? [] : [theirs];
      });
      return strange.length === 0 ? [] : [`${selector} of ${mine} reaches elements of ${[...new Set(strange)].join(' and ')}`];
    });
  }, owners);
}
