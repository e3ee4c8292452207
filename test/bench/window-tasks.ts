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

/** @param trace the JSON of a trace with the categories above */
const eventsOf = (trace: string) => traceSchema.parse(JSON.parse(trace)).traceEvents;
type TraceEvent = ReturnType<typeof eventsOf>[number];

function tasksOf(events: readonly TraceEvent[], marked: TraceEvent): readonly TraceEvent[] {
  const tasks = events.filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === marked.pid && tid === marked.tid);
  if (tasks.length === 0) throw new Error('the trace has no tasks');
  return tasks;
}

const longestOf = (tasks: readonly TraceEvent[]): LongestTasks => ({
  wall: Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000)),
  cpu: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000)),
});

/**
 * The longest tasks of the thread on which `performance.mark(mark)` was called.
 * @param trace the JSON of a trace with the categories above
 */
export function readTasks(trace: string, mark: string): { readonly before: LongestTasks; readonly after: LongestTasks } {
  const events = eventsOf(trace);
  const marked = events.find((event) => event.name === mark);
  if (!marked) throw new Error(`the trace has no mark ${mark}`);
  const tasks = tasksOf(events, marked);
  return { before: longestOf(tasks.filter(({ ts }) => ts < marked.ts)), after: longestOf(tasks.filter(({ ts }) => ts >= marked.ts)) };
}

/**
 * The longest tasks after each of several marks, up to the next of them; marks that are not in the trace are not in the answer.
 * @param trace the JSON of a trace with the categories above
 */
export function readTasksBetween(trace: string, marks: readonly string[]): ReadonlyMap<string, LongestTasks> {
  const events = eventsOf(trace);
  const marked = events.filter(({ name }) => marks.includes(name)).toSorted((one, other) => one.ts - other.ts);
  const [first] = marked;
  if (!first) throw new Error('the trace has none of the marks');
  const tasks = tasksOf(events, first);
  return new Map(
    marked.map((mark, index) => {
      const until = marked[index + 1]?.ts ?? Number.POSITIVE_INFINITY;
      return [mark.name, longestOf(tasks.filter(({ ts }) => ts >= mark.ts && ts < until))] as const;
    }),
  );
}
