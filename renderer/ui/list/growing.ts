/** Items read from a source in portions. Each portion is kept with its step, so that a discarded render loses nothing. */

/** Milliseconds spent on taking, each time; drawing what was taken comes on top. */
const share = 6;

export interface Taken<Item> {
  readonly open: () => Iterator<Item, void>;
  /** In portions, so that those already drawn need not be looked at again. */
  readonly portions: readonly (readonly Item[])[];
  readonly isWhole: boolean;
  /** With one portion more; the same however often it is asked for. */
  next(): Taken<Item>;
}

/**
 * @param open makes the source anew
 * @param most items taken at a time
 */
export function beginTaking<Item>(open: () => Iterator<Item, void>, most: number): Taken<Item> {
  const source = open();
  const step = (before: readonly (readonly Item[])[]): Taken<Item> => {
    const { portion, isWhole } = take(source, most);
    const portions = [...before, portion];
    let following: Taken<Item> | null = null;
    const taken: Taken<Item> = {
      open,
      portions,
      isWhole,
      next() {
        following ??= isWhole ? taken : step(portions);
        return following;
      },
    };
    return taken;
  };
  return step([]);
}

function take<Item>(source: Iterator<Item, void>, most: number): { readonly portion: readonly Item[]; readonly isWhole: boolean } {
  const portion: Item[] = [];
  const end = performance.now() + share;
  while (portion.length < most) {
    const next = source.next();
    if (next.done) return { portion, isWhole: true };
    portion.push(next.value);
    if (performance.now() > end) break;
  }
  return { portion, isWhole: false };
}
