/** When a message that was not delivered is asked for again by itself: for no reason never, and never without end of waiting. */
import { expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import type { FailureCode } from '../../../electron/contract/failures/failure-codes.ts';
import { isDue } from '../../../electron/engine/sync/folders/left-aside.ts';

const hour = 3_600_000;
const reasons: FailureCode[] = [
  'limit-exceeded',
  'message-longer-than-announced',
  'protocol-violation',
  'message-gone',
  'command-refused',
  'messages-undelivered',
  'connection-lost',
];

it.each(reasons)('after %s it waits an hour, twice as long each time, and a day at most', (code) => {
  const after = (attempts: number, wait: number) => isDue({ key: '1 1', attempts, triedAt: 0, failure: failure(code) }, wait);
  for (const [attempts, hours] of [
    [1, 1],
    [2, 2],
    [3, 4],
    [6, 24],
    [600, 24],
  ] as const) {
    expect(after(attempts, hours * hour - 1), `${attempts} attempts`).toBe(false);
    expect(after(attempts, hours * hour), `${attempts} attempts`).toBe(true);
  }
});
