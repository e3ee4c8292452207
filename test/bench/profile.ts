/**
 * Where the processor time of a measured process went, thread by thread: from the profiles that `node --cpu-prof` leaves in a folder, one
 * for each thread. It tells why a target is missed; it knows no target.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** The format of V8's profiles (Chrome DevTools Protocol, Profiler.Profile): times in microseconds, a node for every sample. */
const profileSchema = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

export interface ThreadProfile {
  /** The entry point of a worker, as far as it was seen at work; `main`. */
  readonly thread: string;
  /** Seconds from its first sample to its last one, and those in which it did something. */
  readonly seconds: number;
  readonly busy: number;
  /** The functions that it was in longest themselves, callees left out. */
  readonly functions: readonly { readonly name: string; readonly seconds: number }[];
}

/** Node's name for such a file: date, time, process, thread, and how many it has written. The main thread is 0. */
const fileName = /^CPU\.\d+\.\d+\.\d+\.(\d+)\.\d+\.cpuprofile$/;

/** What V8 calls the time in which no code of the thread ran. */
const nothing: ReadonlySet<string> = new Set(['(idle)', '(program)']);
const entryPoint = /\/([a-z]+)-worker\.ts$/;

function readProfile(path: string): ThreadProfile {
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, number>();
  let busy = 0;
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const seconds = Math.max(0, timeDeltas[at] ?? 0) / 1e6;
    const frame = frames.get(id);
    all += seconds;
    if (!frame || nothing.has(frame.functionName)) continue;
    busy += seconds;
    const name = frame.functionName || '(anonymous)';
    const place = frame.url ? ` ${basename(frame.url)}:${frame.lineNumber + 1}` : '';
    spent.set(name + place, (spent.get(name + place) ?? 0) + seconds);
  }
  const functions = [...spent].map(([name, seconds]) => ({ name, seconds })).sort((one, other) => other.seconds - one.seconds);
  // Only the thread that a worker is the entry point of has run the file that bears its name.
  const worker = nodes.map(({ callFrame }) => entryPoint.exec(callFrame.url)?.[1]).find((name) => name !== undefined);
  const thread = fileName.exec(basename(path))?.[1] === '0' ? 'main' : (worker ?? 'of another worker');
  return { thread, seconds: all, busy, functions };
}

/** Reads every profile of a folder, the busiest thread first. */
export function readProfiles(folder: string): ThreadProfile[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  return files.map((name) => readProfile(join(folder, name))).sort((one, other) => other.busy - one.busy);
}

/** Functions of a thread that are shown, and threads that did less than this share of their time are left out. */
const shownFunctions = 8;
const leastShare = 0.02;

/** Lines for a person: every thread that did something, and in which functions. */
export function showProfiles(profiles: readonly ThreadProfile[]): string[] {
  return profiles
    .filter(({ busy, seconds }) => busy > leastShare * seconds)
    .flatMap(({ thread, seconds, busy, functions }) => [
      `  thread ${thread}: busy for ${busy.toFixed(2)} of ${seconds.toFixed(2)} s`,
      ...functions.slice(0, shownFunctions).map((one) => `    ${one.seconds.toFixed(2).padStart(6)} s  ${one.name}`),
    ]);
}
