/** The few things about machine and screen that a window needs to know. */
import { useSyncExternalStore } from 'react';

/** Decides which key is the modifier. */
export const isMac = (): boolean => /^Mac|^iP/.test(navigator.platform);

/** Below this width the reader takes the place of the list; below the second one pane is in sight at a time. */
export const narrowWidth = 1_000;
export const slimWidth = 700;

export const isNarrow = (): boolean => window.innerWidth < narrowWidth;

/** How much room there is: three panes, two, or one. */
export type Room = 'three' | 'two' | 'one';

const room = (): Room => (window.innerWidth < slimWidth ? 'one' : isNarrow() ? 'two' : 'three');

const onResize = (listener: () => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};

export const useRoom = (): Room => useSyncExternalStore(onResize, room);

/** Whether something lies over the whole window and has the keys to itself. */
export const isCovered = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
