/** Keeps the session files within budget and age: the oldest go first, pinned and open sessions stay. */
import { removeFiles, type SessionFiles, sizesOf } from './session-files.ts';

interface BudgetOptions {
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
  const { folder, budget, notBefore, isPinned, isOpen, endedAt } = options;
  const sessions = options.sessions.filter(({ id }) => !isPinned(id));
  const sizes = await sizesOf(
    folder,
    sessions.flatMap(({ segments }) => segments),
  );
  const total = (names: readonly string[]) => names.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const gone: string[] = [];
  const unwanted: string[] = [];
  let left = total([...sizes.keys()]);
  const remove = (names: readonly string[]) => {
    unwanted.push(...names);
    left -= total(names);
  };
  for (const { id, segments } of sessions) {
    const old = (endedAt(id) ?? Number.POSITIVE_INFINITY) < notBefore;
    if (!old && left <= budget) continue;
    if (isOpen(id)) {
      // Never its first segment (it names the session) nor its last.
      for (const name of segments.slice(1, -1)) if (left > budget) remove([name]);
    } else {
      remove(segments);
      gone.push(id);
    }
  }
  await removeFiles(folder, unwanted);
  return { gone, left };
}
