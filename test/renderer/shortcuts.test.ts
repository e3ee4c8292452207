import { describe, expect, it } from 'vitest';
import { createStrokeReader, nameStroke, showStroke } from '../../renderer/state/shortcuts.ts';

const stroke = (key: string, held: { ctrl?: boolean; meta?: boolean; shift?: boolean } = {}) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: false,
  shiftKey: held.shift ?? false,
});

describe('keys', () => {
  it('are named the same on every machine, with the modifier that people use there', () => {
    expect(nameStroke(stroke('k', { ctrl: true }), false)).toBe('Mod+k');
    expect(nameStroke(stroke('k', { meta: true }), true)).toBe('Mod+k');
    expect(nameStroke(stroke('k', { ctrl: true }), true)).toBe('Ctrl+k');
    expect(nameStroke(stroke('R', { ctrl: true, shift: true }), false)).toBe('Mod+Shift+r');
  });

  it('that need Shift on some keyboards and not on others are the same key', () => {
    expect(nameStroke(stroke('?', { shift: true }), false)).toBe('?');
    expect(nameStroke(stroke('/', { shift: true }), false)).toBe('/');
    expect(nameStroke(stroke('*'), false)).toBe('*');
  });

  it('typed one after the other within a second and a half are a sequence', () => {
    const known = new Set(['g i', 'i']);
    const reader = createStrokeReader();
    expect(reader.read('g', known, 0)).toBeNull();
    expect(reader.read('i', known, 1_000)).toBe('g i');
    expect(reader.read('g', known, 2_000)).toBeNull();
    expect(reader.read('i', known, 4_000)).toBe('i');
  });

  it('are shown as they are printed on the keyboard', () => {
    expect(showStroke('Mod+Shift+r', false)).toBe('Ctrl+Shift+R');
    expect(showStroke('Mod+k', true)).toBe('⌘K');
    expect(showStroke('g i', false)).toBe('G I');
    expect(showStroke('Delete', true)).toBe('⌫');
    expect(['Delete', 'Home', 'End', 'Mod+Enter', 'Mod+Shift+r'].map((stroke) => showStroke(stroke, false, 'es'))).toEqual([
      'Supr',
      'Inicio',
      'Fin',
      'Ctrl+Intro',
      'Ctrl+Mayús+R',
    ]);
    expect(['Delete', 'Home', 'Shift+F6'].map((stroke) => showStroke(stroke, false, 'pt-BR'))).toEqual(['Delete', 'Home', 'Shift+F6']);
  });
});
