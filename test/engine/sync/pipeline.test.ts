import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPipeline } from '../../../electron/engine/sync/download/pipeline.ts';

/** Adds batches of these octets, and answers how many of them the wire has got rid of while none is stored, and after each that is. */
async function admitted(octets: readonly number[]): Promise<number[]> {
  const pipeline = createPipeline({ batchesAtOnce: 3, octetsAtOnce: 100 });
  const stored = octets.map(() => Promise.withResolvers<void>());
  let added = 0;
  const adding = (async () => {
    for (const [at, size] of octets.entries()) {
      await pipeline.add(stored[at]?.promise ?? Promise.resolve(), size);
      added += 1;
    }
    await pipeline.drain();
  })();
  const seen: number[] = [];
  for (const { resolve } of [{ resolve() {} }, ...stored]) {
    resolve();
    await setImmediate();
    seen.push(added);
  }
  await adding;
  return seen;
}

it('lets so many batches be under way', async () => {
  expect(await admitted([1, 1, 1, 1, 1])).toEqual([2, 3, 4, 5, 5, 5]);
});

it('lets a large one be under way alone', async () => {
  expect(await admitted([500, 1, 1])).toEqual([0, 3, 3, 3]);
  expect(await admitted([1, 500, 1])).toEqual([1, 1, 3, 3]);
});

it('fails with what an earlier batch failed with', async () => {
  const pipeline = createPipeline({ batchesAtOnce: 2, octetsAtOnce: 100 });
  await pipeline.add(Promise.reject(new Error('no room')), 1);
  await expect(pipeline.add(Promise.resolve(), 1)).rejects.toThrow('no room');
});
