import { describe, expect, it } from 'vitest';
import { type Failure, type Result, succeed } from '../../electron/contract/failure.ts';
import { closeBeforeQuit, quitWithin } from '../../electron/desktop/quit.ts';
import { createManualClock } from '../support/manual-clock.ts';

interface Closes {
  close(): Promise<Result<null>>;
}

describe('quitting', () => {
  const program = (starting: Promise<Result<Closes>>) => {
    const clock = createManualClock();
    const listeners: ((event: { preventDefault(): void }) => void)[] = [];
    const outcome = Promise.withResolvers<Failure | 'quit'>();
    let putOff = 0;
    let isOver = false;
    const quit = () => {
      const before = putOff;
      for (const listener of listeners) listener({ preventDefault: () => (putOff += 1) });
      if (putOff === before) {
        isOver = true;
        outcome.resolve('quit');
      }
    };
    const leaving = closeBeforeQuit({
      onQuit: (listener) => listeners.push(listener),
      quit,
      abandon: outcome.resolve,
      clock,
      starting,
    });
    return { clock, quit, leaving, outcome: outcome.promise, isOver: () => isOver };
  };
  const never = new Promise<never>(() => undefined);

  it('waits for the engine, also when it is asked for twice', async () => {
    const closed = Promise.withResolvers<Result<null>>();
    const asked = Promise.withResolvers<void>();
    const { quit, outcome, isOver } = program(
      Promise.resolve(
        succeed({
          close: () => {
            asked.resolve();
            return closed.promise;
          },
        }),
      ),
    );
    quit();
    quit();
    await asked.promise;
    expect(isOver()).toBe(false);
    closed.resolve(succeed(null));
    expect(await outcome).toBe('quit');
  });

  it.each<[string, Promise<Result<Closes>>]>([
    ['closes', Promise.resolve(succeed({ close: () => never }))],
    ['has started', never],
  ])('ends and says so although the engine never %s', async (_what, starting) => {
    const { clock, quit, outcome } = program(starting);
    quit();
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(quitWithin);
    expect(await outcome).toMatchObject({ code: 'closing-unfinished', detail: { seconds: quitWithin / 1000 } });
  });

  it('says what did not close in time', async () => {
    const late = {
      ok: false as const,
      failure: { code: 'closing-unfinished' as const, permanent: false, detail: { seconds: 27, stuck: true } },
    };
    const { quit, outcome } = program(Promise.resolve(succeed({ close: async () => late })));
    quit();
    expect(await outcome).toEqual(late.failure);
  });

  it('ends although closing fails', async () => {
    const { quit, outcome } = program(Promise.resolve(succeed({ close: () => Promise.reject(new Error('no')) })));
    quit();
    expect(await outcome).toMatchObject({ code: 'internal' });
  });
});
