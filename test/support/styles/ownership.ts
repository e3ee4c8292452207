/**
 * Whose a class is, and what follows: a folder's sheets reach its own elements and no others. Classes stay plain names, so that tests and
 * the inspector of a browser can tell the elements; that no two folders share one is checked here and not made by a build.
 */
import type { ClassNames } from './class-names.ts';
import type { Selector } from './sheets.ts';

/** Where elements are styled without a class, and the classes are for everybody. */
export const sharedFolder = 'renderer/styles';

/** The folder that owns what is styled and drawn in a file: a feature, or a folder of the renderer. */
export function ownerOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[1] === 'features' ? 3 : 2).join('/');
}

/** `is-open` says how something is, and nothing alone: it is always written with the class of what is so. */
const isState = (name: string): boolean => /^(is|has)-/.test(name);

/** The folders that style a class; states belong to whatever they stand with. */
export function ownersOf(selectors: readonly Selector[]): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { sheet, compounds } of selectors)
    for (const name of compounds.flatMap(({ classes, within }) => [...classes, ...within]))
      if (!isState(name)) owners.set(name, (owners.get(name) ?? new Set()).add(ownerOf(sheet)));
  return owners;
}

/** One line for each thing that is against the rules. */
export function findStrays(selectors: readonly Selector[], uses: readonly ClassNames[]): string[] {
  const owners = ownersOf(selectors);
  const isShared = (name: string) => owners.get(name)?.has(sharedFolder) ?? false;
  const isOwn = (owner: string) => (name: string) => !isState(name) && !isShared(name) && (owners.get(name)?.has(owner) ?? false);
  return [
    ...[...owners].flatMap(([name, folders]) =>
      folders.size > 1 && !isShared(name)
        ? [`.${name} is styled by ${[...folders].toSorted().join(' and ')}: one of them, or two classes`]
        : [],
    ),
    ...selectors.flatMap((selector) => strayOf(selector, isOwn(ownerOf(selector.sheet)))),
    ...selectors.flatMap(({ at, compounds }) => compounds.flatMap(({ classes }) => unusedOf(at, classes, uses))),
    ...uses.flatMap((use) => misuseOf(use, selectors, owners)),
  ];
}

function strayOf({ at, sheet, compounds }: Selector, isOwn: (name: string) => boolean): string[] {
  if (ownerOf(sheet) === sharedFolder) return [];
  if (!compounds[0]?.classes.some(isOwn)) return [`${at} begins with no class of its folder: it would reach the elements of others`];
  const alone = compounds.find(({ classes }) => classes.some(isState) && !classes.some(isOwn));
  return alone ? [`${at} has .${alone.classes.join('.')} without the class of what is so`] : [];
}

function unusedOf(at: string, classes: readonly string[], uses: readonly ClassNames[]): string[] {
  const gives = ({ names, beginnings }: ClassNames, name: string) =>
    names.includes(name) || beginnings.some((beginning) => name.startsWith(beginning));
  if (uses.some((use) => classes.every((name) => gives(use, name)))) return [];
  // What is put on and taken off by hand stands in an expression of its own.
  const byHand = classes.filter((name) => !isState(name) || !uses.some(({ names }) => names.length === 1 && names[0] === name));
  return uses.some((use) => byHand.every((name) => gives(use, name))) ? [] : [`${at} styles .${classes.join('.')}, which no element has`];
}

function misuseOf(use: ClassNames, selectors: readonly Selector[], owners: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const owner = ownerOf(use.path);
  const isStyled = (matches: (name: string) => boolean) =>
    selectors.some(({ sheet, compounds }) => ownerOf(sheet) === owner && compounds.some(({ classes }) => classes.some(matches)));
  const foreign = use.names.flatMap((name) => {
    if (isState(name)) return isStyled((styled) => styled === name) ? [] : [`${use.at} gives .${name}, which ${owner} styles nowhere`];
    const folders = owners.get(name);
    if (!folders) return [`${use.at} gives .${name}, which no sheet styles`];
    return folders.has(owner) || folders.has(sharedFolder)
      ? []
      : [`${use.at} gives .${name}, a class of ${[...folders].join()}: use its component, or a class of ${owner}`];
  });
  const open = use.beginnings.filter((beginning) => !isStyled((styled) => styled.startsWith(beginning)));
  return [...foreign, ...open.map((beginning) => `${use.at} gives .${beginning}…, which ${owner} styles nowhere`)];
}
