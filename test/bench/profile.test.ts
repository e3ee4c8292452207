import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from './peers.ts';
import { readProfiles, showProfiles } from './profile.ts';

it('names the thread and the function in which a process spent its time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-profile-'));
  const spin = 'function spin(turns) { let sum = 0; for (let turn = 0; turn < turns; turn += 1) sum += Math.sqrt(turn); return sum; }';
  const worker = join(folder, 'busy-worker.ts');
  writeFileSync(worker, `${spin} spin(6e8);`);
  const main = join(folder, 'main.mjs');
  writeFileSync(main, `import { Worker } from 'node:worker_threads'; ${spin} spin(2e8); new Worker(${JSON.stringify(worker)});`);
  await runProgram(process.execPath, ['--cpu-prof', '--cpu-prof-dir', folder, main]);
  const profiles = readProfiles(folder);
  rmSync(folder, { recursive: true, force: true });

  expect(profiles.map(({ thread }) => thread)).toEqual(['busy', 'main']);
  for (const { functions, busy, seconds } of profiles) {
    expect(functions[0]?.name).toMatch(/^spin /);
    expect(busy).toBeGreaterThanOrEqual(functions[0]?.seconds ?? Number.NaN);
    expect(seconds).toBeGreaterThanOrEqual(busy);
  }
  const [first, second] = showProfiles(profiles);
  expect(first).toMatch(/^ {2}thread busy: busy for \d\.\d\d of \d\.\d\d s$/);
  expect(second).toMatch(/^ +\d\.\d\d s {2}spin busy-worker\.ts:1$/);
});
