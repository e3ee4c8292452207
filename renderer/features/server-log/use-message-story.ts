/** The story of a message that was asked for: found by its Message-ID, else by the queue ids that its Received fields name. */
import { useEffect, useState } from 'react';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { StoryRow } from '../../../electron/contract/delivery/mail-log.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import { visible } from '../../ui/text/visible-text.ts';

/** Names by which a log may know it, the surest first. */
async function namesOf(client: PostglassClient, message: number): Promise<readonly string[] | Failure> {
  const [opened, path] = await Promise.all([client.call('messages.open', { id: message }), client.call('messages.path', { id: message })]);
  if (!opened.ok) return opened.failure;
  const messageId = opened.value.headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value.trim() ?? '';
  const queueIds = path.ok ? path.value.hops.flatMap(({ id }) => id ?? []) : [];
  return [messageId, ...queueIds.toReversed()].filter((name) => name !== '').map((name) => name.slice(0, 1_000));
}

/**
 * @param log that is open and has been read as far as it goes; null: not yet
 * @param message undefined: none is asked for
 */
export function useMessageStory(log: string | null, message: number | undefined): StoryRow | null {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const [story, setStory] = useState<StoryRow | null>(null);
  useEffect(() => {
    if (log === null || message === undefined) return;
    let isWanted = true;
    const find = async () => {
      const names = await namesOf(client, message);
      if (!isWanted) return;
      if ('code' in names) return workspace.showFailure(names);
      for (const id of names) {
        const found = await client.call('mailLog.find', { log, id });
        if (!isWanted) return;
        if (!found.ok) return workspace.showFailure(found.failure);
        if (found.value.row) return setStory(found.value.row);
      }
      workspace.announce(say('maillog.noStory', { id: visible(names[0] ?? '') }));
    };
    void find();
    return () => {
      isWanted = false;
    };
  }, [log, message, client, workspace, say]);
  return story;
}
