/** Files by which the browser was opened, left by a program that was killed. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeOpeningFiles } from '../../electron/loopback/open-browser.ts';

it('are removed; one that cannot be is said, and keeps nobody from starting', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-opening-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'open-0000000000000000.html'));
  writeFileSync(join(folder, 'open-0123456789abcdef.html'), '');
  writeFileSync(join(folder, 'open-mine.html'), '');
  const said: string[] = [];
  removeOpeningFiles(folder, (text) => said.push(text));
  expect(readdirSync(folder)).toEqual(['open-0000000000000000.html', 'open-mine.html']);
  expect(said).toEqual([expect.stringContaining('open-0000000000000000.html')]);
});
