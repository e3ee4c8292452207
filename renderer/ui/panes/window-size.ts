/** The size of the window, followed as it changes. */
import { useSyncExternalStore } from 'react';

const onResize = (listener: () => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};

export const useWindowWidth = (): number => useSyncExternalStore(onResize, () => window.innerWidth);
export const useWindowHeight = (): number => useSyncExternalStore(onResize, () => window.innerHeight);
