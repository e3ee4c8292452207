/** Opens the first inbox once there is one, whether or not the folder pane is in sight; and another when the open folder is gone. */

import { useEffect } from 'react';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';

export function useFirstInbox(): void {
  const workspace = useWorkspace();
  const accounts = useAccounts();
  const folders = useFolders();
  const folderId = useWorkspaceState((state) => state.folderId);
  useEffect(() => {
    const held = folders.value ?? [];
    if (held.length === 0 || held.some((folder) => folder.id === folderId)) return;
    const inAccountOrder = (accounts.value ?? []).flatMap((account) => held.filter((folder) => folder.accountId === account.id));
    const first = inAccountOrder.find((folder) => folder.role === 'inbox') ?? inAccountOrder.find((folder) => folder.selectable);
    const { view } = workspace.store.get();
    if (first && view.name === 'mail') workspace.openFolder(first.id);
  }, [accounts.value, folders.value, folderId, workspace]);
}
