/** The messages that commands act on, with as much as is known of each: the one question that all of them ask. */
import type { RefObject } from 'react';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { findSpecialFolder, type SpecialRole } from '../../../electron/contract/special-folder.ts';
import { targetOf } from '../../state/target.ts';
import type { Workspace } from '../../state/workspace.ts';
import type { RowSource } from './row-source.ts';

/** More than these are not looked at one by one just for a button or a list of folders. */
const lookedAt = 50;

export interface MarkedMessages {
  /** Identifiers; waits for a selection that is still on its way. Empty: nothing is marked. */
  ids(): Promise<readonly number[]>;
  /** The only message that is marked; null: none or several, or a file where `inFolder`. */
  single(inFolder?: boolean): number | null;
  /** Whether anything in a folder is marked. */
  any(): boolean;
  rowOf(id: number): MessageRow | undefined;
  /** The folders that these lie in, as far as they are known. */
  foldersOf(ids: readonly number[]): readonly number[];
  /** Which of these lie in their account's folder of this role, and whether all places are known. */
  within(ids: readonly number[], role: SpecialRole): { readonly inside: ReadonlySet<number>; readonly isKnown: boolean };
  /** For buttons: whether all that is marked lies there, as far as can be told without asking. */
  isAllWithin(role: SpecialRole): boolean;
  /** Where a role of the account of this folder is; null: it is still to be made. */
  special(folderId: number, role: SpecialRole | 'inbox'): Folder | null;
  /** Whether any of these is without the mark. */
  anyWithout(ids: readonly number[], flag: 'seen' | 'flagged'): Promise<Result<boolean>>;
}

interface MarkedMessagesInput {
  readonly workspace: Workspace;
  /** What is shown; null: nothing. */
  readonly source: RefObject<RowSource | null>;
  readonly folders: RefObject<readonly Folder[]>;
}

/** What came out of a file is in no folder. */
const isInFolder = (id: number): boolean => id > 0;

export function createMarkedMessages({ workspace, source, folders }: MarkedMessagesInput): MarkedMessages {
  const target = () => targetOf(workspace.store.get());
  const rowOf = (id: number) => {
    const { open } = workspace.store.get();
    // The open message may be in no list: a search found others.
    return source.current?.rowOf(id) ?? (open?.id === id ? open : undefined);
  };
  const special: MarkedMessages['special'] = (folderId, role) => {
    const accountId = folders.current.find(({ id }) => id === folderId)?.accountId;
    const own = folders.current.filter((folder) => folder.accountId === accountId);
    return role === 'inbox' ? (own.find((folder) => folder.role === 'inbox') ?? null) : findSpecialFolder(own, role);
  };
  const within: MarkedMessages['within'] = (ids, role) => {
    const inside = new Set<number>();
    const known = new Map<number, boolean>();
    const isThere = (folderId: number) => {
      const answer = known.get(folderId) ?? special(folderId, role)?.id === folderId;
      known.set(folderId, answer);
      return answer;
    };
    let isKnown = true;
    for (const id of ids) {
      // What is selected in a folder lies in it, loaded or not.
      const folderId = source.current?.folderId ?? rowOf(id)?.folderId;
      if (folderId === undefined) isKnown = false;
      else if (isThere(rowOf(id)?.folderId ?? folderId)) inside.add(id);
    }
    return { inside, isKnown };
  };
  return {
    async ids() {
      await workspace.selecting();
      const marked = target();
      if (marked.kind === 'several') return [...marked.ids];
      return marked.kind === 'one' && isInFolder(marked.id) ? [marked.id] : [];
    },
    single(inFolder = false) {
      const marked = target();
      return marked.kind === 'one' && (!inFolder || isInFolder(marked.id)) ? marked.id : null;
    },
    any() {
      const marked = target();
      return marked.kind !== 'none' && (marked.kind !== 'one' || isInFolder(marked.id));
    },
    rowOf,
    foldersOf: (ids) => [...new Set(ids.slice(0, lookedAt).flatMap((id) => rowOf(id)?.folderId ?? source.current?.folderId ?? []))],
    special,
    within,
    isAllWithin(role) {
      const marked = target();
      const here = source.current?.folderId ?? null;
      if (marked.kind === 'all' || (marked.kind === 'several' && (here !== null || marked.ids.size > lookedAt)))
        return here !== null && special(here, role)?.id === here;
      const ids = marked.kind === 'several' ? [...marked.ids] : marked.kind === 'one' ? [marked.id] : [];
      return ids.length > 0 && within(ids, role).inside.size === ids.length;
    },
    async anyWithout(ids, flag) {
      let isKnown = true;
      for (const id of ids) {
        const row = rowOf(id);
        if (row && !row[flag]) return { ok: true, value: true };
        if (!row) isKnown = false;
      }
      if (isKnown || !source.current) return { ok: true, value: false };
      const without = await source.current.idsWithout(flag);
      if (!without.ok) return without;
      const wanted = new Set(ids);
      return { ok: true, value: without.value.some((id) => wanted.has(id)) };
    },
  };
}
