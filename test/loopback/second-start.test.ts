/** A start on a data folder that another process has: it waits for the other's window, or for the folder, as long as a slow computer needs. */
import { describe, expect, it } from 'vitest';
import { failure, type Result } from '../../electron/contract/failure.ts';
import { type Running, startOrJoin } from '../../electron/loopback/second-start.ts';

/** Starts at a time that passes only in pauses; what the other process does is said for each moment, in seconds. */
async function startBeside(other: (seconds: number) => 'locked' | 'free' | Running) {
  let time = 0;
  const seen = { starts: 0 };
  const start = async (): Promise<Result<string>> => {
    seen.starts += 1;
    return other(time / 1_000) === 'free' ? { ok: true, value: 'engine' } : { ok: false, failure: failure('data-folder-locked') };
  };
  const ask = async (): Promise<Running> => {
    const now = other(time / 1_000);
    return typeof now === 'string' ? null : now;
  };
  const pause = async (milliseconds: number) => {
    time += milliseconds;
  };
  return { result: await startOrJoin(start, ask, { now: () => time, pause }), seconds: time / 1_000, starts: seen.starts };
}

const address = 'http://127.0.0.1:1/?token=t';

describe('a start on a data folder that another process has', () => {
  it.each([0, 3, 6, 30, 59])('shows the window of a program that needs %i seconds to start', async (needed) => {
    const { result, seconds } = await startBeside((now) => (now < needed ? 'locked' : { address }));
    expect(result).toEqual({ ok: true, value: { address } });
    expect(seconds).toBeLessThan(needed + 0.2);
  });

  it.each([0, 2, 20, 50])('starts itself when the other has ended after %i seconds', async (held) => {
    const { result, seconds } = await startBeside((now) => (now < held ? 'locked' : 'free'));
    expect(result).toEqual({ ok: true, value: { started: 'engine' } });
    expect(seconds).toBeLessThan(held + 5.2);
  });

  it('says at once that a program without a window in a browser has it', async () => {
    const { result, seconds } = await startBeside(() => ({ address: null }));
    expect(result).toMatchObject({ ok: false, failure: { code: 'data-folder-locked' } });
    expect(seconds).toBe(0);
  });

  it('says after a minute that it is locked, with few tries', async () => {
    const { result, seconds, starts } = await startBeside(() => 'locked');
    expect(result).toMatchObject({ ok: false, failure: { code: 'data-folder-locked' } });
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThan(61);
    expect(starts).toBeLessThan(15);
  });

  it('does not wait for another failure', async () => {
    const failed: Result<never> = { ok: false, failure: failure('data-folder-unwritable') };
    const nobody = async () => null;
    const noPause = async () => expect.unreachable();
    expect(await startOrJoin(async () => failed, nobody, { now: () => 0, pause: noPause })).toBe(failed);
  });
});
