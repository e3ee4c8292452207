/** The way to an inbox: by itself when there is one for the first time, and by its command, whether or not the folder pane is in sight. */
import { useMemo } from 'react';
import { useClient } from '../../api/Api.tsx';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands, useWorkspace } from '../../state/State.tsx';
import { useFirstInbox } from './use-first-inbox.ts';

export function Inboxes() {
  const client = useClient();
  const workspace = useWorkspace();
  useFirstInbox();
  useCommands(
    useMemo<readonly CommandBinding[]>(
      () => [
        {
          id: 'folder.inbox',
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
      ],
      [client, workspace],
    ),
  );
  return null;
}
