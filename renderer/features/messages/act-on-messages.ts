/** Taking marked messages away, marking them, and taking that back: what is shown at once, what is said, and how undo leads back. */
import type { RefObject } from 'react';
import type { Language } from '../../../electron/contract/application.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { Say, WordKey } from '../../i18n/words.ts';
import type { MailActions, Way } from '../../state/mail-actions.ts';
import type { Workspace } from '../../state/workspace.ts';
import type { MarkedMessages } from './marked-messages.ts';
import type { RowSource } from './row-source.ts';
import type { ListPlace } from './use-active-row.ts';

/** What a list that is on the screen can be told. */
export interface GridControls {
  /** Goes to the next (1) or previous (-1) message. */
  step(by: number): void;
  /** Leads the focus into the list. */
  focusFirst(): void;
  /** See `use-active-row.ts`. */
  leave(ids: ReadonlySet<number>): () => void;
  place(): ListPlace;
  goBack(place: ListPlace): void;
}

export interface MessageActsInput {
  readonly workspace: Workspace;
  readonly actions: MailActions;
  readonly marked: MarkedMessages;
  readonly source: RefObject<RowSource | null>;
  readonly grid: RefObject<GridControls | null>;
  readonly say: Say;
  readonly language: Language;
}

export interface MessageActs {
  archive(): Promise<void>;
  junk(): Promise<void>;
  /** Back to the inbox. */
  notJunk(): Promise<void>;
  trash(): Promise<void>;
  /** Asks first. */
  deleteForGood(): Promise<void>;
  /** After the question. */
  deleteNow(ids: readonly number[]): Promise<void>;
  move(folderId: number): Promise<void>;
  /** If any is without the mark, all get it. */
  toggle(flag: 'seen' | 'flagged'): Promise<void>;
}

/** How often a list is looked at for rows that were taken out to be back in it. */
const looks = 4;

export function createMessageActs({ workspace, actions, marked, source, grid, say, language }: MessageActsInput): MessageActs {
  /** Leads back to what was selected and open, once undo has brought it back, if one is still in the same list. */
  const rememberPlace = () => {
    const { selection, open, folderId, search, place } = workspace.store.get();
    const list = source.current;
    const total = list?.rows().total ?? 0;
    const at = grid.current?.place();
    return () => {
      const now = workspace.store.get();
      if (now.folderId !== folderId || now.search !== search || now.place !== place) return;
      workspace.select(selection);
      if (now.readerInSight || now.open) workspace.showMarked(open);
      if (!list || !at || list !== source.current) return;
      let left = looks;
      const stop = list.subscribe(() => {
        left -= 1;
        const isBack = list.rows().total >= total;
        if (isBack || left === 0) stop();
        // Once the list is drawn as high as it was.
        if (isBack) requestAnimationFrame(() => grid.current?.goBack(at));
      });
    };
  };
  const undoing = (operations: readonly string[], goBack: () => void) => async () => {
    workspace.dismissNotice();
    const undone = actions.undo(operations);
    goBack();
    const answer = await undone;
    if (!answer.ok) workspace.showFailure(answer.failure);
  };

  /** @param to the folder they go to; null: still to be made, or nowhere */
  const take = async (way: Way, ids: readonly number[], going: readonly number[], to: number | null, words: WordKey) => {
    if (ids.length === 0) return;
    const goBack = rememberPlace();
    const moved = new Set(going);
    // In a search through all folders a message stays in the list when it is moved.
    const stays = source.current?.folderId === null && way.to !== 'nowhere';
    const shown =
      moved.size === 0 || (stays && to === null)
        ? null
        : stays && to !== null
          ? ({ kind: 'changed', ids: moved, change: { folderId: to } } as const)
          : ({ kind: 'removed', ids: moved } as const);
    const answer = await actions.take(way, ids, shown);
    if (!answer.ok) return workspace.showFailure(answer.failure);
    const { count, operations } = answer.value;
    if (count === 0) return workspace.announce(say('undo.nothing'));
    const text = say(words, { count, number: formatNumber(count, language) });
    if (way.to === 'nowhere') workspace.announce(text);
    else workspace.announce(text, () => void undoing(operations, goBack)());
  };
  const targetId = (ids: readonly number[], role: 'archive' | 'junk' | 'trash' | 'inbox'): number | null => {
    const [first] = ids;
    const folderId = first === undefined ? undefined : (marked.rowOf(first)?.folderId ?? source.current?.folderId ?? undefined);
    return folderId === undefined ? null : (marked.special(folderId, role)?.id ?? null);
  };
  const toRole = async (role: 'archive' | 'junk' | 'trash', words: WordKey) => {
    const ids = await marked.ids();
    const { inside } = marked.within(ids, role);
    const going = ids.filter((id) => !inside.has(id));
    if (going.length > 0) await take({ to: role }, going, going, targetId(going, role), words);
  };
  const move = async (ids: readonly number[], folderId: number, words: WordKey) => {
    const going = ids.filter((id) => (marked.rowOf(id)?.folderId ?? source.current?.folderId) !== folderId);
    if (going.length > 0) await take({ to: 'folder', folderId }, going, going, folderId, words);
  };

  return {
    archive: () => toRole('archive', 'undo.archived'),
    junk: () => toRole('junk', 'undo.junked'),
    trash: () => toRole('trash', 'undo.deleted'),
    async notJunk() {
      const ids = await marked.ids();
      const going = ids.filter((id) => marked.within([id], 'junk').inside.has(id));
      const folderId = targetId(going, 'inbox');
      if (folderId !== null) await move(going, folderId, 'undo.notJunk');
    },
    async deleteForGood() {
      const ids = await marked.ids();
      if (ids.length > 0) workspace.openDialog({ kind: 'deleteForGood', ids });
    },
    deleteNow: (ids) => take({ to: 'nowhere' }, ids, ids, null, 'undo.deletedForGood'),
    move: async (folderId) => move(await marked.ids(), folderId, 'undo.moved'),
    async toggle(flag) {
      const ids = await marked.ids();
      if (ids.length === 0) return;
      const value = await marked.anyWithout(ids, flag);
      if (!value.ok) return workspace.showFailure(value.failure);
      const answer = await actions.setFlag(ids, flag, value.value);
      if (!answer.ok) return workspace.showFailure(answer.failure);
      const { operations, count } = answer.value;
      if (count > 0) workspace.remember(() => void undoing(operations, () => {})());
    },
  };
}
