import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { distinctNames, nameWithout, safeFileName } from '../../../electron/engine/mime/structure/safe-name.ts';

const hostile = [
  '../../../../.bashrc',
  '..\\..\\x.exe',
  '/etc/passwd',
  'C:\\Windows\\x.dll',
  'C:x',
  '\\\\server\\share\\x',
  '//server/x',
  'a\u0000.txt',
  'a\r\nb.txt',
  'file.txt:stream',
  'file.txt::$DATA',
  'CON',
  'con.txt',
  'NUL .txt',
  'CON .txt',
  'AUX\u00a0 .txt',
  'LPT9 .doc',
  'COM1 ',
  'LPT1',
  'com9.pdf',
  'COM¹',
  'CONIN$',
  'x.',
  'x ',
  'x. . .',
  '.',
  '..',
  '...',
  '',
  ' ',
  '/',
  '-rf',
  '--help',
  '.ssh',
  '~',
  '~root',
  'desktop.ini',
  'DESKTOP.INI',
  'Thumbs.db',
  'autorun.inf',
  'invoice\u202efdp.exe',
  'a\u200e\u200f\u2066b.txt',
  'a\ufeffb\u200b.txt',
  'a*?"<>|b',
  '$(rm -rf)',
  '`x`',
  '%PATH%',
  '\ud800',
  '__proto__',
  `${'é'.repeat(300)}.pdf`,
  '👍'.repeat(200),
  `x.${'y'.repeat(400)}`,
  `${' '.repeat(100_000)}x`,
  `${'.'.repeat(100_000)}`,
  `${'a/'.repeat(50_000)}b`,
];

it.each(hostile)('an attachment called %j is saved inside the chosen folder under a name that every system takes', (name) => {
  const safe = safeFileName(name);
  expect(safe).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff/\\<>:"|?*]/);
  expect(safe).not.toMatch(/^[.\-~ ]|[. ]$/);
  expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d|desktop\.ini|thumbs\.db|autorun\.inf) *(?:\.|$)/i);
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
  expect(safe.isWellFormed() && safe.length > 0).toBe(true);
  expect(safeFileName(safe)).toBe(safe);
  expect(win32.basename(safe)).toBe(safe);
  const folder = mkdtempSync(join(tmpdir(), 'postglass-name-'));
  try {
    const path = resolve(folder, safe);
    expect(dirname(path)).toBe(folder);
    writeFileSync(path, 'x', { flag: 'wx' });
    expect(readdirSync(folder)).toEqual([safe]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([
  ['informe ñandú (1).pdf', 'informe ñandú (1).pdf'],
  ['日本語.txt', '日本語.txt'],
  ['photo.tar.gz', 'photo.tar.gz'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  [`${'x'.repeat(500)}.jpeg`, `${'x'.repeat(195)}.jpeg`],
])('the name %s keeps its letters and its true extension', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

it('attachments of one name are told apart, ignoring case', () => {
  expect(distinctNames(['a.pdf', 'A.pdf', 'a.pdf', 'a (2).pdf', 'b'])).toEqual(['a.pdf', 'A (2).pdf', 'a (3).pdf', 'a (2) (2).pdf', 'b']);
});

it('an attachment without a name is called after its type and place', () => {
  expect(nameWithout('application/pdf', '1.2')).toBe('attachment-1.2.pdf');
  expect(nameWithout('x/y', '')).toBe('attachment.bin');
});
