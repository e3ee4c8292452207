/**
 * Every defence of the checklist that one line switches off, switched off in a copy of the program: its test must fail there. Takes minutes, so
 * it is part of the whole proof only.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist, type SwitchOff } from '../security/checklist.ts';
import { fileOfMark, switchOff } from '../security/marked-lines.ts';
import { isWholeProof } from '../support/proof-scale.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const needed = ['electron', 'renderer', 'test', 'build', 'package.json', 'vitest.config.ts', 'tsconfig.json', 'tsconfig.base.json'];

const cases = checklist.flatMap(({ id, proofs }) =>
  proofs.flatMap(({ file, title, pattern, control }) =>
    typeof control === 'string' ? [] : [{ id, file, pattern: pattern ?? literal(title), controls: [control].flat() }],
  ),
);

/** A title as the pattern of `-t`: placeholders stand for anything. */
function literal(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%s|\\\$\w+/g, '.*');
}

describe.skipIf(!isWholeProof)('a defence that is switched off', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'postglass-mutation-'));
    for (const name of needed) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const passes = (file: string, pattern: string) => {
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file, '-t', pattern], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, POSTGLASS_PROOF: 'sample' },
      // A test that waits for what never comes fails, too.
      timeout: 180_000,
    });
    return { passed: status === 0, ran: / (\d+) passed/.test(stdout ?? '') || status !== 0 };
  };
  const withChanges = (controls: readonly SwitchOff[], work: () => void) => {
    const paths = controls.map(({ mark }) => join(copy, fileOfMark(root, mark)));
    const sources = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
    controls.forEach(({ mark, becomes }, index) => {
      const path = paths[index] ?? '';
      writeFileSync(path, switchOff(readFileSync(path, 'utf8'), mark, becomes));
    });
    try {
      work();
    } finally {
      for (const [path, source] of sources) writeFileSync(path, source);
    }
  };

  it.each(cases)('$id: $file $pattern: the test is red', { timeout: 600_000 }, ({ file, pattern, controls }) => {
    expect(passes(file, pattern)).toEqual({ passed: true, ran: true });
    withChanges(controls, () => expect(passes(file, pattern).passed).toBe(false));
  });
});
