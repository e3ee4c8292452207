/** Makes a scrolling box focusable where nothing in it takes the focus, so that keys can scroll it (WCAG 2.1.1). */
import { type RefCallback, useCallback, useState } from 'react';

/** What takes part in the tab order. */
const focusable = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** @returns what the box is attached with, and its place in the tab order: undefined where it needs none */
export function useKeyScrolling(): readonly [RefCallback<HTMLElement>, 0 | undefined] {
  const [isNeeded, setNeeded] = useState(false);
  const attach = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () => {
      const isScrolled = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth + 1;
      setNeeded(isScrolled && element.querySelector(focusable) === null);
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    measure();
    return () => sizes.disconnect();
  }, []);
  return [attach, isNeeded ? 0 : undefined];
}
