/** The way to a message that another one is about: its folder is shown, and the message in it. */
import { useCallback } from 'react';
import { useClient } from '../api/Api.tsx';
import { useWorkspace } from './State.tsx';

export function useOpenById(): (id: number) => Promise<void> {
  const client = useClient();
  const workspace = useWorkspace();
  return useCallback(
    async (id) => {
      const answer = await client.call('messages.open', { id });
      if (!answer.ok) return workspace.showFailure(answer.failure);
      const { row } = answer.value;
      workspace.openFolder(row.folderId);
      workspace.select(new Set([row.id]));
      workspace.openMessage(row);
    },
    [client, workspace],
  );
}
