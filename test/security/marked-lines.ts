/** Lines of the program that are defences: the one below `// Defence <mark> of the checklist.`, wherever it has been moved to. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const commentOf = (mark: string) => `// Defence ${mark} of the checklist.\n`;

/** Files of the program with the marks in each. */
const found = new Map<string, ReadonlyMap<string, readonly string[]>>();

function marksIn(root: string): ReadonlyMap<string, readonly string[]> {
  const known = found.get(root);
  if (known) return known;
  const marks = new Map<string, string[]>();
  for (const folder of ['electron', 'renderer']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      for (const [, mark] of readFileSync(path, 'utf8').matchAll(/\/\/ Defence (\w+) of the checklist\.\n/g))
        if (mark !== undefined) marks.set(mark, [...(marks.get(mark) ?? []), relative(root, path)]);
    }
  }
  found.set(root, marks);
  return marks;
}

/** Every mark that stands in the program. */
export const allMarks = (root: string): readonly string[] => [...marksIn(root).keys()];

/** The file in which a mark stands; fails where it stands in none or more than once. */
export function fileOfMark(root: string, mark: string): string {
  const files = marksIn(root).get(mark) ?? [];
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`“Defence ${mark}” stands ${files.length} times in the program, not once`);
  return file;
}

/** The source with the marked line replaced. */
export function switchOff(source: string, mark: string, becomes: string): string {
  const at = source.indexOf(commentOf(mark));
  if (at < 0) throw new Error(`no “Defence ${mark}”`);
  const from = at + commentOf(mark).length;
  const to = source.indexOf('\n', from);
  return `${source.slice(0, from)}${becomes}${source.slice(to)}`;
}
