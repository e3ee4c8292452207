/** The position of the panes as CSS custom properties, so that floating elements cover neither dock nor toolbar. */
import { type CSSProperties, useLayoutEffect, useState } from 'react';

export function usePanesBox(): CSSProperties {
  const [box, setBox] = useState<CSSProperties>({});
  useLayoutEffect(() => {
    const panes = document.querySelector('.panes');
    if (!panes) return;
    const place = () => {
      const { left, top, width, height } = panes.getBoundingClientRect();
      setBox({
        '--panes-left': `${left}px`,
        '--panes-top': `${top}px`,
        '--panes-width': `${width}px`,
        '--panes-height': `${height}px`,
      } as CSSProperties); // React takes custom properties, its types do not name them
    };
    const observer = new ResizeObserver(place);
    observer.observe(panes);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
    };
  }, []);
  return box;
}
