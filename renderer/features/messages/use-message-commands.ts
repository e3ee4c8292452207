/** Binds the message commands: what each does and when it is enabled. `marked-messages.ts` says what they act on. */

import { type RefObject, useMemo } from 'react';
import type { CommandId } from '../../../electron/contract/commands.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import { useClient } from '../../api/Api.tsx';
import { useLanguage, useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useFolders } from '../../state/engine-queries.ts';
import { useCommands, useMailActions, useWorkspace } from '../../state/State.tsx';
import { useLatest } from '../../ui/use-latest.ts';
import { createMessageActs, type GridControls } from './act-on-messages.ts';
import { createMarkedMessages } from './marked-messages.ts';
import type { RowSource } from './rows/row-source.ts';

interface MessageCommandsInput {
  /** What is shown; null: nothing. */
  source: RefObject<RowSource | null>;
  /** Null while there are no rows. */
  grid: RefObject<GridControls | null>;
}

/** Bound once for all lists: new bindings with every search would redraw the toolbar at every key. */
export function useMessageCommands({ source, grid }: MessageCommandsInput): void {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const client = useClient();
  const actions = useMailActions();
  const folders = useFolders();
  const latest = useLatest<readonly Folder[]>(folders.value ?? []);

  const marked = useMemo(() => createMarkedMessages({ client, workspace, source, folders: latest }), [client, workspace, source]);
  const acts = useMemo(
    () => createMessageActs({ workspace, actions, marked, source, grid, folders: latest, say, language }),
    [workspace, actions, marked, source, grid, say, language],
  );
  const bindings = useMemo<readonly CommandBinding[]>(() => {
    const one = (id: CommandId, isEnabled: () => boolean, run: (argument?: string) => unknown): CommandBinding => ({
      id,
      isEnabled,
      run: (argument) => void run(argument),
    });
    const answer = (mode: 'reply' | 'replyAll' | 'forward') => () => {
      const messageId = marked.single();
      const { open, charset } = workspace.store.get();
      const read = open?.id === messageId && charset !== null ? { charset } : {};
      if (messageId !== null) workspace.compose({ mode, messageId, ...read });
    };
    // A message out of a file can be answered; there is nowhere to move it from.
    const hasOne = () => marked.single() !== null;
    const hasAny = () => marked.any();
    return [
      one('message.reply', hasOne, answer('reply')),
      one('message.replyAll', hasOne, answer('replyAll')),
      one('message.forward', hasOne, answer('forward')),
      one('message.archive', () => hasAny() && !marked.isAllWithin('archive'), acts.archive),
      one('message.junk', () => hasAny() && !marked.isAllWithin('junk'), acts.junk),
      one('message.notJunk', () => hasAny() && marked.isAllWithin('junk'), acts.notJunk),
      one('message.delete', () => hasAny() && !marked.isAllWithin('trash'), acts.trash),
      one('message.deleteForGood', () => hasAny() && marked.isAllWithin('trash'), acts.deleteForGood),
      one('message.move', hasAny, async () => {
        const selected = await marked.selected();
        if (selected !== null) workspace.openDialog({ kind: 'move', from: marked.foldersOf(selected) });
      }),
      one('message.moveTo', hasAny, (folderId) => (Number.isInteger(Number(folderId)) ? acts.move(Number(folderId)) : undefined)),
      one('message.flag', hasAny, () => acts.toggle('flagged')),
      one('message.unread', hasAny, () => acts.toggle('seen')),
      one(
        'message.next',
        () => grid.current !== null,
        () => grid.current?.step(1),
      ),
      one(
        'message.previous',
        () => grid.current !== null,
        () => grid.current?.step(-1),
      ),
      one(
        'messages.selectAll',
        () => grid.current !== null,
        () => {
          // All that is there now: what arrives afterwards is not among them.
          if (source.current) workspace.selectWhenKnown(source.current.selectAll(), true);
        },
      ),
      one('message.open', hasOne, () => {
        const id = marked.single();
        const row = id === null ? undefined : marked.rowOf(id);
        if (row) workspace.openMessage(row);
      }),
      one(
        'messages.focusFirst',
        () => grid.current !== null && (source.current?.rows().total ?? 0) > 0,
        () => grid.current?.focusFirst(),
      ),
    ];
  }, [workspace, marked, acts, source, grid]);
  useCommands(bindings);
}
