/**
 * Threads that work in bulk stand back behind the window, the engine and the server when a processor is short: what arrives is stored
 * a little later, and no key waits for it. Only on Linux, where a nice value belongs to a thread (setpriority(2), "C library/kernel
 * differences"); elsewhere it would be the whole program's.
 */
import { getPriority, setPriority } from 'node:os';

/** By how much, in nice values: 19 is the most, and none of it can be taken back without a privilege. */
export const standsBack = {
  /** The only writer: what the user does passes through it as well, but waits for the disk more than for a processor. */
  storage: 5,
  /** Nobody waits for it. */
  packing: 10,
} as const;

/** Lowers the priority of the calling thread, where a thread has one of its own. Never throws: it is a courtesy. */
export function standBack(by: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(19, getPriority(0) + by)); // 0: the thread that asks
  } catch {
    // Forbidden by a sandbox.
  }
}
