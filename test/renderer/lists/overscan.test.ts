import { describe, expect, it } from 'vitest';
import { drawnRows } from '../../../renderer/ui/list/overscan.ts';

const none = { first: 0, last: -1 };

describe('the rows that are drawn', () => {
  it('are those in sight and one more on either side until the margin has come', () => {
    expect(drawnRows({ first: 10, last: 13 }, none, 6, 11, 100)).toEqual([9, 10, 11, 12, 13, 14]);
    expect(drawnRows({ first: 10, last: 13 }, { first: 10, last: 13 }, 3, 11, 100)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });

  it('stay within the list', () => {
    expect(drawnRows({ first: 0, last: 2 }, { first: 0, last: 2 }, 6, 0, 4)).toEqual([0, 1, 2, 3]);
    expect(drawnRows({ first: 0, last: 0 }, { first: 8, last: 9 }, 6, 7, 0)).toEqual([]);
  });

  it('come once each and in their order after a leap, with the one that has the focus and those that were in sight before', () => {
    expect(drawnRows({ first: 50, last: 51 }, { first: 10, last: 11 }, 1, 0, 100)).toEqual([0, 9, 10, 11, 12, 49, 50, 51, 52]);
    expect(drawnRows({ first: 1, last: 2 }, { first: 2, last: 3 }, 1, 90, 100)).toEqual([0, 1, 2, 3, 4, 90]);
  });
});
