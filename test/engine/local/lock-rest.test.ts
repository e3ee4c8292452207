/** The lock of a spool: a delivering program gets at it, however many changes follow each other. */
import { expect, it } from 'vitest';
import { createLockRest } from '../../../electron/engine/local/spool/lock-rest.ts';
import { createManualClock } from '../../support/manual-clock.ts';

/**
 * Changes without end, as fast as they are allowed, beside a program that looks for the lock now and then.
 * @returns the longest time, milliseconds, in which that program did not get it
 */
function longestWait({ change, looksEvery, minutes = 10 }: { change: number; looksEvery: number; minutes?: number }): number {
  const clock = createManualClock(1_000_000);
  const rest = createLockRest(clock);
  const until = clock.now() + minutes * 60_000;
  let free = clock.now();
  let longest = 0;
  let nextLook = clock.now() + 1;
  const pass = (milliseconds: number, isHeld: boolean) => {
    const end = clock.now() + milliseconds;
    for (; nextLook <= end; nextLook += looksEvery) {
      if (isHeld) continue;
      longest = Math.max(longest, nextLook - free);
      free = nextLook;
    }
    clock.advance(end - clock.now());
  };
  while (clock.now() < until) {
    pass(change, true);
    rest.held(change);
    pass(rest.left(), false);
  }
  return Math.max(longest, clock.now() - free);
}

it.each([1, 20, 400, 999, 2_500, 4_999, 5_000])('is free often enough for Postfix and Exim where a change takes %d ms', (change) => {
  // Postfix gives up after twenty looks, Exim after ten.
  expect(longestWait({ change, looksEvery: 1_000 })).toBeLessThan(20_000 / 2);
  expect(longestWait({ change, looksEvery: 3_000 })).toBeLessThan(30_000 / 2);
});

it('rests once it was held for long, in one change or in many', () => {
  const clock = createManualClock();
  const rest = createLockRest(clock);
  const after = (held: number) => {
    clock.advance(60_000);
    rest.held(held);
    return rest.left();
  };
  expect([10, 3_900, 4_000, 60_000].map(after)).toEqual([0, 0, 3_500, 3_500]);
  clock.advance(60_000);
  const one = 100;
  let changes = 0;
  for (; rest.left() === 0; changes += 1) {
    clock.advance(one);
    rest.held(one);
  }
  expect(changes).toBe(40);
});

it('is held most of the time where many changes wait: a thousand of 50 ms take less than two minutes', () => {
  const clock = createManualClock();
  const begun = clock.now();
  const rest = createLockRest(clock);
  for (let change = 0; change < 1_000; change += 1) {
    clock.advance(50);
    rest.held(50);
    clock.advance(rest.left());
  }
  expect(clock.now() - begun).toBeLessThan(120_000);
});

it('does not rest after single changes', () => {
  const clock = createManualClock();
  const rest = createLockRest(clock);
  for (let change = 0; change < 100; change += 1) {
    clock.advance(300);
    rest.held(100);
    expect(rest.left()).toBe(0);
  }
});

it('does not rest for ever where the clock is put back', () => {
  let now = 10_000_000;
  const rest = createLockRest({ now: () => now });
  rest.held(6_000);
  expect(rest.left()).toBe(3_500);
  now -= 3_600_000;
  expect(rest.left()).toBe(0);
  rest.held(100);
  expect(rest.left()).toBe(0);
});
