/** Keeps the session files within budget and age: the oldest go first, pinned and open sessions stay. */
import { removeFiles, type SessionFiles, sizeOf } from './session-files.ts';

export interface BudgetOptions {
  readonly folder: string;
  readonly budget: number;
  /** Sessions that ended before this instant go. */
  readonly notBefore: number;
  readonly sessions: readonly SessionFiles[];
  readonly isPinned: (id: string) => boolean;
  readonly isOpen: (id: string) => boolean;
  /** When it ended; null if unknown. */
  readonly endedAt: (id: string) => number | null;
}

/** Removes what is too old or too much. A long open session gives up its oldest segments. Answers the ids that are gone, and the bytes that are left. */
export async function keepWithinBudget(options: BudgetOptions): Promise<{ gone: string[]; left: number }> {
  const { folder, budget, notBefore, sessions, isPinned, isOpen, endedAt } = options;
  const gone: string[] = [];
  const sizes = new Map<string, number>();
  let total = 0;
  for (const files of sessions) {
    if (isPinned(files.id)) continue;
    const size = await sizeOf(folder, files);
    sizes.set(files.id, size);
    total += size;
  }
  for (const files of sessions) {
    if (isPinned(files.id)) continue;
    const old = (endedAt(files.id) ?? Number.POSITIVE_INFINITY) < notBefore;
    if (!old && total <= budget) continue;
    if (isOpen(files.id)) {
      total -= await shorten(options, files, total - budget);
      continue;
    }
    await removeFiles(folder, files.segments);
    total -= sizes.get(files.id) ?? 0;
    gone.push(files.id);
  }
  return { gone, left: total };
}

/** Removes segments of an open session from its beginning, never its first (it names the session) nor its last. */
async function shorten({ folder }: BudgetOptions, files: SessionFiles, excess: number): Promise<number> {
  let freed = 0;
  for (const name of files.segments.slice(1, -1)) {
    if (freed >= excess) break;
    freed += await sizeOf(folder, { id: files.id, segments: [name] });
    await removeFiles(folder, [name]);
  }
  return freed;
}
