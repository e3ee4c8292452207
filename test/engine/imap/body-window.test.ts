import { expect, it } from 'vitest';
import { createBodyWindow } from '../../../electron/engine/imap/body-window.ts';

const megabyte = 1 << 20;

it('asks for more where bodies come fast, for less where they come slowly, and within bounds', () => {
  const window = createBodyWindow(4 * megabyte);
  const after = (...milliseconds: number[]) => {
    for (const took of milliseconds) window.took(took);
    return window.octets / megabyte;
  };
  expect(window.octets).toBe(4 * megabyte);
  expect(after(20)).toBe(8);
  expect(after(1_000)).toBe(8); // neither
  expect(after(20, 20, 20, 20)).toBe(32);
  expect(after(5_000)).toBe(16);
  expect(after(5_000, 5_000, 5_000, 5_000, 5_000)).toBe(1);
  expect(after(20)).toBe(2);
});
