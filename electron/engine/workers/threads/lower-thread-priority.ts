/**
 * Threads that work in bulk run at a lower priority than the window, the engine and a local server, so that keys stay responsive when the
 * processor is busy. Linux only, where a nice value belongs to a thread (setpriority(2), "C library/kernel differences"); elsewhere it would
 * apply to the whole process.
 */
import { getPriority, setPriority } from 'node:os';

/** Increments of the nice value. The maximum is 19; lowering it again needs a privilege. */
export const niceness = {
  /** The only writer. The user's own changes go through it too, but wait for the disk more than for the processor. */
  storage: 5,
  /** Background work. */
  packing: 10,
} as const;

/** Lowers the priority of the calling thread, where threads have their own. Never throws: it is only an optimisation. */
export function lowerThreadPriority(by: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(19, getPriority(0) + by)); // 0: the thread that asks
  } catch {
    // Forbidden by a sandbox.
  }
}
