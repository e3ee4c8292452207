import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../electron/contract/failure.ts';
import { startEngineThread } from '../../electron/engine/engine-thread.ts';
import { keepRunning } from '../../electron/engine/workers/lasting-thread.ts';
import { startStorageThread } from '../../electron/engine/workers/storage-thread.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { createManualClock } from '../support/manual-clock.ts';

const stuck = new URL('../support/stuck-worker.ts', import.meta.url);

describe('closing', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-closing-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['deaf', 'busy'])('is over although the engine is %s, and says that it was not finished', async (kind) => {
    const started = await startEngineThread(
      {
        dataFolder: join(folder, kind),
        version: '0',
        accountsFile: null,
        practice: false,
        automatic: false,
        workers: { engine: stuck, storage: stuck, parse: stuck, pack: stuck, compose: stuck },
      },
      createNodeHost({ vault: createMemoryVault(), language: null }),
      () => undefined,
      { close: 50, gone: 20_000 },
    );
    if (!started.ok) throw new Error(started.failure.code);
    const waits = started.value.dispatch('folders.list', {});
    expect(await started.value.close()).toMatchObject({ ok: false, failure: { code: 'closing-unfinished', detail: { stuck: false } } });
    // Whoever waits is answered.
    expect(await waits).toMatchObject({ ok: false });
  });

  it.each(['deaf', 'busy'])('does not wait for ever for a storage thread that is %s', async (kind) => {
    const clock = createManualClock();
    const deaths: string[] = [];
    const kept = await keepRunning({
      start: (openWithin) =>
        startStorageThread({
          url: stuck,
          folder: join(folder, kind),
          clock: { now: clock.now, setTimer: clock.after },
          announce: () => undefined,
          idleTrouble: () => undefined,
          openWithin,
        }),
      clock: { now: clock.now, setTimer: clock.after },
      onDeath: (reason) => deaths.push(reason),
      onTrouble: () => undefined,
    });
    if (!kept.ok) throw new Error(kept.failure.code);
    const waits = kept.value.run('setFlags', {});
    await Promise.resolve();
    const closed = kept.value.close();
    await expect.poll(() => clock.pending()).toBe(2);
    clock.advance(8_000);
    await closed;
    expect(deaths).toEqual(['the storage thread did not close within 8 seconds']);
    expect(await waits).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });
  });

  it('starts the storage anew although the one before did not end by itself', async () => {
    const clock = createManualClock();
    let starts = 0;
    const kept = await keepRunning({
      start: (openWithin) => {
        starts += 1;
        return startStorageThread({
          url: stuck,
          folder: join(folder, 'deaf'),
          clock: { now: clock.now, setTimer: clock.after },
          announce: () => undefined,
          idleTrouble: () => undefined,
          openWithin,
        });
      },
      clock: { now: clock.now, setTimer: clock.after },
      onDeath: () => undefined,
      onTrouble: () => undefined,
    });
    if (!kept.ok) throw new Error(kept.failure.code);
    const restarted = kept.value.restart(() => undefined);
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(8_000);
    expect(await restarted).toEqual(succeed(null));
    expect(starts).toBe(2);
    const closed = kept.value.close();
    await expect.poll(() => clock.pending()).toBeGreaterThan(0);
    clock.advance(8_000);
    await closed;
  });
});
