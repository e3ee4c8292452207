/** Reads items from a source in portions, with a frame between two, so that ten thousand of them never block the window. */
import { useEffect, useState } from 'react';
import { afterPaint } from '../after-paint.ts';
import { beginTaking, type Taken } from './growing.ts';

/**
 * @param open makes the source anew; the taking starts again when it changes
 * @param most items taken at a time
 */
export function useGrowing<Item>(open: () => Iterator<Item, void>, most: number): Pick<Taken<Item>, 'portions' | 'isWhole'> {
  const [kept, setState] = useState(() => beginTaking(open, most));
  let state = kept;
  if (kept.open !== open) {
    state = beginTaking(open, most);
    setState(state);
  }
  useEffect(() => {
    if (state.isWhole) return;
    return afterPaint(() => setState((now) => (now === state ? now.next() : now)));
  }, [state]);
  return state;
}
