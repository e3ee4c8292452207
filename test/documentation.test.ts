/** The documentation leads to what is there: pages and headings, files of the source, pictures, npm scripts, commands with their options. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readWindowArguments } from '../electron/loopback/arguments.ts';
import { readTerminalArguments } from '../electron/terminal/arguments.ts';
import { usage } from '../electron/terminal/help.ts';
import packageFile from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The anchor that a page of Markdown gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .trim()
    .replaceAll(' ', '-');

/** Where a file that a page names may lie. */
const places = ['.', 'electron', 'electron/engine', 'electron/engine/transcript', 'renderer', 'renderer/features/messages'];

/** What a page has to be typed: the part of an indented line that calls npm. A synopsis, with its brackets, is none. */
const commandsOf = (text: string): string[] =>
  [...text.matchAll(/^ {4}.*?\b(npm (?:start|test|run|ci)\b.*)$/gm)]
    .map(([, command = '']) => command)
    .filter((command) => !command.includes('['))
    .map((command) => command.replace(/ {3,}.*$/, ''));

describe.each(pages)('%s', (page) => {
  const text = textOf(page);

  it('has links that lead somewhere', () => {
    for (const [link, path = '', anchor = ''] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const target = path === '' ? page : normalize(join(dirname(page), path));
      expect(existsSync(join(root, target)), link).toBe(true);
      if (anchor !== '')
        expect(
          [...textOf(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading)),
          link,
        ).toContain(anchor);
    }
  });

  it('names files that are there', () => {
    for (const [, file = ''] of text.matchAll(/`([\w./-]+\.(?:tsx?|yml))`/g))
      expect(
        places.some((place) => existsSync(join(root, place, file))),
        file,
      ).toBe(true);
  });

  it('has commands that can be typed', () => {
    for (const command of commandsOf(text)) {
      const words = command.split(/\s+/).slice(1);
      if (words[0] === 'ci') continue;
      const name = words.find((word) => word !== 'run' && word !== '-s') ?? '';
      expect(Object.keys(packageFile.scripts), command).toContain(name);
      const given = words.includes('--') ? words.slice(words.indexOf('--') + 1) : [];
      // A sentence says what is wrong.
      if (name === 'cli') expect(readTerminalArguments(given), command).toBeTypeOf('object');
      if (name === 'start' || name === 'practice') expect(readWindowArguments(given), command).toBeTypeOf('object');
    }
  });
});

it('the page of the command line has every command as its help writes it', () => {
  const lines = textOf('docs/command-line.md').replace(/ +/g, ' ');
  for (const line of usage.trim().split('\n')) expect(lines).toContain(line.replace('postglass ', 'npm run -s cli -- '));
});

describe('the way from IDLE to a painted row', () => {
  const text = textOf('docs/architecture.md');
  const said = (pattern: RegExp) => (pattern.exec(text) ?? []).slice(1).map(Number);
  const rows = text.split('\n').flatMap((line) => {
    const [, first, last, cell] = /^\| (\d+)(?:–(\d+))? \| (.*) \|$/.exec(line) ?? [];
    if (cell === undefined) return [];
    // What stands in brackets is the same station of another host.
    const files = [...cell.replace(/\(or [^)]*\)/g, '').matchAll(/`([^`]+\.tsx?)`/g)].map(([, file = '']) => file);
    return [{ first: Number(first), last: Number(last ?? first), cell, files, isBack: cell.startsWith('back: ') }];
  });

  it('is numbered as it is listed', () => {
    let passes = 0;
    for (const { first, last, cell, files } of rows) {
      expect([first, last], cell).toEqual([passes + 1, passes + files.length]);
      passes = last;
    }
  });

  it('has as many passes, stations, files and borders as the page says', () => {
    const passed = rows.flatMap(({ files }) => files);
    const back = rows.flatMap(({ files, isBack }) => (isBack ? files : []));
    expect(said(/passes files (\d+) times/)).toEqual([passed.length]);
    expect(said(/one station: (\d+) stations in (\d+) files/)).toEqual([passed.length - back.length, new Set(passed).size]);
    expect(said(/another thread or process, (\d+) times/)).toEqual([rows.reduce((sum, { cell }) => sum + cell.split('\\|').length - 1, 0)]);
  });

  it('comes back only to files that have asked', () => {
    rows.forEach(({ files, isBack }, at) => {
      if (isBack) expect(rows.slice(0, at).flatMap((row) => row.files)).toEqual(expect.arrayContaining(files));
    });
  });
});
