/** The latest rendered value, for timers, listeners and answers. Not to be read while rendering. */
import { type RefObject, useInsertionEffect, useRef } from 'react';

/**
 * A ref that holds `value` as of the latest drawing that reached the screen. Written while drawing, it would also hold what React drew
 * and threw away. It is written before any layout effect runs, so that effects and cleaning up find it.
 */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}
