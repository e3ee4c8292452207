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
  /** If any is without the mark, all get it. */
  toggle(flag: 'seen' | 'flagged'): Promise<void>;
}

/** One call, or several of the same kind. */
interface Step {
  readonly way: Way;
  readonly ids: readonly number[];
  /** The folder that a message goes to; null: not known. */
  readonly targetOf: (id: number) => number | null;
}

/** By what each gives; those that give nothing are left out. */
function groupBy(ids: readonly number[], keyOf: (id: number) => number | null): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const id of ids) {
    const key = keyOf(id);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return groups;
}

/** How often a list is looked at for rows that were taken out to be back in it. */
const looks = 4;

export function createMessageActs({ workspace, actions, marked, source, grid, folders, say, language }: MessageActsInput): MessageActs {
  /** Leads back to what was selected and open, once undo has brought it back, if one is still in the same list. */
  const rememberPlace = () => {
    const { selection, open, folderId, search, view } = workspace.store.get();
    const list = source.current;
    const total = list?.rows().total ?? 0;
    const at = grid.current?.place();
    return () => {
      const now = workspace.store.get();
      if (now.folderId !== folderId || now.search !== search || now.view.name !== view.name) return;
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
  /** @param text says what was taken back */
  const undoing = (operations: readonly string[], goBack: () => void, text: string) => async () => {
    workspace.dismissNotice();
    const undone = actions.undo(operations);
    goBack();
    const answer = await undone;
    if (answer.ok) workspace.announce(text);
    else workspace.showFailure(answer.failure);
  };
  /** Where messages are again once it was taken back that they went. */
  const backTo = (ids: readonly number[]) => {
    const from = marked.foldersOf(ids);
    const folder = from.length === 1 ? folders.current.find(({ id }) => id === from[0]) : undefined;
    return (count: number) => {
      const number = formatNumber(count, language);
      if (!folder) return say('undo.back', { count, number });
      return say('undo.backIn', { count, number, folder: folderName(folder, say) });
    };
  };

  /** What a list shows at once. In a search through all folders a message stays in the list when it is moved, and shows where to. */
  const shownOf = (way: Way, ids: readonly number[], targetOf: (id: number) => number | null): Shown[] => {
    if (source.current?.folderId !== null || way.to === 'nowhere') return [{ kind: 'removed', ids: new Set(ids) }];
    return [...groupBy(ids, targetOf)].map(([folderId, moved]) => ({ kind: 'changed', ids: new Set(moved), change: { folderId } }));
  };
  const take = async (steps: readonly Step[], words: WordKey) => {
    if (steps.length === 0) return;
    const goBack = rememberPlace();
    // Asked before they go: afterwards nobody here knows where they lay.
    const backIn = backTo(steps.flatMap(({ ids }) => ids));
    const operations: string[] = [];
    let count = 0;
    let refused: Failure | null = null;
    for (const { way, ids, targetOf } of steps) {
      const answer = await actions.take(way, ids, shownOf(way, ids, targetOf));
      if (!answer.ok) {
        refused ??= answer.failure;
        continue;
      }
      operations.push(...answer.value.operations);
      count += answer.value.count;
      refused ??= answer.value.refused ?? null;
    }
    if (refused) workspace.showFailure(refused);
    if (count === 0) return refused ? undefined : workspace.announce(say('undo.nothing'));
    const text = say(words, { count, number: formatNumber(count, language) });
    if (steps.some(({ way }) => way.to === 'nowhere')) workspace.announce(text);
    else workspace.announce(text, () => void undoing(operations, goBack, backIn(count))());
  };
  /** Where each goes: the folder of this role of its own account; null: still to be made, or not known. */
  const targetsOf = (role: SpecialRole | 'inbox') => {
    const known = new Map<number, number | null>();
    return (id: number): number | null => {
      const folderId = marked.rowOf(id)?.folderId ?? source.current?.folderId ?? undefined;
      if (folderId === undefined) return null;
      const target = known.has(folderId) ? known.get(folderId) : marked.special(folderId, role)?.id;
      known.set(folderId, target ?? null);
      return target ?? null;
    };
  };
  const toRole = async (role: 'archive' | 'junk' | 'trash', words: WordKey) => {
    const ids = await marked.ids();
    const { inside } = marked.within(ids, role);
    const going = ids.filter((id) => !inside.has(id));
    if (going.length > 0) await take([{ way: { to: role }, ids: going, targetOf: targetsOf(role) }], words);
  };
  const toFolder = (ids: readonly number[], folderId: number): Step[] => {
    const going = ids.filter((id) => (marked.rowOf(id)?.folderId ?? source.current?.folderId) !== folderId);
    return going.length > 0 ? [{ way: { to: 'folder', folderId }, ids: going, targetOf: () => folderId }] : [];
  };

  const deleteNow = (ids: readonly number[]) =>
    take(ids.length === 0 ? [] : [{ way: { to: 'nowhere' }, ids, targetOf: () => null }], 'undo.deletedForGood');

  return {
    archive: () => toRole('archive', 'undo.archived'),
    junk: () => toRole('junk', 'undo.junked'),
    trash: () => toRole('trash', 'undo.deleted'),
    async notJunk() {
      const ids = await marked.ids();
      const going = ids.filter((id) => marked.within([id], 'junk').inside.has(id));
      // To the inbox of the account that each belongs to.
      const steps = [...groupBy(going, targetsOf('inbox'))].flatMap(([folderId, ids]) => toFolder(ids, folderId));
      await take(steps, 'undo.notJunk');
    },
    async deleteForGood() {
      const ids = await marked.ids();
      if (ids.length > 0) workspace.openDialog({ kind: 'deleteForGood', ids, onDelete: () => void deleteNow(ids) });
    },
    move: async (folderId) => take(toFolder(await marked.ids(), folderId), 'undo.moved'),
    async toggle(flag) {
      const ids = await marked.ids();
      if (ids.length === 0) return;
      const value = await marked.anyWithout(ids, flag);
      if (!value.ok) return workspace.showFailure(value.failure);
      const answer = await actions.setFlag(ids, flag, value.value);
      if (!answer.ok) return workspace.showFailure(answer.failure);
      const { operations, count, refused } = answer.value;
      if (refused) workspace.showFailure(refused);
      const back = say(`undo.${flag}${value.value ? 'Off' : 'On'}`, { count, number: formatNumber(count, language) });
      if (count > 0) workspace.remember(() => void undoing(operations, () => {}, back)());
    },
  };
}
