/** The keys of a list of lines: where they lead, what they open, mark and copy. */
import type { KeyboardEvent } from 'react';
import { asksForMenu } from './use-line-menu.tsx';

/** Where a key leads from a line; `screen`: lines in sight. */
function positionAfter(key: string, position: number, screen: number, total: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: position + 1,
    ArrowUp: position - 1,
    PageDown: position + screen,
    PageUp: position - screen,
    Home: 0,
    End: total - 1,
  };
  return targets[key];
}

interface LineKeys {
  readonly total: number;
  /** The line with the focus. */
  readonly position: number;
  /** Lines in sight. */
  screen(): number;
  /** Whether anything is open or marked, which Escape closes. */
  readonly hasOpened: boolean;
  readonly hasMenu: boolean;
  close(): void;
  /** Back from what is open to the line itself. */
  leaveDetail(): void;
  /** What is marked, or the line. */
  copy(): void;
  openMenu(at: DOMRect): void;
  toggle(): void;
  /** @param isMarking whether what is marked reaches until there */
  goTo(position: number, isMarking: boolean): void;
}

export function onLineKey(event: KeyboardEvent, keys: LineKeys): void {
  const target = event.target as HTMLElement; // key events come from elements
  if (target.closest('.line-detail')) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      keys.leaveDetail();
    }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') {
    // Text marked with the pointer is copied by the browser.
    if (window.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    keys.copy();
    return;
  }
  if (keys.hasMenu && asksForMenu(event)) {
    event.preventDefault();
    keys.openMenu(target.getBoundingClientRect());
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && keys.hasOpened) {
    event.stopPropagation();
    keys.close();
    return;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    event.stopPropagation();
    keys.toggle();
    return;
  }
  const next = positionAfter(event.key, keys.position, keys.screen(), keys.total);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  keys.goTo(Math.min(keys.total - 1, Math.max(0, next)), event.shiftKey);
}
