/** Goes once to the lines that something outside of the list asks for, and keeps them marked. */
import { useEffect, useRef, useState } from 'react';
import { isLong, type LineTarget } from './line-target.ts';

/**
 * @param ready whether the lines can be reached
 * @param positionOf where the line with an index stands
 * @param goTo makes a position the active one and brings it into sight; the same function between renderings
 */
export function useMarkedTarget(
  target: LineTarget | null,
  ready: boolean,
  goTo: (position: number) => void,
  positionOf: (index: number) => number,
): LineTarget | null {
  const [marked, setMarked] = useState<LineTarget | null>(null);
  const reached = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!target || !ready || reached.current === target.request) return;
    reached.current = target.request;
    setMarked(target);
    // Of a long exchange about many messages, the end is what was asked for.
    goTo(positionOf(isLong(target) ? target.last : target.first));
  }, [target, ready, goTo, positionOf]);
  return marked;
}
