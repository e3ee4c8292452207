/** Which key means which command: pure, so that the table can be read, tested and shown. */

import type { Language } from '../../electron/contract/application.ts';
import { keyNames } from '../i18n/key-names.ts';

/** `Mod` is Ctrl, or Cmd on a Mac. A sequence is two strokes with a space between: `g i`. */
export type Stroke = string;

interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Names a stroke: `Mod+Shift+k`, `?`, `g`, `Delete`. Shift is named only where it does not already change the character. */
export function nameStroke(stroke: KeyStroke, mac: boolean): string {
  const modifier = mac ? stroke.metaKey : stroke.ctrlKey;
  const other = mac ? stroke.ctrlKey : stroke.metaKey;
  const letter = stroke.key.length === 1;
  const key = letter ? stroke.key.toLowerCase() : stroke.key;
  const showsShift = stroke.shiftKey && (!letter || modifier || /\p{L}/u.test(key));
  return `${modifier ? 'Mod+' : ''}${other ? (mac ? 'Ctrl+' : 'Meta+') : ''}${stroke.altKey ? 'Alt+' : ''}${showsShift ? 'Shift+' : ''}${key}`;
}

/** A stroke as people read it: `⌘K` on a Mac, `Ctrl+K` elsewhere; a sequence as `G I`; keys by the names they have in the language. */
export function showStroke(stroke: Stroke, mac: boolean, language: Language = 'en'): string {
  const names = keyNames[language];
  return stroke
    .split(' ')
    .map((part) =>
      part
        .replace('Mod+', mac ? '⌘' : 'Ctrl+')
        .replace('Shift+', mac ? '⇧' : `${names.Shift}+`)
        .replace('Alt+', mac ? '⌥' : 'Alt+')
        .replace(/(^|\+|⌘|⇧|⌥)(\p{L})$/u, (_, before: string, letter: string) => before + letter.toUpperCase())
        .replace('Delete', mac ? '⌫' : names.Delete)
        .replace('Home', names.Home)
        .replace('End', names.End)
        .replace('Enter', names.Enter)
        .replace('Backspace', names.Backspace),
    )
    .join(' ');
}

/** Strokes as assistive technology is told of them (WAI-ARIA 1.2, aria-keyshortcuts); a sequence cannot be said there. */
export function ariaStrokes(strokes: readonly Stroke[], mac: boolean): string {
  return strokes
    .filter((stroke) => !stroke.includes(' '))
    .map((stroke) => stroke.replace('Mod+', mac ? 'Meta+' : 'Control+').replace(/(?<=^|\+)\p{L}$/u, (letter) => letter.toUpperCase()))
    .join(' ');
}

interface StrokeReader {
  /** The command's strokes that this key completes, or null: pass each key in. */
  read(name: string, known: ReadonlySet<Stroke>, at: number): Stroke | null;
}

/** How long the second stroke of a sequence may take, in milliseconds. */
const sequenceTime = 1_500;

export function createStrokeReader(): StrokeReader {
  let first: { name: string; at: number } | null = null;
  return {
    read(name, known, at) {
      const sequence = first && at - first.at < sequenceTime ? `${first.name} ${name}` : null;
      first = null;
      if (sequence && known.has(sequence)) return sequence;
      if ([...known].some((stroke) => stroke.startsWith(`${name} `))) first = { name, at };
      return known.has(name) ? name : null;
    },
  };
}

/** Whether a stroke is a key that writes or erases: without the modifiers that make a key a command for certain. */
export const isPlainKey = (name: string): boolean => !/^(?:(?:Mod|Ctrl|Meta|Alt)\+|(?:Shift\+)?F\d)/.test(name);
