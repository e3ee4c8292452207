/** A message that came back, in the composer once more: as it was, for those who did not get it, with their addresses marked. */
import { useCallback } from 'react';
import { useClient } from '../../../api/Api.tsx';
import { useWorkspace } from '../../../state/State.tsx';

/** The copy that was sent, or the part of a notice that it came back in. */
type Source = number | { readonly notice: number; readonly part: string };

export function useSendAgain(): (source: Source, recipients: readonly string[]) => Promise<void> {
  const client = useClient();
  const workspace = useWorkspace();
  return useCallback(
    async (source, recipients) => {
      let messageId = typeof source === 'number' ? source : null;
      if (typeof source !== 'number') {
        const part = await client.call('messages.openPart', { id: source.notice, partId: source.part });
        if (!part.ok) return workspace.showFailure(part.failure);
        messageId = part.value.id;
      }
      if (messageId === null) return;
      const draft = await client.call('compose.again', { messageId, recipients: [...recipients] });
      if (!draft.ok) return workspace.showFailure(draft.failure);
      workspace.compose({ mode: 'new', draftId: draft.value.id, correct: recipients });
    },
    [client, workspace],
  );
}
