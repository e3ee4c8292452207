/** How long a revealed secret stays, and where. */
import { expect, it } from 'vitest';
import { isOfLine, secondsLeft } from '../../../renderer/wire/secrets/revealed.ts';

const shown = { session: 's1', index: 3, offset: 8, text: 'x', since: { date: 1_000_000, count: 500 } };

it.each<[what: string, date: number, count: number, left: number]>([
  ['at once', 0, 0, 10],
  ['in the middle', 4_200, 4_200, 6],
  ['at the end', 9_999, 9_999, 1],
  ['when it is over', 10_000, 10_000, 0],
  ['after the computer slept, while which the count may stand still', 3_600_000, 2_000, 0],
  ['where the time of day was set back a little', 2_000, 10_000, 0],
  ['where it was set back further', -3_600_000, 2_000, 0],
])('%s', (_what, date, count, left) => {
  expect(secondsLeft(shown, { date: shown.since.date + date, count: shown.since.count + count })).toBe(left);
});

it('belongs to its line in its session', () => {
  expect(isOfLine(shown, { session: 's1', index: 3 })).toBe(true);
  expect(isOfLine(shown, { session: 's2', index: 3 })).toBe(false);
  expect(isOfLine(shown, { session: 's1', index: 4 })).toBe(false);
});
