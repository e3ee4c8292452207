/** What programs and everything that they have started use of the machine, read from Linux's proc(5). Knows none of the programs. */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of `stat`; Linux shows 100 to programs on every architecture that Node runs on (sysconf(3), _SC_CLK_TCK). */
const ticks = 100;

/** The fields of `/proc/PID/stat` behind the name, which may hold spaces and brackets; null where the process is gone. */
function statOf(pid: number): readonly string[] | null {
  const text = readOf(pid, 'stat');
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOf(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    // Gone since it was listed.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}

/** Every process that is there, and its parent. */
function parentsOf(): ReadonlyMap<number, number> {
  const numbers = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  return new Map(
    numbers.flatMap((pid) => {
      const parent = statOf(pid)?.[1];
      return parent === undefined ? [] : [[pid, Number(parent)] as const];
    }),
  );
}

/** Identifiers of what a process has started itself. */
export const childrenOf = (pid: number): number[] => [...parentsOf()].flatMap(([one, parent]) => (parent === pid ? [one] : []));

/** Identifiers of a process and of everything that descends from it. */
export function processTree(root: number): number[] {
  const parents = parentsOf();
  const tree = [root];
  // Grows while it is gone through.
  for (const one of tree) for (const [pid, parent] of parents) if (parent === one) tree.push(pid);
  return tree;
}

/** Megabytes that processes hold together: `resident` counts what they share once for each, `proportional` once for all. */
export function memoryOf(pids: readonly number[]): { readonly resident: number; readonly proportional: number } {
  const sum = (name: string) =>
    pids.reduce((all, pid) => all + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readOf(pid, 'smaps_rollup') ?? '')?.[1] ?? 0), 0);
  return { resident: sum('Rss') / 1024, proportional: sum('Pss') / 1024 };
}

/** Seconds of processor time that each process has used so far, its children left out. */
export function processorSeconds(pids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(
    pids.flatMap((pid) => {
      const stat = statOf(pid);
      return stat ? [[pid, (Number(stat[11]) + Number(stat[12])) / ticks] as const] : [];
    }),
  );
}

/** Seconds of processor time that the trees of some processes use while `during` goes on; what begins and ends meanwhile is left out. */
export async function processorTimeOf(roots: readonly number[], during: () => Promise<unknown>): Promise<number> {
  const used = () => processorSeconds(roots.flatMap(processTree));
  const before = used();
  await during();
  return [...used()].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
}
