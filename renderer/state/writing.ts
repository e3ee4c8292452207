/**
 * Decides whether a plain key is text or a command. It is text while a field has the focus, is about to get it, or has just been removed: typing
 * on after a form has closed must not archive a message with every e.
 */

const textTypes = new Set(['text', 'search', 'email', 'password', 'url', 'tel', 'number', 'date', 'time', 'datetime-local']);

/** Whether keys go into a text here. */
function isText(target: EventTarget | null): boolean {
  if (target === null || !(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && textTypes.has(target.type);
}

/** Places that have keys of their own: forms, dialogs, and lists that are searched by typing. */
const ownKeys = 'form, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="combobox"], [role="textbox"]';

/** Whether plain keys belong to this place and not to the commands. */
export function hasOwnKeys(target: EventTarget | null): boolean {
  return target !== null && (isText(target) || (target instanceof Element && target.closest(ownKeys) !== null));
}

/** A list that is not searched by typing, though it has the role: keys of two strokes are commands there, single ones would act on what is elsewhere. */
export const takesSequences = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="listbox"][data-sequences]') !== null;

/** Milliseconds without a key after which the user is no longer typing a word. */
export const pause = 1_000;

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);
const isMove = /^(?:Arrow|Page|Home$|End$)/;
/** Characters that are kept for a text that is not there yet. */
const mostAhead = 1_000;
const isButton = (target: EventTarget | null): boolean => target !== null && target instanceof Element && target.closest('button') !== null;

/** What the guard is told about the last thing the user did. */
type Act = 'pointer' | 'leave' | 'write' | null;

interface WritingGuard {
  /** A form or dialog in which one writes was asked for: keys are its own until the focus is there, or the user goes elsewhere. */
  opening(): void;
  /** It has gone. */
  closed(): void;
  pointed(): void;
  /** @returns what was typed since the form or dialog was asked for, which goes into the text that has the focus now; else nothing */
  focused(target: EventTarget | null): string;
  /**
   * Whether a plain key may be a command. Every key is passed in, with its target and whether anything is open in which one writes.
   * @param at milliseconds, of the same clock as `now`
   */
  allows(key: string, target: EventTarget | null, isPlain: boolean, isWriting: boolean, at: number): boolean;
}

/** Builds the guard. @param now milliseconds of any steady clock */
export function createWritingGuard(now: () => number): WritingGuard {
  let isOpening = false;
  /** What has been typed since, up to a key that is no letter: what follows may be meant for another text, or another line. */
  let ahead = '';
  let isAheadOver = false;
  let hasTabbed = false;
  let last: Act = null;
  let lastKeyAt = Number.NEGATIVE_INFINITY;
  /** Plain keys are ignored until then. */
  let quietUntil = Number.NEGATIVE_INFINITY;
  /** Where the text is, or was last. */
  let owner: Element | null = null;

  const endOpening = () => {
    isOpening = false;
    const typed = ahead;
    ahead = '';
    isAheadOver = false;
    hasTabbed = false;
    return typed;
  };
  const lost = () => {
    owner = null;
    // Escape, Tab and the arrows are what one leaves a text by, and so are a click and a button.
    if (last === 'write') quietUntil = now() + pause;
  };
  return {
    opening() {
      endOpening();
      isOpening = true;
    },
    closed() {
      endOpening();
      lost();
    },
    pointed() {
      endOpening();
      last = 'pointer';
      quietUntil = Number.NEGATIVE_INFINITY;
    },
    focused(target) {
      if (hasOwnKeys(target)) {
        owner = target instanceof Element ? target : null;
        const typed = endOpening();
        return isText(target) ? typed : '';
      }
      // Not by Tab, which leads to the next box of what is asked for and is only early.
      if (last === 'leave' && !hasTabbed) endOpening();
      if (owner !== null && (!owner.isConnected || last === 'write')) lost();
      owner = null;
      return '';
    },
    allows(key, target, isPlain, isWriting, at) {
      const before = lastKeyAt;
      lastKeyAt = at;
      const isOwned = hasOwnKeys(target);
      const isGone = owner !== null && !owner.isConnected;
      if (isGone) owner = null;
      const wasWriting = last === 'write';
      // A modifier is part of the key that follows.
      if (!modifiers.has(key)) {
        const isText = key.length === 1 || key === 'Enter' || key === 'Backspace' || key === 'Delete';
        last = isText && !isButton(target) ? 'write' : 'leave';
        // An arrow key moves through a list: the user is not in the middle of a word.
        if (last === 'leave' && !isOwned && isMove.test(key)) quietUntil = Number.NEGATIVE_INFINITY;
      }
      const isLetter = isPlain && [...key].length === 1;
      if (isOpening && !isOwned && !modifiers.has(key) && !isAheadOver) {
        if (key === 'Backspace') ahead = [...ahead].slice(0, -1).join('');
        else if (isLetter && ahead.length < mostAhead) ahead += key;
        else isAheadOver = true;
      }
      if (isOpening && key === 'Tab') hasTabbed = true;
      if (!isPlain) return true;
      if (isOwned || isOpening) return false;
      // The focus is nowhere while something is being written: a button that had it is gone, or cannot be pressed any more.
      if (isWriting && (target === null || target === document.body)) return false;
      if (isGone && wasWriting && at - before < pause) quietUntil = at + pause;
      if (at >= quietUntil) return true;
      quietUntil = at + pause;
      return false;
    },
  };
}
