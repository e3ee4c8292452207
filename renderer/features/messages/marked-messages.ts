/** The messages that commands act on, with as much as is known of each: shared by all commands. */
import type { RefObject } from 'react';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { findSpecialFolder, type SpecialRole } from '../../../electron/contract/special-folder.ts';
import { inputOf, isOfList, type Selected } from '../../state/selection.ts';
import { targetOf } from '../../state/target.ts';
import type { Workspace } from '../../state/workspace.ts';
import type { RowSource } from './rows/row-source.ts';

/** Beyond this number messages are not checked one by one for a button or a list of folders. */
const lookedAt = 50;

export interface MarkedMessages {
  /** Waits for a selection that is still on its way. Null: nothing is marked, or something else has been since. */
  selected(): Promise<Selected | null>;
  /** The only message that is marked; null: none or several, or a file where `inFolder`. */
  single(inFolder?: boolean): number | null;
  /** Whether anything in a folder is marked. */
  any(): boolean;
  rowOf(id: number): MessageRow | undefined;
  /** Those of a selection that are loaded here. */
  loaded(selected: Selected): ReadonlySet<number>;
  /** The folders that these lie in, as far as they are known. */
  foldersOf(selected: Selected): readonly number[];
  /** Which of these lie in their account's folder of this role. */
  within(ids: Iterable<number>, role: SpecialRole): ReadonlySet<number>;
  /** For buttons: whether all that is marked lies there, as far as can be told without asking. */
  isAllWithin(role: SpecialRole): boolean;
  /** Where a role of the account of this folder is; null: it is still to be made. */
  special(folderId: number, role: SpecialRole | 'inbox'): Folder | null;
  /** Whether any of these is without the mark. */
  anyWithout(selected: Selected, flag: 'seen' | 'flagged'): Promise<Result<boolean>>;
}

interface MarkedMessagesInput {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly workspace: Workspace;
  /** What is shown; null: nothing. */
  readonly source: RefObject<RowSource | null>;
  readonly folders: RefObject<readonly Folder[]>;
}

/** What came out of a file is in no folder. */
const isInFolder = (id: number): boolean => id > 0;

export function createMarkedMessages({ client, workspace, source, folders }: MarkedMessagesInput): MarkedMessages {
  const target = () => targetOf(workspace.store.get());
  const rowOf = (id: number) => {
    const { open } = workspace.store.get();
    // The open message may be in no list: a search found others.
    return source.current?.rowOf(id) ?? (open?.id === id ? open : undefined);
  };
  const loaded = (selected: Selected): ReadonlySet<number> => {
    if (!isOfList(selected)) return new Set([...selected].filter((id) => rowOf(id) !== undefined));
    const ids = new Set<number>();
    if (source.current?.list !== selected.list) return ids;
    const { total, at } = source.current.rows();
    for (let position = 0; position < total; position++) {
      const row = at(position);
      if (row && selected.has(row.id)) ids.add(row.id);
    }
    return ids;
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
    for (const id of ids) {
      // What is selected in a folder lies in it, loaded or not.
      const folderId = source.current?.folderId ?? rowOf(id)?.folderId;
      if (folderId !== undefined && isThere(rowOf(id)?.folderId ?? folderId)) inside.add(id);
    }
    return inside;
  };
  return {
    async selected() {
      const { listInSight, view } = workspace.store.get();
      const coming = listInSight && view.name === 'mail' ? workspace.selecting() : null;
      // Do nothing if the user has gone elsewhere or selected something else meanwhile.
      if (coming && !(await coming)) return null;
      const marked = target();
      if (marked.kind === 'list') return marked.selection;
      if (marked.kind === 'several') return marked.ids;
      return marked.kind === 'one' && isInFolder(marked.id) ? new Set([marked.id]) : null;
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
    loaded,
    foldersOf(selected) {
      const here = source.current?.folderId ?? null;
      if (isOfList(selected) && here !== null) return [here];
      const ids = [...(isOfList(selected) ? loaded(selected) : selected)];
      return [...new Set(ids.slice(0, lookedAt).flatMap((id) => rowOf(id)?.folderId ?? here ?? []))];
    },
    special,
    within,
    isAllWithin(role) {
      const marked = target();
      const here = source.current?.folderId ?? null;
      if (marked.kind === 'all' || marked.kind === 'list' || (marked.kind === 'several' && (here !== null || marked.ids.size > lookedAt)))
        return here !== null && special(here, role)?.id === here;
      const ids = marked.kind === 'several' ? [...marked.ids] : marked.kind === 'one' ? [marked.id] : [];
      return ids.length > 0 && within(ids, role).size === ids.length;
    },
    async anyWithout(selected, flag) {
      const ids = loaded(selected);
      for (const id of ids) if (!rowOf(id)?.[flag]) return { ok: true, value: true };
      if (ids.size === selected.size) return { ok: true, value: false };
      const answer = await client.call('messages.anyWithout', { ...inputOf(selected), flag });
      return answer.ok ? { ok: true, value: answer.value.any } : answer;
    },
  };
}
