/** Whether the window itself is being put on paper, by the menu of a browser: what is drawn for it is in the document before it is printed. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** @param onStart called before it is printed */
export function usePrinting(onStart?: () => void): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const start = () =>
      flushSync(() => {
        setPrinting(true);
        onStart?.();
      });
    const end = () => setPrinting(false);
    addEventListener('beforeprint', start);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', start);
      removeEventListener('afterprint', end);
    };
  }, [onStart]);
  return isPrinting;
}
