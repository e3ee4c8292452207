/** How many panes stand side by side. */
import { createContext, useContext } from 'react';

/** Below this width the reader takes the place of the list; below the second one pane is in sight at a time. */
const narrowWidth = 1_000;
const slimWidth = 700;

/** Panes in sight at a time. */
type PaneLayout = 'three' | 'two' | 'one';

/** @param width what is left for the panes, in pixels: the window without a dock at its side */
export const paneLayoutFor = (width: number): PaneLayout => (width < slimWidth ? 'one' : width < narrowWidth ? 'two' : 'three');

/** Provided by the component that divides the window into panes and dock. */
export const PaneLayoutContext = createContext<PaneLayout>('three');

/** By the width of the panes, not of the window. */
export const usePaneLayout = (): PaneLayout => useContext(PaneLayoutContext);
