import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../electron/base/logger.ts';
import { succeed } from '../../electron/contract/failure.ts';
import { startEngineThread } from '../../electron/engine/engine-thread.ts';
import { closeRooms } from '../../electron/engine/lifecycle/closing.ts';
import { startStorageThread } from '../../electron/engine/workers/storage-thread.ts';
import { superviseThread } from '../../electron/engine/workers/supervised-thread.ts';
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
        workers: {
          engine: stuck,
          storage: stuck,
          parse: stuck,
          check: stuck,
          pack: stuck,
          compose: stuck,
          export: stuck,
          search: stuck,
          log: stuck,
        },
      },
      createNodeHost({ vault: createMemoryVault(), language: null }),
      () => undefined,
      { close: 50, gone: 20_000 },
    );
    if (!started.ok) throw new Error(started.failure.code);
    const waits = started.value.dispatch('folders.list', {});
    expect(await started.value.close()).toMatchObject({ ok: false, failure: { code: 'closing-unfinished', detail: { stuck: false } } });
    // Pending calls are answered.
    expect(await waits).toMatchObject({ ok: false });
  });

  it.each(['deaf', 'busy'])('does not wait for ever for a storage thread that is %s', async (kind) => {
    const clock = createManualClock();
    const deaths: string[] = [];
    const kept = await superviseThread({
      start: (openWithin) =>
        startStorageThread({
          url: stuck,
          folder: join(folder, kind),
          clock,
          announce: () => undefined,
          idleTrouble: () => undefined,
          openWithin,
        }),
      clock,
      onCrash: (reason) => deaths.push(reason),
      onTrouble: () => undefined,
      onAnswer: () => undefined,
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
    const kept = await superviseThread({
      start: (openWithin) => {
        starts += 1;
        return startStorageThread({
          url: stuck,
          folder: join(folder, 'deaf'),
          clock,
          announce: () => undefined,
          idleTrouble: () => undefined,
          openWithin,
        });
      },
      clock,
      onCrash: () => undefined,
      onTrouble: () => undefined,
      onAnswer: () => undefined,
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

  describe('the rooms', () => {
    const over = async () => undefined;
    const never = () => new Promise<void>(() => undefined);
    /** Closes rooms of which some close otherwise; answers what was closed, in order, and what was said. */
    async function closeWith(other: Partial<Record<string, () => Promise<void>>>, pass: readonly number[]) {
      const clock = createManualClock();
      const closed: string[] = [];
      const said: string[] = [];
      const room = (name: string) => ({
        close() {
          closed.push(name);
          return (other[name] ?? over)();
        },
      });
      const ended = closeRooms(
        {
          servers: [room('outbox'), room('sync')],
          services: room('services'),
          practice: room('practice'),
          threads: [{ part: 'the parse thread', milliseconds: 2_000, close: room('parse').close }],
          transcript: room('transcript'),
        },
        { clock, logger: createLogger('engine', ({ text }) => void said.push(text)) },
      );
      for (const milliseconds of pass) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(milliseconds);
      }
      await ended;
      return { closed, said };
    }
    const inOrder = ['outbox', 'sync', 'services', 'practice', 'parse', 'transcript'];

    it('end one after the other: first what talks to servers, last what records', async () => {
      expect(await closeWith({}, [])).toEqual({ closed: inOrder, said: [] });
    });

    it.each([
      { hangs: 'sync', pass: [3_000], said: [] },
      { hangs: 'practice', pass: [2_000], said: ['the practice server did not close within 2 seconds and is left'] },
      { hangs: 'transcript', pass: [3_000], said: ['the transcript did not close within 3 seconds and is left'] },
    ])('end although $hangs hangs, each within its time', async ({ hangs, pass, said }) => {
      expect(await closeWith({ [hangs]: never }, pass)).toEqual({ closed: inOrder, said });
    });

    it('end although some fail, and say so', async () => {
      const fails = async () => Promise.reject(new Error('no such file'));
      const { closed, said } = await closeWith({ services: fails, transcript: fails }, []);
      expect(closed).toEqual(inOrder);
      expect(said).toEqual(['other processes could not be closed: no such file', 'the transcript could not be closed: no such file']);
    });
  });
});
