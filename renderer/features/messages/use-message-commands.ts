/** What can be done to the selected messages, by key, menu, toolbar and palette. */
import {
  Archive,
  ArrowDown,
  ArrowUp,
  FolderInput,
  Forward,
  Mail,
  MailOpen,
  OctagonAlert,
  Reply,
  ReplyAll,
  Star,
  Trash2,
} from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords, type WordKey } from '../../i18n/words.ts';
import type { Command } from '../../state/commands.ts';
import type { RemovingAction } from '../../state/mail-actions.ts';
import { useCommandRegistry, useCommands, useMailActions, useWorkspace } from '../../state/State.tsx';
import { showStroke } from '../../state/shortcuts.ts';
import type { MenuEntry } from '../../ui/Menus.tsx';
import { isMac } from '../../ui/machine.ts';
import type { RowSource } from './row-source.ts';

const done: Readonly<Record<RemovingAction, WordKey>> = {
  archive: 'undo.archived',
  junk: 'undo.junked',
  delete: 'undo.deleted',
};

/** What came out of a file is in no folder. */
const isInFolder = ({ id }: MessageRow): boolean => id > 0;

/** What a list that is on the screen can be told. */
export interface GridControls {
  /** Goes to the next (1) or previous (-1) message. */
  step(by: number): void;
  /** Leads the focus into the list. */
  focusFirst(): void;
}

export interface MessageCommandsInput {
  /** What is shown; null: nothing. */
  source: RefObject<RowSource | null>;
  /** Null while there are no rows. */
  grid: RefObject<GridControls | null>;
}

/** Registers the commands of messages, once for all lists: others with every search would draw the toolbar anew for every key that is typed. */
export function useMessageCommands({ source, grid }: MessageCommandsInput): void {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const actions = useMailActions();

  const commands = useMemo<readonly Command[]>(() => {
    const targets = async (): Promise<readonly number[]> => {
      const { selection, allSelected, open } = workspace.store.get();
      if (allSelected) return (await source.current?.idsBetween(0, source.current.rows().total - 1)) ?? [];
      if (selection.size > 0) return [...selection];
      return open && isInFolder(open) ? [open.id] : [];
    };
    const hasTargets = () => {
      const { selection, allSelected, open } = workspace.store.get();
      return allSelected || selection.size > 0 || (open !== null && isInFolder(open));
    };
    const hasMessage = () => hasTargets() || workspace.store.get().open !== null;
    const rowsOf = (ids: readonly number[]) =>
      ids.flatMap((id) => {
        const position = source.current?.positionOf(id);
        const { open } = workspace.store.get();
        // The open message may be in no list: a search found others.
        const row = position === undefined ? (open?.id === id ? open : undefined) : source.current?.rows().at(position);
        return row ? [row] : [];
      });
    const remove = async (action: RemovingAction) => {
      const ids = await targets();
      if (ids.length === 0) return;
      const answer = await actions.remove(action, ids);
      if (!answer.ok) workspace.showFailure(answer.failure);
      else {
        const undo = async () => {
          workspace.dismissNotice();
          const undone = await actions.undo(answer.value);
          if (!undone.ok) workspace.showFailure(undone.failure);
        };
        workspace.announce(say(done[action], { count: ids.length, number: formatNumber(ids.length, language) }), () => void undo());
      }
    };
    const toggle = async (flag: 'seen' | 'flagged') => {
      const ids = await targets();
      if (ids.length === 0) return;
      // If any is without the mark, all get it.
      const value = rowsOf(ids).some((row) => !row[flag]);
      const answer = await actions.setFlag(ids, flag, value);
      if (!answer.ok) workspace.showFailure(answer.failure);
    };
    const answer = (mode: 'reply' | 'replyAll' | 'forward') => {
      const { open, selection } = workspace.store.get();
      const messageId = open?.id ?? [...selection][0];
      if (messageId !== undefined) workspace.compose({ mode, messageId });
    };
    const one = (command: Omit<Command, 'group' | 'isEnabled'>): Command => ({ ...command, group: 'mail', isEnabled: hasTargets });
    // A message out of a file can be answered; there is nowhere to move it from.
    const answering: typeof one = (command) => ({ ...command, group: 'mail', isEnabled: hasMessage });
    return [
      {
        id: 'messages.focusFirst',
        label: 'messages.grid',
        group: 'navigate',
        isHidden: true,
        isEnabled: () => grid.current !== null && (source.current?.rows().total ?? 0) > 0,
        run: () => grid.current?.focusFirst(),
      },
      answering({ id: 'message.reply', label: 'command.reply', icon: Reply, strokes: ['r', 'Mod+r'], run: () => answer('reply') }),
      answering({
        id: 'message.replyAll',
        label: 'command.replyAll',
        icon: ReplyAll,
        strokes: ['a', 'Mod+Shift+r'],
        run: () => answer('replyAll'),
      }),
      answering({ id: 'message.forward', label: 'command.forward', icon: Forward, strokes: ['f', 'Mod+l'], run: () => answer('forward') }),
      one({ id: 'message.archive', label: 'command.archive', icon: Archive, strokes: ['e'], run: () => void remove('archive') }),
      one({
        id: 'message.delete',
        label: 'command.delete',
        icon: Trash2,
        strokes: isMac() ? ['Delete', 'Backspace'] : ['Delete'],
        run: () => void remove('delete'),
      }),
      one({ id: 'message.junk', label: 'command.junk', icon: OctagonAlert, strokes: ['!'], run: () => void remove('junk') }),
      one({
        id: 'message.move',
        label: 'command.move',
        icon: FolderInput,
        strokes: ['m'],
        run: () => workspace.openDialog({ kind: 'move' }),
      }),
      one({ id: 'message.flag', label: 'command.flag', icon: Star, strokes: ['s', '*'], run: () => void toggle('flagged') }),
      one({ id: 'message.unread', label: 'command.unread', icon: Mail, strokes: ['u'], run: () => void toggle('seen') }),
      { id: 'message.next', label: 'command.next', group: 'navigate', icon: ArrowDown, strokes: ['j'], run: () => grid.current?.step(1) },
      {
        id: 'message.previous',
        label: 'command.previous',
        group: 'navigate',
        icon: ArrowUp,
        strokes: ['k'],
        run: () => grid.current?.step(-1),
      },
      {
        id: 'message.open',
        label: 'command.open',
        group: 'navigate',
        icon: MailOpen,
        strokes: ['o'],
        isEnabled: hasTargets,
        run: () => {
          const [id] = workspace.store.get().selection;
          const row = id === undefined ? undefined : rowsOf([id])[0];
          if (row) workspace.openMessage(row);
        },
      },
      {
        id: 'message.moveTo',
        label: 'command.move',
        group: 'mail',
        isHidden: true,
        isEnabled: hasTargets,
        run: (argument) => {
          const folderId = Number(argument);
          void targets().then(async (ids) => {
            if (ids.length === 0 || !Number.isInteger(folderId)) return;
            const moved = await actions.move(ids, folderId);
            if (!moved.ok) workspace.showFailure(moved.failure);
            else
              workspace.announce(say('undo.moved', { count: ids.length, number: formatNumber(ids.length, language) }), () => {
                workspace.dismissNotice();
                void actions.undo(moved.value).then((undone) => {
                  if (!undone.ok) workspace.showFailure(undone.failure);
                });
              });
          });
        },
      },
    ];
  }, [workspace, actions, source, grid, say, language]);
  useCommands(commands);
}

const menuOrder: readonly (readonly [string, boolean])[] = [
  ['message.reply', false],
  ['message.replyAll', false],
  ['message.forward', false],
  ['message.unread', true],
  ['message.flag', false],
  ['message.archive', true],
  ['message.move', false],
  ['message.junk', false],
  ['message.delete', false],
];

/** The same commands as entries of a menu. */
export function useMessageMenu(): readonly MenuEntry[] {
  const say = useWords();
  const registry = useCommandRegistry();
  return menuOrder.flatMap(([id, separated]) => {
    const command = registry.find(id);
    if (!command) return [];
    const stroke = command.strokes?.[0];
    return [
      {
        id,
        label: say(command.label),
        separated,
        run: () => registry.run(id),
        ...(command.icon ? { icon: command.icon } : {}),
        ...(stroke ? { shortcut: showStroke(stroke, isMac()) } : {}),
      },
    ];
  });
}
