/**
 * Reads the tasks of a window's thread from a trace of Chromium: how long each held the window up, and how much of that the processor
 * worked for it. The rest of it the thread waited for a processor: a synchronisation, the server it reads from and the painting of the
 * window share those of the machine. Knows no window and no mail.
 */
import { z } from 'zod';

/** Categories of the trace; the first one leaves out all others. */
export const traceCategories = ['-*', 'toplevel', 'blink.user_timing'];

/** Trace Event Format: times in microseconds, `tdur` is the thread's own processor time. */
const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
    }),
  ),
});

/** Milliseconds of the longest of some tasks, and the most processor time of one of them; these may be two. */
export interface LongestTasks {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * The longest tasks of the thread on which `performance.mark(mark)` was called.
 * @param trace the JSON of a trace with the categories above
 */
export function readTasks(trace: string, mark: string): { readonly before: LongestTasks; readonly after: LongestTasks } {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace));
  const marked = traceEvents.find((event) => event.name === mark);
  if (!marked) throw new Error(`the trace has no mark ${mark}`);
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === marked.pid && tid === marked.tid,
  );
  if (tasks.length === 0) throw new Error('the trace has no tasks');
  const longest = (some: typeof tasks): LongestTasks => ({
    wall: Math.max(0, ...some.map(({ dur = 0 }) => dur / 1000)),
    cpu: Math.max(0, ...some.map(({ tdur = 0 }) => tdur / 1000)),
  });
  return { before: longest(tasks.filter(({ ts }) => ts < marked.ts)), after: longest(tasks.filter(({ ts }) => ts >= marked.ts)) };
}
