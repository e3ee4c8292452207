/** Taking marked messages away, marking them, and taking that back: what is shown at once, what is said, and how undo leads back. */
import type { RefObject } from 'react';
import type { Language } from '../../../electron/contract/application.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { SpecialRole } from '../../../electron/contract/special-folder.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { Say, WordKey } from '../../i18n/keys.ts';
import { folderName } from '../../state/folder-label.ts';
import type { MailActions, Shown, Way } from '../../state/mail-actions.ts';
import { isOfList, nothingSelected, type Selected } from '../../state/selection.ts';
import type { Workspace } from '../../state/workspace.ts';
import { mostByOne } from './list-selections.ts';
import type { MarkedMessages } from './marked-messages.ts';
import type { RowSource } from './rows/row-source.ts';
import type { ListPlace } from './use-active-row.ts';

/** Actions of the list on the screen. */
export interface GridControls {
  /** Goes to the next (1) or previous (-1) message. */
  step(by: number): void;
  /** Moves the focus into the list. */
  focusFirst(): void;
  /** See `use-active-row.ts`. */
  leave(selected: Selected): () => void;
  place(): ListPlace;
  goBack(place: ListPlace): void;
}

interface MessageActsInput {
  readonly workspace: Workspace;
  readonly actions: MailActions;
  readonly marked: MarkedMessages;
  readonly source: RefObject<RowSource | null>;
  readonly grid: RefObject<GridControls | null>;
  readonly folders: RefObject<readonly Folder[]>;
  readonly say: Say;
  readonly language: Language;
}

interface MessageActs {
  archive(): Promise<void>;
  junk(): Promise<void>;
  /** Back to the inbox. */
  notJunk(): Promise<void>;
  trash(): Promise<void>;
  /** Asks first. */
  deleteForGood(): Promise<void>;
  move(folderId: number): Promise<void>;
  /** Sets the mark on all if any lacks it. */
  toggle(flag: 'seen' | 'flagged'): Promise<void>;
}

/** One call, or several of the same kind. */
interface Step {
  readonly way: Way;
  readonly selected: Selected;
  /** The folder that a message goes to; null: not known. */
  readonly targetOf: (id: number) => number | null;
}

/** By what each gives; those that give nothing are left out. */
function groupBy(ids: Iterable<number>, keyOf: (id: number) => number | null): Map<number, Set<number>> {
  const groups = new Map<number, Set<number>>();
  for (const id of ids) {
    const key = keyOf(id);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.add(id);
    else groups.set(key, new Set([id]));
  }
  return groups;
}

/** Without some of those that are named; of a list the engine leaves those alone that are where they shall go. */
function without(selected: Selected, of: (ids: ReadonlySet<number>) => (id: number) => boolean): Selected {
  if (isOfList(selected)) return selected;
  const isLeft = of(selected);
  return new Set([...selected].filter((id) => !isLeft(id)));
}

/** How often a list is checked for restored rows. */
const looks = 4;

export function createMessageActs({ workspace, actions, marked, source, grid, folders, say, language }: MessageActsInput): MessageActs {
  /** Restores selection and open message after an undo, if the list is still the same. */
  const rememberPlace = () => {
    const { selection, open, folderId, search, view } = workspace.store.get();
    // What comes back into a list was not in it when all of it was selected: only as ids it can be selected again.
    const ids = isOfList(selection) ? marked.loaded(selection) : selection;
    const again = ids.size === selection.size && ids.size <= mostByOne ? ids : nothingSelected;
    const list = source.current;
    const total = list?.rows().total ?? 0;
    const at = grid.current?.place();
    return () => {
      const now = workspace.store.get();
      if (now.folderId !== folderId || now.search !== search || now.view.name !== view.name) return;
      workspace.select(again);
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
  /** @param text says what was taken back */
  const undoing = (operations: readonly string[], goBack: () => void, text: string) => async () => {
    workspace.dismissNotice();
    const undone = actions.undo(operations);
    goBack();
    const answer = await undone;
    if (answer.ok) workspace.announce(text);
    else workspace.showFailure(answer.failure);
  };
  /** Where the messages are again after an undo. */
  const backTo = (steps: readonly Step[]) => {
    const from = [...new Set(steps.flatMap(({ selected }) => marked.foldersOf(selected)))];
    const folder = from.length === 1 ? folders.current.find(({ id }) => id === from[0]) : undefined;
    return (count: number) => {
      const number = formatNumber(count, language);
      if (!folder) return say('undo.back', { count, number });
      return say('undo.backIn', { count, number, folder: folderName(folder, say) });
    };
  };

  /** What a list shows at once. In a search through all folders a message stays in the list when it is moved, and shows where to. */
  const shownOf = ({ way, selected, targetOf }: Step): Shown[] => {
    if (source.current?.folderId !== null || way.to === 'nowhere') return [{ kind: 'removed', ids: selected }];
    const ids = isOfList(selected) ? marked.loaded(selected) : selected;
    return [...groupBy(ids, targetOf)].map(([folderId, moved]) => ({ kind: 'changed', ids: moved, change: { folderId } }));
  };
  /** Of a selection that is refused because nobody knows any more what it means, nothing is left to be acted on. */
  const refuse = (failure: Failure) => {
    if (failure.code === 'list-outdated') workspace.select(nothingSelected);
    workspace.showFailure(failure);
  };
  const take = async (steps: readonly Step[], words: WordKey) => {
    if (steps.length === 0) return;
    const goBack = rememberPlace();
    // Look up the places before the move: afterwards they are unknown here.
    const backIn = backTo(steps);
    const operations: string[] = [];
    let count = 0;
    let refused: Failure | null = null;
    for (const step of steps) {
      const answer = await actions.take(step.way, step.selected, shownOf(step));
      if (!answer.ok) {
        refused ??= answer.failure;
        continue;
      }
      operations.push(answer.value.operationId);
      count += answer.value.count;
      refused ??= answer.value.failure ?? null;
    }
    if (refused) refuse(refused);
    if (count === 0) return refused ? undefined : workspace.announce(say('undo.nothing'));
    const text = say(words, { count, number: formatNumber(count, language) });
    if (steps.some(({ way }) => way.to === 'nowhere')) workspace.announce(text);
    else workspace.announce(text, () => void undoing(operations, goBack, backIn(count))());
  };
  /** The target of each message: the folder of this role in its own account; null: not created yet, or unknown. */
  const targetsOf = (role: SpecialRole | 'inbox') => {
    const known = new Map<number, number | null>();
    return (id?: number): number | null => {
      const folderId = (id === undefined ? undefined : marked.rowOf(id)?.folderId) ?? source.current?.folderId ?? undefined;
      if (folderId === undefined) return null;
      const target = known.has(folderId) ? known.get(folderId) : marked.special(folderId, role)?.id;
      known.set(folderId, target ?? null);
      return target ?? null;
    };
  };
  const toRole = async (role: 'archive' | 'junk' | 'trash', words: WordKey) => {
    const selected = await marked.selected();
    if (selected === null) return;
    const going = without(selected, (ids) => {
      const inside = marked.within(ids, role);
      return (id) => inside.has(id);
    });
    if (going.size > 0) await take([{ way: { to: role }, selected: going, targetOf: targetsOf(role) }], words);
  };
  const toFolder = (selected: Selected, folderId: number): Step[] => {
    const here = source.current?.folderId;
    if (isOfList(selected) && here === folderId) return [];
    const going = without(selected, () => (id) => (marked.rowOf(id)?.folderId ?? here) === folderId);
    return going.size > 0 ? [{ way: { to: 'folder', folderId }, selected: going, targetOf: () => folderId }] : [];
  };

  const deleteNow = (selected: Selected) => take([{ way: { to: 'nowhere' }, selected, targetOf: () => null }], 'undo.deletedForGood');

  return {
    archive: () => toRole('archive', 'undo.archived'),
    junk: () => toRole('junk', 'undo.junked'),
    trash: () => toRole('trash', 'undo.deleted'),
    async notJunk() {
      const selected = await marked.selected();
      if (selected === null) return;
      const target = targetsOf('inbox');
      if (isOfList(selected)) {
        // All of it lies in one Junk, or this cannot be asked for.
        const inbox = target();
        return take(inbox === null ? [] : toFolder(selected, inbox), 'undo.notJunk');
      }
      const inside = marked.within(selected, 'junk');
      // To the inbox of the account that each belongs to.
      await take(
        [...groupBy(inside, target)].flatMap(([folderId, ids]) => toFolder(ids, folderId)),
        'undo.notJunk',
      );
    },
    async deleteForGood() {
      const selected = await marked.selected();
      if (selected !== null)
        workspace.openDialog({ kind: 'deleteForGood', count: selected.size, onDelete: () => void deleteNow(selected) });
    },
    async move(folderId) {
      const selected = await marked.selected();
      if (selected !== null) await take(toFolder(selected, folderId), 'undo.moved');
    },
    async toggle(flag) {
      const selected = await marked.selected();
      if (selected === null) return;
      const value = await marked.anyWithout(selected, flag);
      if (!value.ok) return refuse(value.failure);
      const answer = await actions.setFlag(selected, flag, value.value, isOfList(selected) ? marked.loaded(selected) : selected);
      if (!answer.ok) return refuse(answer.failure);
      const { operationId, count, failure } = answer.value;
      if (failure) workspace.showFailure(failure);
      const back = say(`undo.${flag}${value.value ? 'Off' : 'On'}`, { count, number: formatNumber(count, language) });
      if (count > 0) workspace.remember(() => void undoing([operationId], () => {}, back)());
    },
  };
}
