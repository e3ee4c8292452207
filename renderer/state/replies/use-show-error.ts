/** The way from a failure to the very line of the transcript that says it. */
import { useCallback } from 'react';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../State.tsx';

interface Lines {
  readonly session: string;
  readonly firstLine?: number;
  readonly lastLine?: number;
}

/** @returns shows the line with this reply, else the last error among these lines, else the lines themselves */
export function useShowError(): (lines: Lines, reply: string | null | undefined) => Promise<void> {
  const client = useClient();
  const workspace = useWorkspace();
  return useCallback(
    async (lines, reply) => {
      const answer = await client.call('transcript.lastError', { ...lines, ...(reply ? { reply: reply.slice(0, 10_000) } : {}) });
      workspace.showTranscript((answer.ok && answer.value.place) || lines);
    },
    [client, workspace],
  );
}

/** @returns goes to the last error of the session on show, else to that of the newest session that has one */
export function useGoToLastError(): () => Promise<void> {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  return useCallback(async () => {
    const { shownSession } = workspace.store.get();
    for (const session of new Set([shownSession, null])) {
      const answer = await client.call('transcript.lastError', { session });
      // The session on show may have been deleted meanwhile.
      if (!answer.ok && session === null) return workspace.showFailure(answer.failure);
      if (answer.ok && answer.value.place) return workspace.showTranscript(answer.value.place);
    }
    workspace.announce(say('transcript.noError'));
  }, [say, client, workspace]);
}
