/** Sizes of panes and dock: as dragged, within limits. */
import { useEffect, useState } from 'react';
import { usePreferences } from './state/State.tsx';

interface PaneSize {
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
}

export const paneSizes = {
  folders: { initial: 220, minimum: 140, maximum: 480 },
  messages: { initial: 400, minimum: 260, maximum: 900 },
  beside: { initial: 380, minimum: 280, maximum: 640 },
  dockBottom: { initial: 260, minimum: 120, maximum: 800 },
  dockRight: { initial: 480, minimum: 280, maximum: 1_000 },
} as const satisfies Record<string, PaneSize>;

type PaneName = keyof typeof paneSizes;

/** The dock leaves most of the window to the panes. */
const mostOfDock = 0.4;
/** And so many pixels of a low window: its bars, the head of a message and some lines of the letter. */
const leftByDock = 330;

/** The most that the dock may take of a window, in pixels. */
export const mostBeside = (width: number) => Math.floor(width * mostOfDock);
export const mostBelow = (height: number) =>
  Math.floor(Math.min(height * mostOfDock, Math.max(paneSizes.dockBottom.minimum, height - leftByDock)));

/** What stands beside the panes leaves so many pixels to them at least. */
const leftByBeside = 540;

/** @param width what is left for panes and what is beside them @returns the most that this may have; null: there is no room at the side, it stands above */
export const mostAside = (width: number): number | null => {
  const most = Math.min(paneSizes.beside.maximum, width - leftByBeside);
  return most < paneSizes.beside.minimum ? null : most;
};

/** How long after the last move a pane's size is kept. */
const keepAfter = 400;

/** Sizes of panes: what is dragged is seen at once and kept when it comes to rest. */
export function usePaneSizes(): readonly [(name: PaneName) => number, (name: PaneName, size: number) => void] {
  const [{ panes }, setPreferences] = usePreferences();
  const [moving, setMoving] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    if (Object.keys(moving).length === 0) return;
    const timer = setTimeout(() => setPreferences({ panes: { ...panes, ...moving } }), keepAfter);
    return () => clearTimeout(timer);
  }, [moving, panes, setPreferences]);
  const sizeOf = (name: PaneName) => {
    const { initial, minimum, maximum } = paneSizes[name];
    return Math.min(maximum, Math.max(minimum, moving[name] ?? panes[name] ?? initial));
  };
  return [sizeOf, (name, size) => setMoving((before) => (before[name] === size ? before : { ...before, [name]: size }))];
}
