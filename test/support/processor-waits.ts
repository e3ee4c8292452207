/** How long a process waited for a core: what a busy machine makes longer, and the program cannot help. Linux only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that the main thread and the worker threads of a process have waited for a core since they began, by the names that Node
 * gives them; 0 where the process is gone. The second number of `schedstat` is the wait in nanoseconds (proc(5)).
 */
export function processorWaits(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return 0;
  const onTheWay = readdirSync(tasks).filter((task) =>
    /^(?:MainThread|WorkerThread)$/m.test(readFileSync(`${tasks}/${task}/comm`, 'utf8')),
  );
  return onTheWay.reduce((sum, task) => sum + Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[1]), 0) / 1_000_000;
}
