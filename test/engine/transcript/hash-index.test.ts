import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { createHashIndex } from '../../../electron/engine/transcript/payload/hash-index.ts';
import { sha256 } from './transcript-fixture.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const open = (onError: (error: unknown) => void = (error) => expect.unreachable(String(error))) => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-hashes-'));
  folders.push(folder);
  return { folder, index: createHashIndex({ folder, clock: systemClock, flushEvery: 60_000, onError }) };
};
const entry = (name: string, session: string) => ({
  hash: sha256(Buffer.from(name)),
  session,
  firstLine: 1,
  lastLine: 2,
  purpose: 'fetched' as const,
});

it('keeps what crosses the wire while the index is tidied', async () => {
  for (let round = 0; round < 20; round++) {
    const { index } = open();
    for (let count = 0; count < 2_000; count++) index.add(entry(`old ${count}`, count % 2 ? 'kept' : 'gone'));
    await index.flush();
    const tidied = index.compact((session) => session !== 'gone');
    // Some of these come before the file is read, some after: each must be found.
    for (let turn = 0; turn < 20; turn++) {
      index.add(entry(`new ${turn}`, 'new'));
      void index.flush();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await tidied;
    for (let turn = 0; turn < 20; turn++) expect(await index.find(entry(`new ${turn}`, 'new').hash)).toHaveLength(1);
    expect(await index.find(entry('old 0', 'gone').hash)).toEqual([]);
    expect(await index.find(entry('old 1', 'kept').hash)).toHaveLength(1);
  }
});

it('goes on after a failed tidying, which is told', async () => {
  const errors: unknown[] = [];
  const { folder, index } = open((error) => errors.push(error));
  index.add(entry('old', 'gone'));
  await index.flush();
  rmSync(folder, { recursive: true });
  index.add(entry('lost', 'gone'));
  await index.compact(() => false);
  expect(errors).toHaveLength(1);
  await index.flush();
});
