/** Resolves competing focus changes: the latest request wins over a closing menu or a late frame. */
import { type RefObject, useLayoutEffect } from 'react';
import { isModalOpen } from '../modal.ts';

/** Frames in which a menu or dialog that has closed may still lead the focus back to where it was opened. */
const frames = 12;

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

/**
 * Leads the focus to a text that was just asked for, and keeps it in its form until the user acts there or elsewhere. Menus and dialogs
 * give it back to what opened them when they close, some frames after the text is on the screen.
 * @returns ends it
 */
function holdFocus(element: HTMLElement): () => void {
  const home = element.closest('form') ?? element;
  let left = frames;
  let frame = 0;
  const take = () => {
    if (!home.contains(document.activeElement)) element.focus({ preventScroll: true });
  };
  const look = () => {
    // An open dialog or menu keeps the focus.
    if (isModalOpen()) left = frames;
    else take();
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(look);
    else stop();
  };
  // A key between two frames is for the text already.
  const onKey = (event: KeyboardEvent) => {
    if (modifiers.has(event.key)) return;
    if (home.contains(document.activeElement)) stop();
    else if (!isModalOpen()) take();
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    removeEventListener('keydown', onKey, { capture: true });
    removeEventListener('pointerdown', stop, { capture: true });
  };
  take();
  addEventListener('keydown', onKey, { capture: true });
  addEventListener('pointerdown', stop, { capture: true });
  frame = requestAnimationFrame(look);
  return stop;
}

/**
 * Takes the focus while `isWanted`, before the paint, so that a visible box can be typed in at once.
 * @param request takes it again where this is another one
 */
export function useHeldFocus(place: RefObject<HTMLElement | null>, isWanted: boolean, request = 0): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request takes it again
  useLayoutEffect(() => (isWanted && place.current ? holdFocus(place.current) : undefined), [place, isWanted, request]);
}

/**
 * Leads the focus to an element that is drawn with the next frame, unless something else has taken it by then: a text or a dialog that
 * was asked for after this.
 */
export function focusNextFrame(find: () => HTMLElement | undefined): void {
  const before = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    const element = find();
    // Focus on another row of the same list is older than this request.
    const isOurs = now === before || now === null || now === document.body || element?.parentElement?.contains(now) === true;
    if (isOurs) element?.focus({ preventScroll: true });
  });
}
