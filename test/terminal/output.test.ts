import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonLine } from '../../electron/terminal/output.ts';
import { root } from './terminal-program.ts';

it('nothing of the command line writes but through its one writer, which makes control characters visible', () => {
  const folder = join(root, 'electron', 'terminal');
  const others = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'output.ts');
  expect(others.length).toBeGreaterThan(5);
  const direct = /process\.(?:stdout|stderr)|(?<!['/])\bconsole\.|from 'node:(?:console|tty)'|writeSync/;
  for (const line of ['process.stdout.write(name)', 'console.log(name)']) expect(line).toMatch(direct);
  for (const name of others) expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(direct);
});

it('JSON has no character that acts on a terminal, and reads back to the same text', () => {
  const name = 'a\u001b[2J\u009b31m\u202eb\u2028\u007f"\\c\u200b\u00ad\u{e0041}';
  expect(jsonLine({ name })).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u{e0041}]/u);
  expect(JSON.parse(jsonLine({ name }))).toEqual({ name });
});
