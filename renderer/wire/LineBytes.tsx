/** The bytes of an opened line: a box that is scrolled, also by keys, where they do not fit. */
import type { ReactNode } from 'react';
import { useKeyScrolling } from '../ui/focus/use-key-scrolling.ts';

export function LineBytes({ isHex = false, children }: { isHex?: boolean; children: ReactNode }) {
  const [attach, tabIndex] = useKeyScrolling();
  return (
    <pre ref={attach} className={`line-bytes${isHex ? ' line-hex' : ''}`} dir="ltr" tabIndex={tabIndex ?? -1}>
      {children}
    </pre>
  );
}
