/** Styles are scoped by ownership: a class belongs to the folder that styles it, and only that folder gives it to elements. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAllClassNames, readClassNames } from './support/styles/class-names.ts';
import { findStrays } from './support/styles/ownership.ts';
import { readSheet, readSheets } from './support/styles/sheets.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = { sheets: readSheets(root, 'renderer'), uses: readAllClassNames(root, 'renderer') };

/** Elements of documents of their own, whose styles stand beside them: a message as HTML, and the page that is printed. */
const ofOtherDocuments = /\.(mail-(passage|words|run)|print-(head|text)), which no sheet styles$/;

const sheet = (folder: string, text: string) => readSheet(`renderer/${folder}/a.css`, text);
const module = (folder: string, text: string) => readClassNames(`renderer/${folder}/A.tsx`, text);
const [reader, ui] = [module('features/reader', '<p className="letter" />'), module('ui', '<b className="key" />')];
const own = [...sheet('features/reader', '.letter {color: red}'), ...sheet('ui', '.key {color: red}')];

describe('the styles of the window', () => {
  it('belong to one folder each', () => {
    expect(findStrays(all.sheets, all.uses).filter((stray) => !ofOtherDocuments.test(stray))).toEqual([]);
  });

  it('ask for the size of a part that is measured: a container that nobody is never matches', () => {
    const texts = globSync('renderer/**/*.css', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
    const asked = texts.flatMap((text) => [...text.matchAll(/@container(?! style) *([\w-]*)/g)].map(([, name = '']) => name));
    const measured = new Set(texts.flatMap((text) => [...text.matchAll(/\bcontainer: ([\w-]+) \//g)].map(([, name]) => name)));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !measured.has(name))).toEqual([]);
  });

  it('are read at all', () => {
    expect(all.sheets.length).toBeGreaterThan(500);
    expect(all.uses.length).toBeGreaterThan(400);
    expect(findStrays(own, [...reader, ...ui])).toEqual([]);
  });

  it.each<[what: string, sheets: ReturnType<typeof readSheet>, uses: ReturnType<typeof readClassNames>, complaint: string]>([
    [
      'a class that two folders style',
      sheet('features/reader', '@media print { .letter .key {color: red} }'),
      [],
      '.key is styled by renderer/features/reader and renderer/ui: one of them, or two classes',
    ],
    [
      'an element of any folder',
      sheet('features/reader', 'p .letter {color: red}'),
      [],
      'renderer/features/reader/a.css:1 begins with no class of its folder: it would reach the elements of others',
    ],
    [
      'a state of anything',
      sheet('features/reader', '.letter > .is-open {color: red}'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a module
      module('features/reader', "<p className={`letter${open ? ' is-open' : ''}`} />"),
      'renderer/features/reader/a.css:1 has .is-open without the class of what is so',
    ],
    [
      'what no element has',
      sheet('features/reader', '.letter.is-long {color: red}'),
      module('features/reader', "<p className={side === 'is-long' ? 'letter' : ''} />"),
      'renderer/features/reader/a.css:1 styles .letter.is-long, which no element has',
    ],
    [
      'the class of a control, given outside its component',
      [],
      module('features/reader', "const className = more ? 'key' : '';"),
      'renderer/features/reader/A.tsx:1 gives .key, a class of renderer/ui: use its component, or a class of renderer/features/reader',
    ],
    [
      'a class without a style',
      [],
      module('features/reader', '<p className="letter envelope" />'),
      'renderer/features/reader/A.tsx:1 gives .envelope, which no sheet styles',
    ],
    [
      'a state without a style',
      [],
      module('features/reader', "<p className={old ? 'letter is-old' : 'letter'} />"),
      'renderer/features/reader/A.tsx:1 gives .is-old, which renderer/features/reader styles nowhere',
    ],
    [
      'states without a style, of which only the beginning is known',
      [],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a module
      module('features/reader', '<p className={`letter is-${age}`} />'),
      'renderer/features/reader/A.tsx:1 gives .is-…, which renderer/features/reader styles nowhere',
    ],
  ])('are complained of: %s', (_, sheets, uses, complaint) => {
    expect(findStrays([...own, ...sheets], [...reader, ...ui, ...uses])).toEqual([complaint]);
  });
});
