/** The command that answers the list a message came by. */
import { useMemo } from 'react';
import type { MessageDetail } from '../../../electron/contract/messages.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands, useWorkspace } from '../../state/State.tsx';

/** Only a message that came by a list which takes answers can be answered there (List-Post, RFC 2369 §3.4). */
export function useReplyToList(detail: MessageDetail | undefined): void {
  const workspace = useWorkspace();
  const messageId = detail?.listPost == null ? null : detail.row.id;
  const bindings = useMemo<readonly CommandBinding[]>(
    () => [
      {
        id: 'message.replyList',
        isEnabled: () => {
          const { open, goneId } = workspace.store.get();
          return messageId !== null && open?.id === messageId && goneId !== messageId;
        },
        run: () => {
          const { charset } = workspace.store.get();
          if (messageId !== null) workspace.compose({ mode: 'reply', messageId, toList: true, ...(charset === null ? {} : { charset }) });
        },
      },
    ],
    [workspace, messageId],
  );
  useCommands(bindings);
}
