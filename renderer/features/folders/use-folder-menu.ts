/** What can be done with a folder or an account from its line in the tree. */
import { ChartNoAxesColumn, FolderSearch, RefreshCw, Settings, SquareTerminal } from 'lucide-react';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import type { TreeLine } from '../../state/folder-tree.ts';
import { useWorkspace } from '../../state/State.tsx';
import type { MenuEntry } from '../../ui/Menus.tsx';

export function useFolderMenu(): (line: TreeLine) => MenuEntry[] {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const getMail = async (accountId: string) => {
    const answer = await client.call('sync.now', { accountId });
    if (!answer.ok) workspace.showFailure(answer.failure);
  };
  return ({ folder, account }) =>
    folder
      ? [
          {
            id: 'details',
            label: say('command.folderDetails'),
            icon: FolderSearch,
            run: () => workspace.openDialog({ kind: 'folder', folderId: folder.id }),
          },
          {
            id: 'reports',
            label: say('command.folderReports'),
            icon: ChartNoAxesColumn,
            run: () => workspace.openDialog({ kind: 'reports', folderId: folder.id }),
          },
        ]
      : [
          { id: 'get', label: say('command.getMail'), icon: RefreshCw, run: () => void getMail(account.id) },
          {
            id: 'console',
            label: say('command.console'),
            icon: SquareTerminal,
            run: () => workspace.openView({ name: 'console', accountId: account.id }),
          },
          {
            id: 'edit',
            label: say('folders.editAccount'),
            icon: Settings,
            run: () => workspace.openDialog({ kind: 'account', accountId: account.id }),
          },
        ];
}
