/** Takes an attachment out of a draft, with a way to take that back. */
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import type { DraftState } from './use-draft.ts';

export function useRemoveAttachment(
  { draft, currentId, replace }: DraftState,
  onFailure: (failure: Failure) => void,
): (attachmentId: string) => Promise<void> {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  return async (attachmentId: string) => {
    const id = currentId();
    const file = draft?.attachments.find((one) => one.id === attachmentId);
    if (id === null || !file) return;
    const answer = await client.call('compose.removeAttachment', { id, attachmentId });
    if (!answer.ok) return onFailure(answer.failure);
    replace(answer.value);
    workspace.announce(say('compose.removed', { name: visible(file.name) }), () => {
      workspace.dismissNotice();
      void client.call('compose.restoreAttachment', { id, attachmentId }).then((restored) => {
        if (!restored.ok) workspace.showFailure(restored.failure);
        else if (currentId() === id) replace(restored.value);
      });
    });
  };
}
