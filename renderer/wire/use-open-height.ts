/** How high the line is that stands open, measured as it is drawn. */
import { type RefCallback, useCallback, useRef, useState } from 'react';

/** @param initial pixels, until it has been measured @returns the height in pixels, and what the element of the open line is handed to */
export function useOpenHeight(initial: number): readonly [number, RefCallback<HTMLElement>] {
  const [openHeight, setOpenHeight] = useState(initial);
  const observer = useRef<ResizeObserver | null>(null);
  const measure = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    observer.current = new ResizeObserver(() => setOpenHeight(element.offsetHeight));
    observer.current.observe(element);
  }, []);
  return [openHeight, measure];
}
