/** A folder whose answers come when the test says so. */
import type { MessageRow } from '../../../electron/contract/messages.ts';
import type { createFolderRows } from '../../../renderer/features/messages/rows/folder-rows.ts';
import { makeRow } from '../fake/mailbox.ts';

interface Question {
  readonly name: string;
  readonly input: { position: number; limit: number; since?: number; revision?: number; range?: { oldest: number; newest: number } };
  readonly answer: () => void;
}

export function startFolder(total: number) {
  const newest = Math.max(10_000, total + 1);
  let ids = Array.from({ length: total }, (_, index) => newest - index);
  let revision = 1;
  const entered = new Map<number, number>();
  const enteredOf = (id: number) => entered.get(id) ?? 1;
  const questions: Question[] = [];
  const client = {
    call: (name: string, input: Question['input']) =>
      new Promise<unknown>((resolve) => {
        const answer = () => {
          const { position, limit, since = Number.MAX_SAFE_INTEGER, range } = input;
          if (name === 'lists.count') {
            const at = input.revision ?? revision;
            const { oldest = 0, newest = Number.MAX_SAFE_INTEGER } = range ?? {};
            const counted = ids.filter((id) => id >= oldest && id <= newest && enteredOf(id) <= at);
            resolve({ ok: true, value: { count: counted.length, revision: at } });
            return;
          }
          const rows: MessageRow[] = ids.slice(position, position + limit).map((id) => makeRow(id, 1, 10_000, 0));
          const addedSince = rows.flatMap(({ id }) => (enteredOf(id) > since ? [id] : []));
          resolve({ ok: true, value: { total: ids.length, position, revision, rows, addedSince, searched: null } });
        };
        questions.push({ name, input, answer });
      }),
  };
  return {
    client: client as unknown as Parameters<typeof createFolderRows>[0], // only `call` is used, with these two names
    questions,
    ids: () => ids,
    /** Answers the event that tells of it, row by row. */
    change: (next: (ids: number[]) => number[]) => {
      const before = new Set(ids);
      const since = revision;
      ids = next(ids);
      const now = new Set(ids);
      revision += 1;
      const added = ids.filter((id) => !before.has(id)).map((id) => makeRow(id, 1, 10_000, 0));
      for (const { id } of added) entered.set(id, revision);
      const removed = [...before].filter((id) => !now.has(id));
      return { folderId: 1, reset: false, change: { since, revision, total: ids.length, added, changed: [] as MessageRow[], removed } };
    },
    /** Answers everything asked so far, and what that led to. */
    settle: async () => {
      while (questions.length > 0) {
        for (const question of questions.splice(0)) question.answer();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** Instead of waiting for what is on the screen. */
export const atOnce = (run: () => void) => {
  run();
  return () => {};
};
