/** How light a colour is, as WCAG 2.2 counts it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */

/** Backgrounds that let more through are no background of their own. */
const leastOpacity = 0.5;

/** Colours in other notations than `rgb()`, by what they are: a mail has few. */
const mostKnown = 500;
const known = new Map<string, readonly number[]>();
let pen: CanvasRenderingContext2D | null = null;

/** Red, green, blue of 255 and the opacity of a colour that is drawn by the browser, which knows every notation. */
function drawn(colour: string): readonly number[] {
  const found = known.get(colour);
  if (found) return found;
  pen ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  if (!pen) return [];
  pen.clearRect(0, 0, 1, 1);
  // What it does not know it leaves as it was.
  pen.fillStyle = 'rgb(0 0 0 / 0)';
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, opacity = 0] = pen.getImageData(0, 0, 1, 1).data;
  if (known.size >= mostKnown) known.clear();
  const numbers = [red, green, blue, opacity / 255];
  known.set(colour, numbers);
  return numbers;
}

/** Relative luminance of a computed colour, 0 to 1; null of what is see-through. */
export function luminanceOf(colour: string): number | null {
  const written = /^rgba?\(([^)]*)\)$/
    .exec(colour)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  const numbers = written?.every((number) => !Number.isNaN(number)) ? written : drawn(colour);
  if (numbers.length < 3 || (numbers[3] ?? 1) < leastOpacity) return null;
  const [red = 0, green = 0, blue = 0] = numbers.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const colours = /(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)/g;

/** What letters stand on: the mean of a gradient, or the colour behind it; null where it is see-through. */
export function luminanceOfBackground({ backgroundImage, backgroundColor }: CSSStyleDeclaration): number | null {
  const found = backgroundImage.includes('gradient(') ? (backgroundImage.match(colours) ?? []).map(luminanceOf) : [];
  const opaque = found.filter((luminance) => luminance !== null);
  // One that lets something through lies like a veil on what is behind it.
  if (found.length > 0 && opaque.length === found.length) return opaque.reduce((sum, luminance) => sum + luminance, 0) / opaque.length;
  return luminanceOf(backgroundColor);
}

/** From 1, none, to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export const contrastOf = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
