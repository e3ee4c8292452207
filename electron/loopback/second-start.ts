/** A start while another process has the data folder: that process may still be starting, and it may end. */
import type { Result } from '../contract/failure.ts';

/** Milliseconds that another process has to open its databases, or to end. A busy computer takes tens of seconds after it was switched on. */
const patience = 60_000;
/** Milliseconds between two questions for its address. */
const pause = 100;
/** Milliseconds after which it is tried again whether the folder is free: a try costs a thread. */
const tryAgain = 5_000;

/** What is waited with: the time in milliseconds, and a pause that keeps the process alive. */
interface Waiting {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** What a program that runs on the data folder answered; null where none listens. */
export type Running = { readonly address: string | null } | null;

/**
 * Starts, and where another process has the data folder waits until that one says its address, or the folder is free.
 * @param start `data-folder-locked` where another process has the folder
 * @param ask who listens on the folder
 * @returns what was started, or the address of the program that runs already; a failure: that of the start. A program that listens and has no
 *   address (another host, a command line that sends) is not waited for.
 */
export async function startOrJoin<T>(
  start: () => Promise<Result<T>>,
  ask: () => Promise<Running>,
  waiting: Waiting,
): Promise<Result<{ readonly started: T } | { readonly address: string }>> {
  const until = waiting.now() + patience;
  for (;;) {
    const result = await start();
    if (result.ok) return { ok: true, value: { started: result.value } };
    if (result.failure.code !== 'data-folder-locked') return result;
    const next = waiting.now() + tryAgain;
    for (;;) {
      const running = await ask();
      if (running?.address) return { ok: true, value: { address: running.address } };
      if (running || waiting.now() >= until) return result;
      if (waiting.now() >= next) break;
      await waiting.pause(pause);
    }
  }
}
