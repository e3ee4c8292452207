import { describe, expect, it } from 'vitest';
import { type CharacterClass, charactersIn, hasOpenIsolate, withIsolates } from '../../electron/base/characters.ts';
import {
  hasHiddenCharacters,
  hasHiddenInName,
  visibleFileName,
  visibleLine,
  withoutFiller,
} from '../../electron/engine/mime/text/visible-text.ts';
import { quote } from '../../electron/words/failure-line.ts';
import { visible, visibleInRow, visibleLines } from '../../renderer/ui/text/visible-text.ts';

const samples: Readonly<Record<CharacterClass, readonly string[]>> = {
  control: ['\u0000', '\u0007', '\u001b', '\u007f', '\u0080', '\u009b'],
  tab: ['\t'],
  lineBreak: ['\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029'],
  bidiOverride: ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
  isolate: ['\u2066', '\u2067', '\u2068', '\u2069'],
  bidiMark: ['\u200e', '\u200f', '\u061c'],
  zeroWidth: ['\u00ad', '\u034f', '\u200b', '\u2060', '\ufeff', '\u3164'],
  joiner: ['\u200c', '\u200d'],
  annotation: ['\u206a', '\ufff9'],
  tag: ['\u{e0041}'],
};
const names = Object.keys(samples) as CharacterClass[]; // the keys of the record above

describe('the classes of characters', () => {
  it.each(names)('%s holds its own and no other', (name) => {
    for (const other of names)
      for (const character of samples[other])
        expect(charactersIn([name]).test(character), `${name} ${character.codePointAt(0)?.toString(16)}`).toBe(other === name);
  });

  it('leave letters, marks and emoji alone', () => {
    expect(charactersIn(names).test('Aéñ你한עא🙂\u0301\ufe0f 0-9.,;')).toBe(false);
  });
});

describe('isolates', () => {
  it.each([
    ['\u2068a\u2069 b', 'a b', false],
    ['\u2067a\u2068b\u2069\u2069', 'ab', false],
    ['\u2066a', '?a', true],
    ['a\u2069b', 'a?b', true],
    ['\u2069\u2066', '??', true],
    ['\u2066\u2066a\u2069', '?a', true],
    ['none', 'none', false],
  ])('%j', (text, shown, open) => {
    expect(withIsolates(text, '', '?')).toBe(shown);
    expect(hasOpenIsolate(text)).toBe(open);
  });
});

describe('on one line', () => {
  const hebrew = 'שלום\u200f! \u200eABC\u061c';

  it('Hebrew and Arabic are shown with their marks, in mail and in the window', () => {
    for (const show of [visibleLine, visible]) {
      expect(show(hebrew)).toBe(hebrew);
      expect(show('\u2068נעמי\u2069').replace(/[\u2068\u2069]/g, '')).toBe('נעמי');
    }
    expect(hasHiddenCharacters(hebrew)).toBe(false);
  });

  it.each(['\u202ea', '\u2066a', 'a\u2069', 'a\u001bb', '\ufff9a'])('%j is shown for what it is', (text) => {
    expect(visibleLine(text)).toContain('\ufffd');
    expect(visible(text)).toMatch(/[\ufffd\u241b]/);
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  it('characters that are not seen are left out, and warned of in names and addresses', () => {
    for (const show of [visibleLine, visible]) expect(show('pay\u200bpal\u00ad@example.\ufefftest')).toBe('paypal@example.test');
    expect(hasHiddenInName('pay\u200bpal')).toBe(true);
    expect(hasHiddenInName('علی\u200cرضا')).toBe(false);
  });

  it('a file name shows all of them, a terminal and the source of a message obey none', () => {
    expect(visibleFileName('a\u200f\u2066\u200bb.exe')).toBe('a\ufffd\ufffd\ufffdb.exe');
    expect(quote('a\u202eb\u2067c\u200f')).toBe('«a\\u202eb\\u2067c\\u200f»');
    expect(visibleLines('a\u200fb\u2067\r\n\tc')).toBe('a\ufffdb\ufffd\r\n\tc');
  });

  it('filler goes, words stay', () => {
    expect(withoutFiller('Real\u200c\u00a0\u200c\u00a0\u034f words')).toBe('Real words');
    expect(withoutFiller('می\u200cخواهم 👩\u200d👧')).toBe('می\u200cخواهم 👩\u200d👧');
  });

  it('a row shows less of letters that change their script at every turn, and all of what people write', () => {
    const written = ['Relatório trimestral — приложение на русском языке, 第3四半期の売上報告書について', 'שלום, report 2026 (final)'];
    for (const text of written) expect(visibleInRow(text, 250)).toBe(text);
    for (const text of ['a\u05d0'.repeat(500), 'a\u0431\u05d2\u4e2d'.repeat(500)]) expect(visibleInRow(text, 250).length).toBeLessThan(45);
    expect(visibleInRow('word '.repeat(100), 250)).toHaveLength(251);
  });
});
