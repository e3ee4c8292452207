import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createFifo } from '../../../electron/engine/transcript/record/fifo.ts';

it('gives back what came first, however many come and go', () => {
  const fifo = createFifo<number>();
  let next = 0;
  let expected = 0;
  for (let round = 0; round < 5_000; round += 1) {
    fifo.push(next++);
    fifo.push(next++);
    expect(fifo.first()).toBe(expected);
    expect(fifo.shift()).toBe(expected++);
  }
  expect(fifo.length).toBe(5_000);
  expect(fifo.items()).toEqual(Array.from({ length: 5_000 }, (_, at) => expected + at));
  while (fifo.length > 0) expect(fifo.shift()).toBe(expected++);
  expect([fifo.first(), fifo.shift(), fifo.length]).toEqual([undefined, undefined, 0]);
});

it('holds on to nothing that has gone, though something always waits', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const fifo = createFifo<object>();
  const gone = Array.from({ length: 100 }, () => {
    const item = {};
    fifo.push(item);
    return new WeakRef(item);
  });
  fifo.push({});
  while (fifo.length > 1) fifo.shift();
  return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    collect();
    expect(gone.filter((each) => each.deref() !== undefined)).toEqual([]);
  });
});
