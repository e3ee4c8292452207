import { describe, expect, it } from 'vitest';
import { type RowLayout, rowsInSight, sizeOf, startOf, topToShow, topToStay, totalOf } from '../../../renderer/ui/list/fixed-rows.ts';

const plain: RowLayout = { count: 1_000, rowHeight: 20, opened: null };
const opened: RowLayout = { ...plain, opened: { position: 10, height: 100 } };

describe('rows of one height', () => {
  it('stand one below the other, and an opened one pushes down those after it', () => {
    expect([startOf(plain, 0), startOf(plain, 7), totalOf(plain)]).toEqual([0, 140, 20_000]);
    expect([startOf(opened, 10), startOf(opened, 11), totalOf(opened)]).toEqual([200, 300, 20_080]);
    expect([sizeOf(opened, 9), sizeOf(opened, 10)]).toEqual([20, 100]);
    // Opened once, and now beyond the end of what a filter leaves.
    expect(totalOf({ ...opened, count: 5 })).toBe(100);
  });

  it('are in sight from the first pixel of one to the last of another', () => {
    expect(rowsInSight(plain, { top: 0, height: 100 })).toEqual({ first: 0, last: 4 });
    expect(rowsInSight(plain, { top: 19, height: 100 })).toEqual({ first: 0, last: 5 });
    expect(rowsInSight(plain, { top: 20, height: 100 })).toEqual({ first: 1, last: 5 });
    expect(rowsInSight(plain, { top: 20.5, height: 100 })).toEqual({ first: 1, last: 6 });
  });

  it('are in sight around the opened one', () => {
    expect(rowsInSight(opened, { top: 180, height: 60 })).toEqual({ first: 9, last: 10 });
    expect(rowsInSight(opened, { top: 220, height: 60 })).toEqual({ first: 10, last: 10 });
    expect(rowsInSight(opened, { top: 299, height: 41 })).toEqual({ first: 10, last: 12 });
    expect(rowsInSight(opened, { top: 300, height: 20 })).toEqual({ first: 11, last: 11 });
  });

  it('are the last ones when the list became shorter than where one stood, and all of a list that fits', () => {
    expect(rowsInSight({ ...plain, count: 10 }, { top: 5_000, height: 100 })).toEqual({ first: 5, last: 9 });
    expect(rowsInSight({ ...plain, count: 3 }, { top: 0, height: 100 })).toEqual({ first: 0, last: 2 });
  });

  it('are none before anything is measured or where there are none', () => {
    expect(rowsInSight(plain, { top: 0, height: 0 })).toEqual({ first: 0, last: -1 });
    expect(rowsInSight({ ...plain, count: 0 }, { top: 0, height: 100 })).toEqual({ first: 0, last: -1 });
  });

  it('end where no browser scrolls further', () => {
    expect(totalOf({ ...plain, count: 200_000, rowHeight: 120 })).toBe(24_000_000);
    expect(totalOf({ ...plain, count: 2_000_000, rowHeight: 120 })).toBe(33_554_400);
  });
});

describe('bringing a row into sight', () => {
  const view = { top: 400, height: 100 };

  it('moves as little as possible', () => {
    expect(topToShow(plain, view, 20, 'nearest')).toBe(400);
    expect(topToShow(plain, view, 24, 'nearest')).toBe(400);
    expect(topToShow(plain, view, 19, 'nearest')).toBe(380);
    expect(topToShow(plain, view, 25, 'nearest')).toBe(420);
    expect(topToShow(plain, view, 999, 'nearest')).toBe(19_900);
  });

  it('puts it into the middle, or as near to it as the ends allow', () => {
    expect(topToShow(plain, view, 100, 'center')).toBe(1_960);
    expect(topToShow(plain, view, 1, 'center')).toBe(0);
    expect(topToShow(plain, view, 998, 'center')).toBe(19_900);
  });

  it('shows an opened row as a whole, and the head of one that is higher than the view', () => {
    expect(topToShow(opened, { top: 150, height: 120 }, 10, 'nearest')).toBe(180);
    expect(topToShow(opened, { top: 150, height: 60 }, 10, 'nearest')).toBe(200);
    expect(topToShow(opened, { top: 290, height: 60 }, 10, 'nearest')).toBe(200);
  });
});

describe('staying at a place', () => {
  it('keeps the row at the top when all rows become higher', () => {
    expect(topToStay(plain, { ...plain, rowHeight: 40 }, 400)).toBe(800);
    expect(topToStay(plain, { ...plain, rowHeight: 40 }, 410)).toBe(820);
  });

  it('keeps it when a row above is opened or closed, and moves nothing for one below', () => {
    expect(topToStay(plain, opened, 400)).toBe(480);
    expect(topToStay(opened, plain, 480)).toBe(400);
    expect(topToStay(plain, opened, 100)).toBe(100);
  });

  it('keeps the text at the top of an opened row that grows, and the row itself when it closes', () => {
    expect(topToStay(opened, { ...plain, opened: { position: 10, height: 300 } }, 250)).toBe(250);
    expect(topToStay(opened, plain, 250)).toBe(210);
  });

  it('knows no place in an empty list', () => {
    expect(topToStay({ ...plain, count: 0 }, opened, 0)).toBe(0);
  });
});
