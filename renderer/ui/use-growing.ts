/** Takes things from a source bit by bit, a frame between two bits, so that ten thousand of them never hold the window up. */
import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/** Milliseconds spent on taking, each time; drawing what was taken comes on top. */
const share = 6;

export interface Growing<Item> {
  /** In portions, so that those already drawn need not be looked at again. */
  readonly portions: readonly (readonly Item[])[];
  readonly isWhole: boolean;
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

/**
 * @param open makes the source anew; the taking starts again when it changes
 * @param most items taken at a time
 */
export function useGrowing<Item>(open: () => Iterator<Item, void>, most: number): Growing<Item> {
  const begin = () => {
    const source = open();
    const { portion, isWhole } = take(source, most);
    return { open, source, portions: [portion], isWhole };
  };
  const [kept, setState] = useState(begin);
  let state = kept;
  if (kept.open !== open) {
    state = begin();
    setState(state);
  }
  useEffect(() => {
    if (state.isWhole) return;
    return afterPaint(() =>
      setState((now) => {
        if (now !== state) return now;
        const { portion, isWhole } = take(now.source, most);
        return { ...now, portions: [...now.portions, portion], isWhole };
      }),
    );
  }, [state, most]);
  return state;
}
