import { describe, expect, it } from 'vitest';
import { isPlainKey } from '../../../renderer/state/shortcuts.ts';
import { createWritingGuard, pause } from '../../../renderer/state/writing.ts';

/** A guard on a clock of its own; elements are not needed where nothing is focused. */
function startGuard() {
  let at = 0;
  const guard = createWritingGuard(() => at);
  return {
    guard,
    wait: (milliseconds: number) => {
      at += milliseconds;
    },
    key: (key: string, isWriting = false) => guard.allows(key, null, key.length === 1 || key === 'Delete', isWriting, at),
  };
}

describe('a plain key', () => {
  it('is told from one that is a command for certain', () => {
    expect(['r', '!', '?', 'Delete', 'Backspace', 'Shift+a'].map(isPlainKey)).toEqual([true, true, true, true, true, true]);
    expect(['Mod+r', 'Alt+Enter', 'F5', 'Shift+F6', 'Mod+Shift+r', 'Ctrl+k'].map(isPlainKey)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is a command where nobody writes', () => {
    const { key } = startGuard();
    expect(key('e')).toBe(true);
  });

  it('is none from the moment a text is asked for until the focus is in it, or the user goes elsewhere', () => {
    const { guard, key, wait } = startGuard();
    guard.opening();
    expect(key('e')).toBe(false);
    wait(10 * pause);
    expect(key('e')).toBe(false);
    guard.pointed();
    expect(key('e')).toBe(true);
  });

  it('is none after a form has gone, for as long as somebody goes on with the sentence', () => {
    const { guard, key, wait } = startGuard();
    key('x', true);
    guard.closed();
    for (const letter of 'please archive these') {
      wait(pause - 1);
      expect(key(letter), letter).toBe(false);
    }
    wait(pause);
    expect(key('e')).toBe(true);
  });

  it('is a command again at once after Escape, and after a click', () => {
    const { guard, key } = startGuard();
    key('Escape', true);
    guard.closed();
    expect(key('e')).toBe(true);
    key('x', true);
    guard.closed();
    expect(key('e')).toBe(false);
    guard.pointed();
    expect(key('e')).toBe(true);
  });

  it('is a command again at once after a step through a list, but not after Shift, which is part of a letter', () => {
    const { guard, key } = startGuard();
    key('x', true);
    guard.closed();
    key('Shift');
    expect(key('A')).toBe(false);
    key('ArrowDown');
    expect(key('r')).toBe(true);
  });

  it('with a modifier is always one', () => {
    const { guard } = startGuard();
    guard.opening();
    expect(guard.allows('k', null, false, true, 0)).toBe(true);
  });
});
