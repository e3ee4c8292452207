/**
 * The allow-list for styles of a message: properties, values and selectors. An allow-list, because each browser version adds features;
 * everything else is dropped.
 */

const list = (words: string): readonly string[] => words.trim().split(/\s+/);
const sides = (pattern: string) =>
  ['top', 'right', 'bottom', 'left', 'block-start', 'block-end', 'inline-start', 'inline-end'].map((side) => pattern.replace('*', side));

/** Longhands, as a browser lists them. */
const properties: ReadonlySet<string> = new Set([
  ...list(`
    color background-color background-position-x background-position-y background-repeat background-size
    background-attachment background-origin background-clip opacity visibility color-scheme
    font-family font-size font-style font-weight font-stretch font-variant-caps font-variant-numeric font-variant-ligatures
    font-variant-east-asian font-variant-alternates font-variant-position font-kerning line-height letter-spacing word-spacing
    text-align text-align-last text-indent text-transform text-decoration-line text-decoration-style text-decoration-color
    text-decoration-thickness text-overflow text-wrap-mode text-wrap-style white-space white-space-collapse word-break overflow-wrap
    hyphens vertical-align direction unicode-bidi tab-size
    width height min-width max-width min-height max-height inline-size block-size box-sizing
    display float clear position top right bottom left z-index overflow-x overflow-y
    border-collapse border-spacing -webkit-border-horizontal-spacing -webkit-border-vertical-spacing caption-side empty-cells table-layout
    border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius
    list-style-type list-style-position outline-style outline-width outline-color object-fit`),
  ...sides('margin-*'),
  ...sides('padding-*'),
  ...sides('border-*-width'),
  ...sides('border-*-style'),
  ...sides('border-*-color'),
]);

/** Ways to lay out that cost what the length of the text cannot tell, columns, grids and flexible boxes inside each other, are not among them. */
const displays: ReadonlySet<string> = new Set(
  list(`none inline block inline-block list-item table inline-table table-row table-cell table-row-group table-header-group
    table-footer-group table-column table-column-group table-caption inherit initial unset`),
);

/** Larger numbers of any unit are no letter. */
const largest = 10_000;
const largestFont = 400;
const longestValue = 400;

/** Functions that only compute a length or a colour. */
const functions: ReadonlySet<string> = new Set(
  list('rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp'),
);
/** Every function that takes an address. */
const fetching = /(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade)\s*\(/i;
const harmlessUrl = /^url\("?data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]*"?\)$/i;

/** Whether a declaration would have fetched something. */
export const isFetching = (value: string): boolean => fetching.test(value) && !harmlessUrl.test(value.trim());

/** Whether a picture stands in the style itself. */
export const isHarmlessPicture = (value: string): boolean => harmlessUrl.test(value.trim());

/** One variable, perhaps with a plain colour in case that it is not set. */
const colourVariable = /^var\(\s*--[\w-]{1,80}\s*(?:,\s*(?:#?\w{1,30}|(?:rgb|hsl)a?\([\d\s.,%/]{1,80}\)))?\s*\)$/i;

/** Whether a value is a variable that can stand for a colour: mail may set no others. */
export const isColourVariable = (value: string): boolean => colourVariable.test(value.trim());

/** Whether a variable may be set to this. Anything else could bring what is not allowed into a value that is. */
export const isVariableColour = (value: string): boolean =>
  value.length <= 100 && /^[\w\s#.,%()/-]+$/.test(value) && !/var\(/i.test(value) && CSS.supports('color', value);

/** Longhands that come with a shorthand which mail uses (`border`, `font`, `list-style`), and say nothing. */
const silent = /^(?:border-image-|font-|list-style-image$)/;
const nothing: ReadonlySet<string> = new Set(list('none normal auto initial stretch 100% 1 0'));

/** Whether a declaration of a longhand may stand. */
export function isAllowedDeclaration(property: string, value: string): boolean {
  // What a shorthand with var() in it will say is open until it is computed, and its longhands are empty here (CSS Variables §4.2).
  if (silent.test(property) && nothing.has(value)) return true;
  if (value === '' || !properties.has(property)) return false;
  if (value.length > longestValue) return false;
  // A string is written into the page (`list-style-type: "www.example.org"`), where nothing that reads the text finds it; a font has a name.
  if (property !== 'font-family' && /["']/.test(value)) return false;
  if (property === 'display') return displays.has(value);
  if (/(?:^|-)color$/.test(property) && isColourVariable(value)) return true;
  if (property === 'position') return !/fixed|sticky/.test(value);
  for (const [, name = ''] of value.matchAll(/([a-z-]+)\(/gi)) if (!functions.has(name.toLowerCase())) return false;
  const most = property === 'font-size' ? largestFont : largest;
  // A browser writes large numbers with an exponent.
  for (const [number] of value.matchAll(/\d[\d.]*(?:e[+-]?\d+)?/gi)) if (!(Number(number) <= most)) return false;
  return true;
}

/** Steps (descendant, child) in one selector; real sheets stay under six. */
const mostSteps = 8;
const longestSelector = 300;
/** States and places that are told from the element alone or from what stands before it. */
const pseudos: ReadonlySet<string> = new Set(list('link visited hover active focus any-link first-child first-of-type root'));

/** Whether one selector, without commas, may stand: matching it must not look through the page. */
export function isAllowedSelector(selector: string): boolean {
  if (selector.length > longestSelector) return false;
  // The words of attributes, "[class~=x]", hold no combinator and no state.
  const bare = selector.replace(/\[[^\]]*\]/g, '[]');
  for (const [, name = ''] of bare.matchAll(/::?([\w-]+\(?)/g)) if (!pseudos.has(name.toLowerCase())) return false;
  if (/[()&|]/.test(bare)) return false;
  if ((bare.match(/[+~]/g)?.length ?? 0) > 1) return false;
  return bare.trim().split(/[\s>+~]+/).length <= mostSteps;
}

/** A list of selectors taken apart at its commas, outside brackets and strings. */
export function splitSelectors(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === ',' && depth === 0) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  found.push(text.slice(from).trim());
  return found;
}
