/**
 * Style from a stranger. The browser's own parser reads it into a sheet that belongs to no document, so that escapes,
 * comments and broken syntax are seen as the browser would see them; what could fetch or leave its place is dropped.
 */

export interface CleanStyle {
  readonly css: string;
  /** Declarations and rules that would have fetched something. */
  readonly dropped: number;
}

/** Longer style is dropped whole: nothing that people write by hand or program is. */
const longest = 1_000_000;

/** Every CSS function that takes an address, and what would hide one from this check. */
const fetches = /(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade|element|paint|attr|var|env)\s*\(/i;
const harmlessUrl = /^url\("?data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]*"?\)$/i;

/** Properties that would take an element out of the text, or run something in old engines. */
const forbidden = new Set(['behavior', '-moz-binding', 'anchor-name', 'view-transition-name']);

function cleanBlock(style: CSSStyleDeclaration): number {
  let dropped = 0;
  for (const property of [...style]) {
    const value = style.getPropertyValue(property);
    // Custom properties keep their words unparsed, escapes and all: they go whatever they say.
    const fetching = fetches.test(value) && !harmlessUrl.test(value.trim());
    // What a shorthand with var() in it will say is open until it is computed, and its longhands are empty here (CSS Variables §4.2).
    const open = value === '';
    const escaping = property === 'position' && /fixed|sticky/i.test(value);
    if (fetching && /url|src|image|cross-fade/i.test(value)) dropped++;
    if (property.startsWith('--') || open || fetching || escaping || forbidden.has(property)) style.removeProperty(property);
  }
  return dropped;
}

function cleanRules(rules: CSSRuleList, remove: (index: number) => void): number {
  let dropped = 0;
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index];
    if (rule instanceof CSSStyleRule) {
      dropped += cleanBlock(rule.style);
      dropped += cleanRules(rule.cssRules, (nested) => rule.deleteRule(nested));
    } else if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule) {
      dropped += cleanRules(rule.cssRules, (nested) => rule.deleteRule(nested));
    } else {
      // @font-face, @import, @namespace, @keyframes, @layer and whatever comes next.
      if (rule instanceof CSSFontFaceRule || rule instanceof CSSImportRule) dropped++;
      remove(index);
    }
  }
  return dropped;
}

const readSheet = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

/** Cleans the text of a `style` element. */
export function cleanStyleSheet(text: string): CleanStyle {
  if (text.length > longest) return { css: '', dropped: 0 };
  // Mail for old programs hides its style in an HTML comment.
  const sheet = readSheet(text.replace(/^\s*<!--|-->\s*$/g, ''));
  // A constructed sheet ignores @import without a word (CSSOM §6.1.2); count it before it is gone.
  const imports = text.match(/@import\b/gi)?.length ?? 0;
  const dropped = imports + cleanRules(sheet.cssRules, (index) => sheet.deleteRule(index));
  const css = [...sheet.cssRules].map((rule) => rule.cssText).join('\n');
  // Serialised strings may hold what ends a style element; no mail needs it.
  return { css: css.replaceAll('<', '\\3c '), dropped };
}

/** Cleans the text of a `style` attribute. */
export function cleanDeclarations(text: string): CleanStyle {
  if (text.length > longest) return { css: '', dropped: 0 };
  // Only the first rule counts: a closing brace in the text ends it, and what follows is lost.
  const rule = readSheet(`x{${text}}`).cssRules[0];
  if (!(rule instanceof CSSStyleRule)) return { css: '', dropped: 0 };
  const dropped = cleanBlock(rule.style);
  return { css: rule.style.cssText, dropped };
}
