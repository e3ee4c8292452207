import { expect, it } from 'vitest';
import { createKeyedMutex } from '../../electron/base/keyed-mutex.ts';
import { createMutex } from '../../electron/base/mutex.ts';
import { createSemaphore } from '../../electron/base/semaphore.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work that says when it begins and ends when it is told to. */
function controlled(names: readonly string[]) {
  const begun: string[] = [];
  const ends = new Map(names.map((name) => [name, Promise.withResolvers<string>()] as const));
  const work = (name: string) => () => {
    begun.push(name);
    return ends.get(name)?.promise ?? expect.fail(name);
  };
  return {
    begun,
    work,
    end: (name: string) => ends.get(name)?.resolve(name),
    fail: (name: string) => ends.get(name)?.reject(new Error(name)),
  };
}

it('a semaphore lets so many run at once, and the others in the order they came, also after one that failed', async () => {
  const { begun, work, end, fail } = controlled(['a', 'b', 'c', 'd']);
  const limited = createSemaphore(2);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => limited(work(name)));
  await settle();
  expect(begun).toEqual(['a', 'b']);
  fail('b');
  await expect(b).rejects.toThrow('b');
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const name of ['a', 'c', 'd']) end(name);
  expect(await Promise.all([a, c, d])).toEqual(['a', 'c', 'd']);
});

it('a mutex lets one run, and the others in the order they came, also after one that failed', async () => {
  const { begun, work, end, fail } = controlled(['a', 'b', 'c']);
  const alone = createMutex();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => alone(work(name)));
  await settle();
  expect(begun).toEqual(['a']);
  fail('a');
  await expect(a).rejects.toThrow('a');
  await settle();
  expect(begun).toEqual(['a', 'b']);
  for (const name of ['b', 'c']) end(name);
  expect(await Promise.all([b, c])).toEqual(['b', 'c']);
});

it('a keyed mutex lets one run for each key, in the order they came, also after one that failed', async () => {
  const { begun, work, end, fail } = controlled(['x1', 'x2', 'y1']);
  const locked = createKeyedMutex();
  const first = locked('x', work('x1'));
  const second = locked('x', work('x2'));
  const other = locked('y', work('y1'));
  await settle();
  expect(begun).toEqual(['x1', 'y1']);
  let isIdle = false;
  const idle = locked.idle().then(() => {
    isIdle = true;
  });
  fail('x1');
  await expect(first).rejects.toThrow('x1');
  end('y1');
  await settle();
  expect(begun).toEqual(['x1', 'y1', 'x2']);
  expect(isIdle).toBe(false);
  end('x2');
  await idle;
  expect(await Promise.all([second, other])).toEqual(['x2', 'y1']);
});
