/** Whether an element is narrower than so many pixels; follows it. */
import { type RefCallback, useCallback, useState } from 'react';

/** @returns what the element is attached with, and whether it is narrower; false until it has been measured */
export function useNarrower(pixels: number): readonly [RefCallback<HTMLElement>, boolean] {
  const [isNarrow, setNarrow] = useState(false);
  const attach = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      // Without a box, as behind another pane, it has no width of its own.
      const look = () => element.clientWidth > 0 && setNarrow(element.clientWidth < pixels);
      look();
      const observer = new ResizeObserver(look);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [pixels],
  );
  return [attach, isNarrow];
}
