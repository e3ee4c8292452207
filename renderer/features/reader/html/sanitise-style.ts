/**
 * Sanitises the style sheets of a message. The browser's own parser reads it into a sheet that belongs to no document, so that escapes,
 * comments and broken syntax are seen as the browser would see them; what `style-rules.ts` does not allow is dropped.
 */
import { type BackgroundNotes, cleanBackground, isHouseVariable, missingBackground } from './backgrounds.ts';
import { isAllowedDeclaration, isAllowedSelector, isFetching, isVariableColour, splitSelectors } from './style-rules.ts';

interface CleanStyle {
  readonly css: string;
  /** Declarations and rules that would have fetched something. */
  readonly dropped: number;
}

/** Longer style is dropped whole: nothing that people write by hand or program is. */
const longestSheet = 300_000;
const longestAttribute = 20_000;
/** Rules that are looked at, and selectors that are kept of them. */
const mostRules = 4_000;
const mostSelectors = 2_000;
/** `@media` in `@media`: real mail has one. */
const deepest = 2;

/** Takes away what may not stand and answers how much of it would have fetched something. */
function cleanBlock(style: CSSStyleDeclaration, notes: BackgroundNotes): number {
  for (const property of [...style]) if (isHouseVariable(property)) style.removeProperty(property);
  let dropped = cleanBackground(style, notes);
  for (const property of [...style]) {
    const value = style.getPropertyValue(property);
    if (property === 'background-image' || property === missingBackground || isAllowedDeclaration(property, value)) continue;
    // Custom properties keep their words unparsed, escapes and all: they go unless they are a plain colour.
    if (property.startsWith('--') && isVariableColour(value)) continue;
    if (isFetching(value)) dropped++;
    style.removeProperty(property);
  }
  return dropped;
}

/** Which of the two colour schemes a mail is shown in: its rules for the other one do not hold. */
export type Scheme = 'light' | 'dark';

/** Decides what a mail asks of the colour scheme by what it is shown in, which may be another one than that of the machine. */
const decideScheme = (condition: string, scheme: Scheme): string =>
  condition.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_whole, wanted: string) =>
    wanted.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px) and (min-width: 1px)',
  );

interface Budget {
  rules: number;
  selectors: number;
}

function cleanRules(
  rules: CSSRuleList,
  scheme: Scheme,
  budget: Budget,
  notes: BackgroundNotes,
  depth: number,
): { css: string[]; dropped: number } {
  const css: string[] = [];
  let dropped = 0;
  for (let index = 0; index < rules.length && budget.rules > 0 && budget.selectors > 0; index++) {
    const rule = rules[index];
    budget.rules--;
    if (rule instanceof CSSStyleRule) {
      dropped += cleanBlock(rule.style, notes);
      const selectors = splitSelectors(rule.selectorText).filter(isAllowedSelector);
      if (selectors.length === 0 || selectors.length > budget.selectors || rule.style.length === 0) continue;
      budget.selectors -= selectors.length;
      css.push(`${selectors.join(', ')} { ${rule.style.cssText} }`);
    } else if (rule instanceof CSSMediaRule && depth < deepest && rule.conditionText.length < 300) {
      const inner = cleanRules(rule.cssRules, scheme, budget, notes, depth + 1);
      dropped += inner.dropped;
      if (inner.css.length > 0) css.push(`@media ${decideScheme(rule.conditionText, scheme)} {\n${inner.css.join('\n')}\n}`);
    } else if (rule instanceof CSSFontFaceRule || rule instanceof CSSImportRule) dropped++;
    // @supports, @namespace, @keyframes, @layer, @container and whatever comes next are left out.
  }
  return { css, dropped };
}

const readSheet = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

/** Cleans the text of all `style` elements of a mail together. */
export function cleanStyleSheet(text: string, scheme: Scheme, notes: BackgroundNotes): CleanStyle {
  if (text.length > longestSheet) return { css: '', dropped: 0 };
  // Mail for old programs hides its style in an HTML comment.
  const sheet = readSheet(text.replace(/<!--|-->/g, ' '));
  // A constructed sheet ignores @import without a word (CSSOM §6.1.2); count it before it is gone.
  const imports = text.match(/@import\b/gi)?.length ?? 0;
  const { css, dropped } = cleanRules(sheet.cssRules, scheme, { rules: mostRules, selectors: mostSelectors }, notes, 1);
  // Serialised strings may hold what ends a style element; no mail needs it.
  return { css: css.join('\n').replaceAll('<', '\\3c '), dropped: imports + dropped };
}

/** Cleans the `style` attribute of an element in place. */
export function cleanStyleAttribute(element: HTMLElement, notes: BackgroundNotes): number {
  const text = element.getAttribute('style');
  if (text === null) return 0;
  if (text.length > longestAttribute) {
    element.removeAttribute('style');
    return 0;
  }
  const dropped = cleanBlock(element.style, notes);
  const { cssText } = element.style;
  // Written anew even where nothing was dropped: as it was understood, and not as it was spelled.
  if (cssText === '') element.removeAttribute('style');
  else element.setAttribute('style', cssText);
  return dropped;
}
