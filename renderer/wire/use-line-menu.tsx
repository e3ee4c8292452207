/** The menu of the lines of a session: for those that are marked, or for the one that it is asked for at. */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import type { Line, LineRange } from '../../electron/contract/transcript.ts';
import { useWords } from '../i18n/words.ts';
import { ContextMenu, type MenuEntry } from '../ui/Menus.tsx';
import type { LineSource } from './line-source.ts';

/** What can be done with lines; `copy` copies them. */
export type LineMenu = (lines: LineRange, copy: () => void) => readonly MenuEntry[];

interface LineMenuOptions {
  source: LineSource;
  /** Undefined: there is no menu. */
  menuOf: LineMenu | undefined;
  onCopy: (lines: readonly Line[]) => void;
  /** Positions of the marked lines, both ends included; null: none are. */
  marked: { from: number; until: number } | null;
}

/** What a menu is asked for with: the pointer, or the box of the line that has the focus. */
type AskedAt = MouseEvent | DOMRect;

export const asksForMenu = ({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean =>
  key === 'ContextMenu' || (shiftKey && key === 'F10');

/** @returns what opens the menu for the line at a position, and the menu itself */
export function useLineMenu({ source, menuOf, onCopy, marked }: LineMenuOptions): [(position: number, asked: AskedAt) => void, ReactNode] {
  const say = useWords();
  const [menu, setMenu] = useState<{ x: number; y: number; entries: readonly MenuEntry[] } | null>(null);
  const open = (position: number, asked: AskedAt) => {
    const byPointer = 'clientX' in asked;
    // Text that is marked has the browser's own menu.
    if (!menuOf || (byPointer && window.getSelection()?.isCollapsed === false)) return;
    if (byPointer) asked.preventDefault();
    const isMarked = marked !== null && position >= marked.from && position <= marked.until;
    const [start, end] = isMarked ? [marked.from, marked.until] : [position, position];
    const view = source.view();
    const lines = { first: view.at(start)?.index ?? start, last: view.at(end)?.index ?? end };
    const entries = menuOf(lines, () => void source.range(start, end).then(onCopy));
    const at = byPointer ? { x: asked.clientX, y: asked.clientY } : { x: asked.left + 30, y: asked.top + asked.height / 2 };
    setMenu({ ...at, entries });
  };
  const shown = menu && <ContextMenu at={menu} entries={menu.entries} label={say('transcript.lineMenu')} onClose={() => setMenu(null)} />;
  return [open, shown];
}
