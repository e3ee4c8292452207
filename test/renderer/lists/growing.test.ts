import { expect, it } from 'vitest';
import { beginTaking } from '../../../renderer/ui/list/growing.ts';

function* blocks(count: number) {
  for (let block = 1; block <= count; block += 1) yield block;
}

it('loses no block of a long text by a drawing that is thrown away and made again', () => {
  let taken = beginTaking(() => blocks(100), 7);
  while (!taken.isWhole) {
    const drawn = taken.next();
    // React may call for it again, or throw the first away.
    expect(taken.next()).toBe(drawn);
    taken = drawn;
  }
  expect(taken.portions.flat()).toEqual([...blocks(100)]);
  expect(taken.next()).toBe(taken);
});
