/**
 * Buttons in one row: with words where all of them fit, else as icons whose names the words stay. Measured, because the length of words
 * differs between languages.
 */
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * The element has the class `is-overflowing` while its content would be wider than itself without that class.
 * @param layoutKey changes with anything that changes how wide the content is: the language, the size of the text
 */
function useOverflow<Box extends HTMLElement>(layoutKey: string): RefObject<Box | null> {
  const box = useRef<Box>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: layoutKey changes the width of the content
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      element.classList.remove('is-overflowing');
      element.classList.toggle('is-overflowing', element.scrollWidth > element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Measure again when the fonts are loaded: the fallback font has other widths.
    document.fonts.addEventListener('loadingdone', measure);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [layoutKey]);
  return box;
}

interface ButtonRowProps {
  /** The accessible name. */
  label: string;
  /** Changes with anything that changes how wide the words are. */
  layoutKey: string;
  /** A class of the parent, for its place there. */
  className: string;
  children: ReactNode;
}

export function ButtonRow({ label, layoutKey, className, children }: ButtonRowProps) {
  const row = useOverflow<HTMLDivElement>(layoutKey);
  return (
    <div ref={row} className={`button-row ${className}`} role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}
