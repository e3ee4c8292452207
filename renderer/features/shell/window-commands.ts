/** Commands of the window itself, which are there whatever is open. */
import {
  Command as CommandIcon,
  FolderSearch,
  Inbox,
  Keyboard,
  RefreshCw,
  ScrollText,
  Send,
  Settings,
  SquarePen,
  UserPlus,
} from 'lucide-react';
import { useMemo } from 'react';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import type { Command } from '../../state/commands.ts';
import { useCommandRegistry, useCommands, usePreferences, useWorkspace } from '../../state/State.tsx';

/** What the machine's own menu and its links call our commands. */
const menuNames: Readonly<Record<string, string>> = {
  newMessage: 'compose.new',
  mailto: 'compose.new',
  getMail: 'sync.now',
  openFile: 'message.openFile',
  addAccount: 'account.add',
  settings: 'window.settings',
  toggleTranscript: 'window.transcript',
  keys: 'window.shortcuts',
};

export function useWindowCommands(): void {
  const client = useClient();
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const [{ dock }, setPreferences] = usePreferences();

  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'compose.new',
        label: 'command.newMessage',
        group: 'mail',
        icon: SquarePen,
        strokes: ['n', 'c', 'Mod+n'],
        // A mailto: link comes as the argument.
        run: (mailto) => workspace.compose(mailto ? { mode: 'new', mailto } : { mode: 'new' }),
      },
      {
        id: 'sync.now',
        label: 'command.getMail',
        group: 'mail',
        icon: RefreshCw,
        strokes: ['F5'],
        run: () => {
          void client.call('sync.now', {}).then((answer) => {
            if (!answer.ok) workspace.showFailure(answer.failure);
          });
        },
      },
      {
        id: 'folder.inbox',
        label: 'command.inbox',
        group: 'navigate',
        icon: Inbox,
        strokes: ['g i'],
        run: () => {
          void client.call('folders.list', {}).then((answer) => {
            if (!answer.ok) return workspace.showFailure(answer.failure);
            const here = answer.value.find((folder) => folder.id === workspace.store.get().folderId);
            const inboxes = answer.value.filter((folder) => folder.role === 'inbox');
            const inbox = inboxes.find((folder) => folder.accountId === here?.accountId) ?? inboxes[0];
            if (inbox) workspace.openFolder(inbox.id);
          });
        },
      },
      {
        id: 'folder.details',
        label: 'command.folderDetails',
        group: 'navigate',
        icon: FolderSearch,
        strokes: ['Alt+Enter'],
        run: () => {
          const { folderId } = workspace.store.get();
          if (folderId !== null) workspace.openDialog({ kind: 'folder', folderId });
        },
      },
      { id: 'folder.outbox', label: 'command.outbox', group: 'navigate', icon: Send, strokes: ['g o'], run: () => workspace.openOutbox() },
      {
        id: 'window.transcript',
        label: 'command.transcript',
        group: 'window',
        icon: ScrollText,
        strokes: ['Mod+j'],
        whileTyping: true,
        run: () => setPreferences({ dock: dock === 'hidden' ? 'bottom' : 'hidden' }),
      },
      {
        id: 'window.transcriptSide',
        label: 'command.transcriptSide',
        group: 'window',
        icon: ScrollText,
        strokes: ['Mod+Shift+j'],
        whileTyping: true,
        run: () => setPreferences({ dock: dock === 'right' ? 'bottom' : 'right' }),
      },
      {
        id: 'window.palette',
        label: 'command.palette',
        group: 'window',
        icon: CommandIcon,
        strokes: ['Mod+k'],
        whileTyping: true,
        run: () => workspace.openDialog({ kind: 'palette' }),
      },
      {
        id: 'window.shortcuts',
        label: 'command.shortcuts',
        group: 'window',
        icon: Keyboard,
        strokes: ['?'],
        run: () => workspace.openDialog({ kind: 'shortcuts' }),
      },
      {
        id: 'window.settings',
        label: 'command.settings',
        group: 'window',
        icon: Settings,
        strokes: ['Mod+,'],
        run: () => workspace.openDialog({ kind: 'settings' }),
      },
      {
        id: 'account.add',
        label: 'command.addAccount',
        group: 'window',
        icon: UserPlus,
        run: () => workspace.openDialog({ kind: 'account' }),
      },
    ],
    [client, workspace, dock, setPreferences],
  );
  useCommands(commands);
  useEvent('application.command', ({ command, argument }) => {
    registry.run(menuNames[command] ?? command, argument);
  });
}
