/** The few things about machine and screen that a window needs to know. */
import { createContext, useContext, useSyncExternalStore } from 'react';

/** Decides which key is the modifier. */
export const isMac = (): boolean => /^Mac|^iP/.test(navigator.platform);

/** Below this width the reader takes the place of the list; below the second one pane is in sight at a time. */
const narrowWidth = 1_000;
const slimWidth = 700;

/** How much room there is: three panes, two, or one. */
type Room = 'three' | 'two' | 'one';

/** @param width what is left for the panes, in pixels: the window without a dock at its side */
export const roomIn = (width: number): Room => (width < slimWidth ? 'one' : width < narrowWidth ? 'two' : 'three');

const onResize = (listener: () => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};

export const useWindowWidth = (): number => useSyncExternalStore(onResize, () => window.innerWidth);
export const useWindowHeight = (): number => useSyncExternalStore(onResize, () => window.innerHeight);

/** Handed down by whoever divides the window into panes and dock. */
export const RoomContext = createContext<Room>('three');

/** The room of the panes, not of the window. */
export const useRoom = (): Room => useContext(RoomContext);

/** Whether something lies over the whole window and has the keys to itself. */
export const isCovered = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
