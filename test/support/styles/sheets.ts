/** What the style sheets of the window say, read by the parser that also builds them: each selector of each rule with its classes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { transform } from 'lightningcss';

/** What stands for one element in a selector: `button.is-open:not(.is-last)`. */
interface Compound {
  /** Classes that the element has. */
  readonly classes: readonly string[];
  /** Classes inside `:has()`, `:not()` and their like. */
  readonly within: readonly string[];
}

export interface Selector {
  /** `renderer/ui/button.css:12` */
  readonly at: string;
  /** Path of its sheet from the root. */
  readonly sheet: string;
  readonly compounds: readonly Compound[];
}

/** A part of a selector as the parser hands it out, as far as it is read here. */
interface Part {
  readonly type: string;
  readonly name?: unknown;
  readonly selectors?: unknown;
}

/** One entry for each selector, also of rules inside `@media` and `@container`. */
export function readSheet(sheet: string, text: string): Selector[] {
  const found: Selector[] = [];
  transform({
    filename: sheet,
    code: Buffer.from(text),
    visitor: {
      Rule: {
        style: ({ value: { selectors, loc } }) => {
          for (const parts of selectors) found.push({ at: `${sheet}:${loc.line + 1}`, sheet, compounds: compoundsOf(parts) });
        },
      },
    },
  });
  return found;
}

/** Every style sheet below a folder of the project. */
export const readSheets = (root: string, folder: string): Selector[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .flatMap((sheet) => readSheet(sheet, readFileSync(join(root, sheet), 'utf8')));

function compoundsOf(selector: readonly Part[]): Compound[] {
  const compounds: Part[][] = [[]];
  for (const part of selector) {
    if (part.type === 'combinator') compounds.push([]);
    else compounds.at(-1)?.push(part);
  }
  return compounds.map((parts) => ({
    classes: parts.flatMap(({ type, name }) => (type === 'class' ? [String(name)] : [])),
    within: parts.flatMap(({ selectors }) => classesIn(selectors)),
  }));
}

function classesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(classesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'class' && 'name' in value) return [String(value.name)];
  return Object.values(value).flatMap(classesIn);
}
